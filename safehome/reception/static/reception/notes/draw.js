// Draws what was opened. Words only: nothing of it is ever read as HTML.

function make(name, words = "", ...inside) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  made.append(...inside);
  return made;
}

function ring([what, number]) {
  const link = make("a", number);
  link.href = `tel:${number.replace(/[^\d+]/g, "")}`;
  return make("p", "", make("strong", what), make("br"), link);
}

function line({ text, instead, facts }) {
  const about = facts.flatMap(([label, words]) => [make("dt", label), make("dd", words)]);
  return make("li", "", make("p", text), ...(instead ? [make("p", `Instead: ${instead}`)] : []),
    ...(about.length ? [make("dl", "", ...about)] : []));
}

const section = ({ title, lines }) => [make("h2", title), make("ul", "", ...lines.map(line))];

export function draw(place, page) {
  place.lang = page.language;
  place.dir = /^(ar|fa|he|ku|ps|ur)/.test(page.language) ? "rtl" : "ltr";
  const heading = make("h1", page.title);
  heading.tabIndex = -1;
  place.replaceChildren(
    heading, make("p", page.note),
    ...page.first.flatMap(section),
    make("h2", "Ring"), ...page.ring.map(ring),
    ...page.sections.flatMap(section),
    ...page.voices.flatMap(({ name, said }) => [make("h2", name),
      make("dl", "", ...said.flatMap(([label, words]) => [make("dt", label), make("dd", words)]))]),
    make("p", page.holds));
  heading.focus();
}
