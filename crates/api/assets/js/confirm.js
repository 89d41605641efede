// A question before what cannot be undone. Without this script the button does it at once, or leads
// to a page that asks.

const confirmed = new WeakSet();

const askFirst = (button) => {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  const actions = document.createElement("div");
  const cancel = document.createElement("button");
  const go = document.createElement("button");
  question.id = "question";
  question.textContent = button.dataset.confirm;
  dialog.setAttribute("aria-labelledby", question.id);
  actions.className = "actions";
  cancel.type = go.type = "button";
  cancel.className = "button quiet";
  cancel.textContent = document.body.dataset.cancel;
  go.className = "danger";
  go.textContent = button.textContent;
  cancel.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => {
    confirmed.add(button);
    dialog.close();
    button.form.requestSubmit(button);
    confirmed.delete(button);
  });
  dialog.addEventListener("close", () => dialog.remove());
  actions.append(cancel, go);
  dialog.append(question, actions);
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.confirm || confirmed.delete(button)) return;
  event.preventDefault();
  askFirst(button);
});
