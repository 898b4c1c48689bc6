// A box to sign in, with a finger, a pen or a mouse. The line goes into a hidden box as an SVG path
// of whole numbers, so that what is kept is the line and nothing else. Without scripts the box stays
// hidden and the name is typed; where it is one of several ways, that way is not offered.
const WIDE = 600, HIGH = 200, LONGEST = 19000;

for (const place of document.querySelectorAll("[data-sign]")) {
  const box = document.getElementById(place.dataset.sign);
  const pad = place.querySelector("svg");
  const line = pad.querySelector("path");
  const again = place.querySelector("[data-sign-again]");
  let drawing = null;

  const show = () => {
    line.setAttribute("d", box.value);
    again.hidden = !box.value;
  };
  const at = (event) => {
    const area = pad.getBoundingClientRect();
    const x = Math.round(((event.clientX - area.left) / area.width) * WIDE);
    const y = Math.round(((event.clientY - area.top) / area.height) * HIGH);
    return `${Math.min(WIDE, Math.max(0, x))} ${Math.min(HIGH, Math.max(0, y))}`;
  };
  const add = (event) => {
    const point = at(event);
    if (point === drawing || box.value.length > LONGEST) return;
    box.value += `L${point}`;
    drawing = point;
    show();
  };

  pad.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || box.value.length > LONGEST) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    drawing = at(event);
    box.value += `M${drawing}L${drawing}`;
    show();
  });
  pad.addEventListener("pointermove", (event) => drawing !== null && add(event));
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => (drawing = null));
  again.addEventListener("click", () => {
    box.value = "";
    show();
  });
  place.hidden = false;
  const choices = place.closest("[data-sign-choices]");
  choices?.classList.remove("sh-without-drawing");
  // Drawing is the first way that is offered, once it can be done and nothing else is chosen.
  if (choices && !choices.querySelector("input[type=radio]:checked")) choices.querySelector("input[type=radio]").click();
  place.parentElement.querySelector("[data-sign-without]")?.remove();
  show();
}
