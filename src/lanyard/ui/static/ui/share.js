// The page that says what can be done with what was shared. It is never shown as a picture.
import "./shared-store.js";

const there = document.querySelector("[data-shared]");
const none = document.querySelector("[data-shared-none]");
const { forget, look } = globalThis.lanyardShared;

const found = await look().catch(() => null);
if (found && (found.files.length || found.link)) {
  const count = found.files.length;
  const files = count === 1 ? "1 file" : `${count} files`;
  there.querySelector("[data-shared-what]").textContent = [count ? files : "", found.link ? "a link" : ""].filter(Boolean).join(" and ");
  there.hidden = false;
  none.hidden = true;
}
// Only a form that is reached from here takes it.
for (const way of document.querySelectorAll("[data-shared-way]")) {
  way.addEventListener("click", () => sessionStorage.setItem("lanyard-use-shared", "yes"));
}
there.querySelector("[data-shared-remove]").addEventListener("click", async () => {
  await forget();
  there.hidden = true;
  none.hidden = false;
  none.focus();
});
