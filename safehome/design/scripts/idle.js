// Asks whether somebody is still there; covers the page when the session has ended.
// <body data-idle-minutes data-session-url data-person data-sign-in-url>, set by the shell.
import { coverWith, covered, uncover } from "./cover.js";
import { forget, here, make, whoIsSignedIn } from "./session.js";

const RENEW = 5 * 60000; // at most so often does activity renew the session
const LOOK = 20000;

export function watchIdle() {
  const limit = Number(here.idleMinutes) * 60000;
  if (!limit || !here.sessionUrl) return;
  let active = Date.now();
  let renewed = Date.now();
  let ended = false;
  let dialog;

  for (const sign of ["keydown", "pointerdown", "scroll", "input"]) {
    addEventListener(sign, () => (active = Date.now()), { passive: true, capture: true });
  }

  const settle = (now) => {
    if (!now.known) return;
    if (now.out) return end();
    if (!now.same) return forget();
    if (ended) {
      ended = false;
      uncover();
      for (const form of document.querySelectorAll("form[data-draft-url]")) form.dispatchEvent(new Event("sh:save"));
    }
  };

  const ask = () => {
    if (dialog || covered()) return;
    dialog = make("dialog", "", { class: "sh-dialog", "aria-labelledby": "sh-still" });
    const stay = make("button", "Carry on", { type: "button", class: "govuk-button" });
    stay.addEventListener("click", async () => {
      close();
      renewed = active = Date.now();
      settle(await whoIsSignedIn({ renew: true }));
    });
    dialog.append(make("h2", "Still there?", { id: "sh-still" }), make("p", "You will be signed out soon, so that nobody else can read this page. Your words stay."), stay);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
  };

  const close = () => {
    dialog?.remove();
    dialog = null;
  };

  const end = () => {
    close();
    if (ended) return;
    ended = true;
    const link = make("a", "Sign in again (opens a new tab)", { href: here.signInUrl ?? "/", target: "_blank", rel: "noopener", class: "govuk-button" });
    const look = make("button", "I have signed in", { type: "button", class: "govuk-button govuk-button--secondary" });
    look.addEventListener("click", async () => settle(await whoIsSignedIn()));
    coverWith(make("p", "You were signed out. What you wrote is still here, out of sight."), link, look);
  };

  const look = async () => {
    const quiet = Date.now() - active;
    if (ended || (dialog && quiet > limit)) settle(await whoIsSignedIn());
    else if (quiet > limit) ask();
    else if (Date.now() - renewed > RENEW && active > renewed) {
      renewed = Date.now();
      settle(await whoIsSignedIn({ renew: true }));
    }
  };
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  // A page brought back by the Back button may belong to somebody who has left.
  addEventListener("pageshow", async (event) => event.persisted && settle(await whoIsSignedIn()));
}
