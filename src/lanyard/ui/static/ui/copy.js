// "Copy" beside a code or an address that is used elsewhere. Without scripts, or where the browser gives no way to copy,
// there is no button, and the code is there to be selected.
const SAID_FOR = 5000;

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const says = button.parentElement.querySelector("[data-copy-says]");
  if (!source || !says || !navigator.clipboard) {
    continue;
  }
  let clearing = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    clearTimeout(clearing);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      says.textContent = button.dataset.copied;
    } catch {
      says.textContent = button.dataset.notCopied;
    }
    clearing = setTimeout(() => (says.textContent = ""), SAID_FOR);
  });
}
