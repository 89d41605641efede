// A button that copies the address of the page. Where no scripts run it is not shown.

const toast = document.getElementById("toast");
let fading = 0;

document.querySelectorAll("button[data-copy-link]").forEach((button) => {
  button.addEventListener("click", async () => {
    const address = location.origin + location.pathname;
    try {
      await navigator.clipboard.writeText(address);
      toast.textContent = button.dataset.copyLink;
    } catch {
      // Browsers that do not let pages copy: then the address is there to be copied by hand.
      toast.textContent = address;
    }
    clearTimeout(fading);
    fading = setTimeout(() => { toast.textContent = ""; }, 6000);
  });
});
