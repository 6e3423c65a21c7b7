// Two minutes before somebody is signed out because they did nothing, they are asked whether they are still there. What
// is open in several tabs counts together: each notes in this browser until when the sign-in lasts, and nothing else.
const KEY = "lanyard-until";
const note = document.querySelector("[data-stay]");
const dialog = note?.querySelector("dialog");

if (note && dialog?.showModal) {
  const says = dialog.querySelector("[data-stay-says]");
  const stay = dialog.querySelector("[data-stay-button]");
  const close = dialog.querySelector("[data-stay-close]");
  const warn = Number(note.dataset.warn) * 1000;
  let until = 0;
  let timer;

  const kept = () => {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch {
      return 0;
    }
  };
  const lasts = (moment, clock) => {
    until = moment;
    for (const place of note.querySelectorAll("[data-stay-time]")) place.textContent = clock;
    try {
      localStorage.setItem(KEY, String(moment));
    } catch {
      // Each tab then counts for itself.
    }
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, until - warn - Date.now()));
  };
  const inWords = (moment) =>
    new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

  const look = () => {
    if (kept() > until) {
      if (dialog.open) dialog.close();
      lasts(kept(), inWords(kept()));
    } else if (Date.now() >= until) {
      over();
    } else {
      if (!dialog.open) dialog.showModal();
      stay.focus();
      timer = setTimeout(look, Math.min(5000, until - Date.now()));
    }
  };
  const over = () => {
    says.textContent = dialog.dataset.over;
    stay.hidden = true;
    close.hidden = false;
    if (!dialog.open) dialog.showModal();
    close.focus();
  };

  stay.addEventListener("click", async () => {
    try {
      const answer = await fetch(note.dataset.url, { redirect: "error", headers: { Accept: "application/json" } });
      const told = await answer.json();
      dialog.close();
      lasts(told.until * 1000, told.clock);
    } catch {
      over();
    }
  });
  close.addEventListener("click", () => dialog.close());
  // Escape says "I am here" as the button does.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    (stay.hidden ? close : stay).click();
  });
  // Time stands still for a page that sleeps.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && until && Date.now() >= until - warn && look());
  lasts(Number(note.dataset.until) * 1000, note.querySelector("[data-stay-time]").textContent);
}
