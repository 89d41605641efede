// Suggestions while typing into a search box: the combobox pattern of the ARIA Authoring
// Practices. Without this script the box is a plain search.

const suggest = (box) => {
  const list = document.createElement("ul");
  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestions);
  list.hidden = true;
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  let selected = -1;
  let timer = 0;
  let asked = null;

  const options = () => Array.from(list.children);

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    selected = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const select = (index) => {
    const all = options();
    selected = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === selected)));
    box.setAttribute("aria-activedescendant", all[selected].id);
    all[selected].scrollIntoView({ block: "nearest" });
  };

  const choose = (title) => {
    box.value = title;
    close();
    box.form.requestSubmit();
  };

  const show = (titles) => {
    list.replaceChildren(...titles.map((title, at) => {
      const option = document.createElement("li");
      option.id = `${box.id}-suggestion-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dir = "auto";
      option.textContent = title;
      return option;
    }));
    selected = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = titles.length === 0;
    box.setAttribute("aria-expanded", String(titles.length > 0));
  };

  const ask = async () => {
    asked?.abort();
    const typed = box.value.trim();
    if (!typed) return close();
    asked = new AbortController();
    try {
      const address = `${box.dataset.suggest}?title=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal });
      show(answer.ok ? (await answer.json()).items : []);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });

  box.addEventListener("keydown", (event) => {
    // An input method has the keys while it composes.
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected < 0 ? -1 : selected - 1);
    else if (event.key === "Enter" && selected >= 0) choose(options()[selected].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  // Before the box loses its focus to the list.
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    event.preventDefault();
    choose(option.textContent);
  });

  box.addEventListener("blur", close);
};

document.querySelectorAll("input[data-suggest]").forEach(suggest);
