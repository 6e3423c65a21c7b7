// Empties the page when the time to look at a log-in is over, also on a screen that was left alone.
const shown = document.querySelector("[data-empties-in]");
setTimeout(() => shown.remove(), Number(shown.dataset.emptiesIn) * 1000);
// Neither does the Back button bring it back.
addEventListener("pagehide", () => shown.remove());
