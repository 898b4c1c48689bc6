// A dense table is walked like a list: click anywhere in a row, or move with the arrows and press Enter.
// <tr data-row-href="…">; the row's own link stays for everyone else.

export function openRows() {
  for (const row of document.querySelectorAll("tr[data-row-href]")) row.tabIndex = row.previousElementSibling?.matches("[data-row-href]") ? -1 : 0;
  const open = (row, event) => {
    if (event.ctrlKey || event.metaKey || event.button === 1) window.open(row.dataset.rowHref, "_blank", "noopener");
    else location.assign(row.dataset.rowHref);
  };
  addEventListener("click", (event) => {
    const row = event.target.closest?.("tr[data-row-href]");
    if (!row || event.target.closest("a, button, input, select, label, summary") || String(getSelection())) return;
    open(row, event);
  });
  addEventListener("keydown", (event) => {
    const row = event.target;
    if (!row.matches?.("tr[data-row-href]")) return;
    if (event.key === "Enter") return open(row, event);
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && row[step];
    if (!next?.matches("[data-row-href]")) return;
    event.preventDefault();
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
