// A button that copies the address of the page. Without this script it is not shown.

const toast = document.getElementById("toast");

document.querySelectorAll("button[data-copy-link]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    toast.textContent = button.dataset.copyLink;
    setTimeout(() => { toast.textContent = ""; }, 4000);
  });
});
