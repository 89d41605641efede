// Filters, and the pages of a list, without loading everything anew: the results are replaced, and
// the address stays the one that says it all. Without this script they are plain links and forms.

const RESULTS = "results";
const announcer = document.getElementById("announce");
let loading = null;

const results = () => document.getElementById(RESULTS);

const focusOn = (id) => {
  const target = (id && document.getElementById(id)) || results().querySelector("h1");
  if (target.tagName === "H1") target.tabIndex = -1;
  target.focus({ preventScroll: true });
};

// The results at an address take the place of those that are shown.
const load = async (address, { remember, focus, toTop }) => {
  loading?.abort();
  loading = new AbortController();
  results().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: loading.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById(RESULTS);
    if (!answer.ok || !next) throw new Error("not a list");
    const panelWasOpen = results().querySelector(":popover-open") !== null;
    results().replaceWith(document.adoptNode(next));
    document.title = page.title;
    const box = page.getElementById("query");
    if (box) document.getElementById("query").value = box.value;
    if (remember) history.pushState(null, "", answer.url);
    if (panelWasOpen) document.getElementById("filters").showPopover();
    if (toTop) window.scrollTo(0, 0);
    if (focus !== null) focusOn(focus);
    announcer.textContent = results().dataset.announce;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
};

if (results()) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || !link.closest(`#${RESULTS}`)) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    const turnsPage = link.closest(".pages") !== null;
    load(link.href, { remember: true, focus: turnsPage ? "" : link.id, toTop: turnsPage });
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !form.closest(`#${RESULTS}`)) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    load(address.href, { remember: true, focus: document.activeElement?.id ?? "", toTop: false });
  });

  window.addEventListener("popstate", () => load(location.href, { remember: false, focus: null, toTop: false }));
}
