// Who left a page on which they told of a worry, or sent it, doesn't meet it again with the Back button. One word is kept
// for that until this tab is closed; never anything that was written.
const KEY = "lanyard-report";
const leave = document.querySelector("[data-leave]");

const keep = (word) => {
  try {
    sessionStorage.setItem(KEY, word);
  } catch {
    // Where nothing can be kept, Back does what the browser does.
  }
};
const kept = () => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const [entry] = performance.getEntriesByType("navigation");
// The empty page comes in the language that was chosen.
const language = new URLSearchParams(location.search).get("lang");
const afresh = location.pathname + (language ? `?lang=${encodeURIComponent(language)}` : "");

const arrive = (cameBack) => {
  const word = cameBack ? kept() : null;
  if (word) {
    document.body.hidden = true;
    for (const form of document.forms) form.reset();
    location.replace(word === "left" && leave ? leave.href : afresh);
  } else if (!cameBack) {
    keep(document.querySelector("script[data-sent]") ? "sent" : "");
  }
};

arrive(entry?.type === "back_forward");
window.addEventListener("pageshow", (event) => {
  if (event.persisted) arrive(true);
});

// Before the page that wakes the way out: it leaves at once.
leave?.addEventListener("click", () => keep("left"), { capture: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && keep("left"), { capture: true });
