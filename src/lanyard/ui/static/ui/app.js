// For people who are signed in: what makes Lanyard an app on a phone. Nothing that it keeps is theirs.
import "./shared-store.js";

const { worker } = document.querySelector("script[data-worker]").dataset;

navigator.serviceWorker?.register(worker).catch(() => {
  // Private windows allow none; every page works without.
});
// What is too old goes; and all of it when its owner signs out.
globalThis.lanyardShared.look().catch(() => null);
for (const form of document.querySelectorAll("form[data-signs-out]")) {
  form.addEventListener("submit", () => globalThis.lanyardShared.forget().catch(() => null));
}
