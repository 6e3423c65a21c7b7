// On pages where no picture may be sent, none can be pasted or dropped either. Words can.
const form = document.querySelector("[data-no-pictures]");
const says = document.querySelector("[data-no-pictures-says]");
const WRITTEN_OUT = /data:\s*(image|video|audio|application)\/|;\s*base64\s*,/i;

const holdsFile = (data) =>
  !!data &&
  (data.files.length > 0 ||
    [...data.types].includes("Files") ||
    WRITTEN_OUT.test(data.getData("text/plain")));

const refuse = (event, data) => {
  if (!holdsFile(data)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.type !== "dragover" && says) {
    // Taken away first, so that it is read out again.
    says.hidden = true;
    requestAnimationFrame(() => (says.hidden = false));
  }
};

if (form) {
  document.addEventListener("paste", (event) => refuse(event, event.clipboardData), { capture: true });
  document.addEventListener("dragover", (event) => refuse(event, event.dataTransfer), { capture: true });
  document.addEventListener("drop", (event) => refuse(event, event.dataTransfer), { capture: true });
}
