// Covers the page: nothing of it can be seen or heard, and nothing typed is lost.
import { make } from "./session.js";

let cover, before;

export function covered() {
  return Boolean(cover);
}

export function coverWith(...parts) {
  uncover();
  before = { title: document.title, focus: document.activeElement };
  cover = make("div", "", { class: "sh-cover", role: "dialog", "aria-modal": "true", "aria-label": parts[0]?.textContent || "Page hidden" });
  cover.append(...parts);
  for (const child of document.body.children) child.inert = true;
  document.body.append(cover);
  document.body.classList.add("sh-covered");
  document.title = "…";
  cover.querySelector("button, a")?.focus();
}

export function uncover() {
  if (!cover) return;
  cover.remove();
  cover = null;
  for (const child of document.body.children) child.inert = false;
  document.body.classList.remove("sh-covered");
  document.title = before.title;
  before.focus?.focus?.();
}

// Escape twice within a second, or any [data-blank], hides the page.
export function blankOnEscape() {
  let pressed = 0;
  const blank = () => {
    const back = make("button", "Show the page", { type: "button", class: "govuk-button govuk-button--secondary" });
    back.addEventListener("click", uncover);
    coverWith(back);
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat || covered() || document.querySelector("dialog[open]")) return;
    if (Date.now() - pressed < 1000) blank();
    pressed = Date.now();
  });
  for (const button of document.querySelectorAll("[data-blank]")) {
    button.hidden = false;
    button.addEventListener("click", blank);
  }
}
