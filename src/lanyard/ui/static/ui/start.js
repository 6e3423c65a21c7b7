// Wakes what pages may carry. Every page works without this file.
import { initAll } from "../built/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

if (document.querySelector("[hx-get]")) {
  import("../built/htmx.min.js");
}

if (document.querySelector("input[data-pick]")) {
  import("./pick.js");
}

if (document.querySelector("[data-copy]")) {
  import("./copy.js");
}

// What can't work without scripts is hidden until there are some.
for (const part of document.querySelectorAll("[data-needs-script]")) {
  part.hidden = false;
}

// A passkey that was refused or cancelled says so on the page.
document.addEventListener("allauth.error", (event) => {
  const problem = document.querySelector("[data-passkey-problem]");
  if (problem) {
    event.preventDefault();
    problem.hidden = false;
    problem.focus();
  }
});

// One key press leaves a page that somebody should not be seen on, and the Back button does not return to it.
const leave = document.querySelector("[data-leave]");
if (leave) {
  const go = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(leave.href);
  };
  leave.addEventListener("click", go);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") go(event);
  });
}

// An open menu closes with Escape, and the button that opened it has the focus again.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details.ly-menu[open]");
  if (menu && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What takes more than a moment says so as soon as it is sent.
for (const form of document.querySelectorAll("form[data-takes-a-moment]")) {
  form.addEventListener("submit", () => {
    const says = form.querySelector("[data-moment]");
    if (says) says.hidden = false;
  });
}
