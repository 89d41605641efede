// Filters, and the pages of a list, without loading everything anew: the results are replaced, and
// the address stays the one that says it all. Without this script they are plain links and forms.

const RESULTS = "results";
const announcer = document.getElementById("announce");
let loading = null;

const results = () => document.getElementById(RESULTS);
const addressOf = (place) => place.pathname + place.search;
let shown = addressOf(location);

const focusOn = (id) => {
  const target = (id && document.getElementById(id)) || results().querySelector("h1");
  if (target.tagName === "H1") target.tabIndex = -1;
  target.focus({ preventScroll: true });
};

// The panel of a narrow screen, opened again where it was open; its button has the focus afterwards.
const reopen = () => {
  const panel = document.getElementById("filters");
  const button = results().querySelector("[popovertarget=filters]");
  panel.showPopover({ source: button });
  panel.addEventListener("toggle", (event) => {
    const focused = document.activeElement;
    if (event.newState === "closed" && (focused === document.body || panel.contains(focused))) button.focus();
  });
};

// The results at an address take the place of those that are shown.
const load = async (address, { remember, focus, toTop, keepPanel }) => {
  loading?.abort();
  loading = new AbortController();
  results().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: loading.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById(RESULTS);
    if (!next) throw new Error("not a list");
    const panelWasOpen = results().querySelector(":popover-open") !== null;
    const hadFocus = results().contains(document.activeElement);
    results().replaceWith(document.adoptNode(next));
    document.title = page.title;
    const [box, typed] = [document.getElementById("query"), page.getElementById("query")];
    if (box && typed && box !== document.activeElement) box.value = typed.value;
    if (remember) history.pushState(null, "", answer.url);
    shown = addressOf(location);
    if (panelWasOpen && keepPanel) reopen();
    if (toTop) window.scrollTo(0, 0);
    if (hadFocus) focusOn(focus);
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = results().dataset.announce; }, 100);
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
    load(link.href, { remember: true, focus: turnsPage ? "" : link.id, toTop: turnsPage, keepPanel: true });
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !form.closest(`#${RESULTS}`)) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    load(address.href, { remember: true, focus: "", toTop: false, keepPanel: false });
  });

  // A jump within the page is none to another one.
  window.addEventListener("popstate", () => {
    if (addressOf(location) === shown) return;
    load(location.href, { remember: false, focus: "", toTop: false, keepPanel: false });
  });
}
