// A list of colleagues that narrows while one types. What is typed is sent in the body, never in an address.
const WAIT = 250;

for (const box of document.querySelectorAll("input[data-pick]")) {
  const list = box.parentElement.querySelector("[data-picked]");
  const token = box.form?.elements.namedItem("csrfmiddlewaretoken");
  if (!list || !token) {
    continue;
  }
  list.setAttribute("aria-live", "polite");
  let waiting = 0;
  let asked = 0;

  const ask = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ name: box.dataset.pickName, text: box.value, csrfmiddlewaretoken: token.value });
    const answer = await fetch(box.dataset.pick, { method: "POST", body }).catch(() => null);
    // A slower answer to what was typed before does not replace a newer one.
    if (answer?.ok && mine === asked) {
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...read.body.childNodes);
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  // Whoever is chosen stands in the box by name.
  list.addEventListener("change", (event) => {
    const label = event.target.labels?.[0];
    if (label) {
      box.value = label.firstChild.textContent.trim();
    }
  });
}
