// Leaves this page for good: by the button, or Shift three times.
// The address is our own: it ends the session, clears what the browser kept, and goes somewhere harmless.

export function leaveQuickly() {
  const link = document.querySelector(".govuk-js-exit-this-page-button");
  if (!link) return;
  const leave = (event) => {
    event?.preventDefault();
    dispatchEvent(new Event("sh:leaving"));
    document.body.replaceChildren();
    document.title = "…";
    location.replace(link.href);
  };
  link.addEventListener("click", leave);
  let times = 0;
  let timer;
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    clearTimeout(timer);
    times = event.key === "Shift" ? times + 1 : 0;
    if (times === 3) leave();
    timer = setTimeout(() => (times = 0), 2000);
  });
}
