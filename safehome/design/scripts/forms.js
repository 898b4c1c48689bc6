// Small courtesies of forms.

// A second press of the button does not send twice. <form data-submit-once>
export function submitOnce() {
  for (const form of document.querySelectorAll("form[data-submit-once]")) {
    let sent = 0;
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (Date.now() - sent < 10000) event.preventDefault();
      else sent = Date.now();
    });
    form.addEventListener("sh:stayed", () => (sent = 0));
    addEventListener("pageshow", () => (sent = 0));
  }
}

// The summary of errors takes the focus, and its links go into the boxes.
export function focusErrors() {
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const box = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
    if (!box) return;
    event.preventDefault();
    (box.closest("fieldset")?.querySelector("legend") ?? box.labels?.[0] ?? box).scrollIntoView();
    box.focus({ preventScroll: true });
  });
}

// How much room is left; said aloud only when the typing stops.
export function countCharacters() {
  for (const group of document.querySelectorAll("[data-module=govuk-character-count]")) {
    const box = group.querySelector("textarea");
    const message = group.querySelector(".govuk-character-count__message");
    const inWords = Boolean(group.dataset.maxwords);
    const most = Number(group.dataset.maxwords ?? group.dataset.maxlength);
    if (!box || !message || !most) continue;
    let timer;
    const aloud = message.cloneNode();
    aloud.removeAttribute("id");
    aloud.className = "govuk-visually-hidden";
    aloud.setAttribute("aria-live", "polite");
    message.after(aloud);
    const tell = () => {
      const length = inWords ? (box.value.match(/\S+/g) ?? []).length : [...box.value].length;
      const left = most - length;
      const unit = (inWords ? "word" : "character") + (Math.abs(left) === 1 ? "" : "s");
      const words = left < 0 ? `You have ${-left} ${unit} too many` : `You have ${left} ${unit} left`;
      const quiet = length < most * Number(group.dataset.threshold ?? 0) / 100;
      message.textContent = quiet ? "" : words;
      message.classList.toggle("govuk-error-message", left < 0);
      box.classList.toggle("govuk-textarea--error", left < 0);
      clearTimeout(timer);
      timer = setTimeout(() => (aloud.textContent = message.textContent), 1000);
    };
    box.addEventListener("input", tell);
    tell();
  }
}

// "None of these" undoes the others, and they undo it.
export function exclusiveChoices() {
  addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const alone = target.dataset.behaviour === "exclusive";
    for (const other of document.getElementsByName(target.name)) {
      if (other !== target && other.form === target.form && (alone || other.dataset.behaviour === "exclusive")) other.checked = false;
    }
  });
}

// A button that shows the password; hidden again before the form is sent.
export function showPasswords() {
  for (const group of document.querySelectorAll("[data-module=govuk-password-input]")) {
    const box = group.querySelector("input");
    const button = group.querySelector("button");
    const set = (shown) => {
      box.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide" : "Show";
      button.setAttribute("aria-label", shown ? "Hide password" : "Show password");
    };
    button.hidden = false;
    button.addEventListener("click", () => set(box.type === "password"));
    box.form?.addEventListener("submit", () => set(false));
  }
}

export function printButtons() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

// A box that matters only with one answer of another: <select data-only-when="basis=agreed">.
// Without this it is there always, and its hint says when it matters.
export function onlyWhen() {
  for (const box of document.querySelectorAll("[data-only-when]")) {
    const [name, value] = box.dataset.onlyWhen.split("=");
    const asked = box.form?.elements.namedItem(name);
    const group = box.closest(".govuk-form-group");
    if (!asked || !group) continue;
    const show = () => (group.hidden = asked.value !== value && !group.classList.contains("govuk-form-group--error"));
    asked.addEventListener("change", show);
    addEventListener("pageshow", show);
    show();
  }
}
