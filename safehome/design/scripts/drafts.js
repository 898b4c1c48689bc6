// Words are kept as they are typed: on the server, never in the browser's storage.
//
// <form data-draft-url="…" data-draft-version="3"> with a [data-save-status] in it.
// Posts the form urlencoded with draft_version. Answers, as JSON:
//   200 {"saved_at": "14:02", "version": 4}
//   409 {"message": "…", "theirs": {"field": "text"}, "version": 5}   both texts are shown
//   409 {"message": "…", "apart": "address"}   too late: the words are kept there, and may be sent
//   401, or a redirect to signing in: said so, and tried again
//   403 {"reason": "another-person"}: the words are cleared; any other 403: a stale token, renewed
import { forget, here, make, whoIsSignedIn } from "./session.js";

const PAUSE = 1200; // ms after the last key
const LEAST = 3000; // ms between two saves
const LONGEST = 60000; // ms between two tries

const signedOut = "You were signed out. Your words are still on this page. Sign in again in a new tab, then they will be saved.";

export function keepDrafts() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);
}

function keep(form) {
  const status = form.querySelector("[data-save-status]") ?? form.insertBefore(make("p", "", { class: "sh-save", role: "status" }), form.firstChild);
  let version = form.dataset.draftVersion ?? "0";
  let typed = 0; // counts changes, so that one made during a save is not taken for saved
  let saved = 0;
  let last = 0;
  let wait = LEAST;
  let timer, saving, notice, sending, apart;

  const say = (state, words) => {
    if (status.textContent !== words) status.textContent = words;
    status.dataset.state = state;
  };
  // Without scripts nothing is saved before the button is pressed, so the page says no more.
  if (version === "0") say("saved", "Saved as you type");
  const body = () => {
    const data = new FormData(form);
    const words = new URLSearchParams([["draft_version", version]]);
    for (const [name, value] of data) if (typeof value === "string") words.append(name, value);
    return words;
  };
  const show = (...parts) => {
    notice?.remove();
    notice = null;
    if (!parts.length) return;
    notice = make("div", "", { class: "sh-notice", role: "alert" });
    notice.append(...parts);
    status.after(notice);
  };
  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };
  const again = (words) => {
    say("unsaved", words);
    later(wait);
    wait = Math.min(wait * 2, LONGEST);
    return false;
  };

  function askToSignIn() {
    if (!notice) {
      const link = make("a", "Sign in again (opens a new tab)", { href: here.signInUrl ?? "/", target: "_blank", rel: "noopener", class: "govuk-link" });
      show(make("p", signedOut), link);
    }
    return again("Not saved, retrying");
  }

  function showBoth({ message, theirs = {}, version: newer }) {
    const parts = [make("h3", message || "Somebody else changed this while you were writing.")];
    for (const [name, text] of Object.entries(theirs)) {
      const box = form.elements.namedItem(name);
      const label = box?.labels?.[0]?.textContent.trim() ?? name;
      parts.push(make("p", `${label} – theirs:`), make("pre", text), make("p", "Yours is still in its box below, and reads:"), make("pre", box?.value ?? ""));
    }
    parts.push(make("p", "Copy over what should stay, then save yours."));
    const go = make("button", "Save mine", { type: "button", class: "govuk-button govuk-button--secondary" });
    go.addEventListener("click", () => {
      if (newer !== undefined) version = newer;
      show();
      save();
    });
    parts.push(go);
    show(...parts);
    clearTimeout(timer);
    say("unsaved", "Not saved: two versions");
    return false;
  }

  // The record was signed by somebody else. What is sent now is kept apart as well, whole.
  function keptApart({ message, apart: there }) {
    apart = true;
    const link = make("a", "Read what you typed", { href: there, class: "govuk-link" });
    show(make("p", message), link);
    say("saved", "Kept apart");
    saved = typed;
    return true;
  }

  function save() {
    clearTimeout(timer);
    if (apart) return Promise.resolve(true);
    return (saving ??= send().finally(() => (saving = null)));
  }

  async function send() {
    const upTo = typed;
    last = Date.now();
    say("saving", "Saving");
    let answer;
    try {
      answer = await fetch(form.dataset.draftUrl, { method: "POST", body: body(), redirect: "manual", headers: { Accept: "application/json" } });
    } catch {
      return again("Not saved, retrying");
    }
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && told.saved_at) {
      version = told.version ?? version;
      saved = upTo;
      wait = LEAST;
      show();
      say("saved", `Saved ${told.saved_at}`);
      if (typed > saved) later(LEAST);
      return typed === saved;
    }
    if (answer.status === 409 && told.apart) return keptApart(told);
    if (answer.status === 409) return showBoth(told);
    if (answer.status === 403 && told.reason === "another-person") return clear();
    if (answer.status === 401 || answer.type === "opaqueredirect") return askToSignIn();
    // 404: whoever is signed in may not see this record. It may be somebody else by now.
    if (answer.status === 403 || answer.status === 404) {
      const now = await whoIsSignedIn();
      if (now.out) return askToSignIn();
      if (now.known && !now.same) return clear();
    }
    return again("Not saved, retrying");
  }

  function clear() {
    typed = saved;
    clearTimeout(timer);
    forget();
    return false;
  }

  const changed = () => {
    typed += 1;
    if (apart) return;
    if (status.dataset.state !== "unsaved") later(Math.max(PAUSE, LEAST - (Date.now() - last)));
    else if (!notice) later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("sh:save", save);

  // Leaving is only done with everything saved, or knowingly.
  form.addEventListener("submit", (event) => {
    if (sending || event.defaultPrevented || typed === saved) return;
    event.preventDefault();
    const { submitter } = event;
    save().then((done) => done || (saving ?? save())).then((done) => {
      if (!done) return form.dispatchEvent(new Event("sh:stayed"));
      sending = true;
      form.requestSubmit(submitter);
    });
  });
  // A last try that outlives the page.
  const parting = () => {
    if (typed === saved || sending) return;
    const words = body();
    fetch(form.dataset.draftUrl, { method: "POST", body: words, keepalive: true }).catch(() => navigator.sendBeacon(form.dataset.draftUrl, words));
  };
  addEventListener("pagehide", parting);
  addEventListener("sh:leaving", () => {
    parting();
    typed = saved;
  });
  addEventListener("beforeunload", (event) => {
    if (typed > saved && !sending) event.preventDefault();
  });
  addEventListener("sh:forgotten", () => (typed = saved));
  addEventListener("online", () => typed > saved && save());
  document.addEventListener("visibilitychange", () => {
    if (typed > saved && status.dataset.state !== "saving" && !notice?.querySelector("pre")) save();
  });
}
