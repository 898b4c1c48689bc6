// Leaving at once: the button, or Shift three times. Held for three seconds, it erases.

const HOLD = 3000;

export function leaveBy(button, { away, erase }) {
  let timer = null, held = false;
  const leave = () => held || away(); // what was held leaves once it has erased
  const stop = () => {
    clearTimeout(timer);
    button.classList.remove("holding");
    const was = timer;
    timer = null;
    return was !== null;
  };
  const start = () => {
    if (timer !== null) return;
    button.classList.add("holding");
    timer = setTimeout(() => {
      stop();
      held = true;
      erase();
    }, HOLD);
  };
  button.addEventListener("pointerdown", start);
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) button.addEventListener(end, stop);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    start();
  });
  button.addEventListener("keyup", (event) => {
    if ((event.key === "Enter" || event.key === " ") && stop()) leave();
  });
  button.addEventListener("blur", stop);
  button.addEventListener("click", leave); // a short press, and what assistive technology sends

  let times = 0, since = 0;
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (Date.now() - since > 2000) times = 0;
    since = Date.now();
    times = event.key === "Shift" ? times + 1 : 0;
    if (times === 3) leave();
  });
}
