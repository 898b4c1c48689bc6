// Tabs within one page. Without this they are a list of links to sections one after another.

export function showTabs() {
  for (const group of document.querySelectorAll("[data-module=govuk-tabs]")) {
    const tabs = [...group.querySelectorAll(".govuk-tabs__tab")];
    const panel = (tab) => document.getElementById(tab.hash.slice(1));
    group.querySelector(".govuk-tabs__list").setAttribute("role", "tablist");
    const show = (chosen, focus) => {
      for (const tab of tabs) {
        const on = tab === chosen;
        tab.setAttribute("aria-selected", on);
        tab.tabIndex = on ? 0 : -1;
        tab.parentElement.classList.toggle("govuk-tabs__list-item--selected", on);
        panel(tab).classList.toggle("govuk-tabs__panel--hidden", !on);
      }
      if (focus) chosen.focus();
    };
    for (const tab of tabs) {
      tab.id ||= `tab_${tab.hash.slice(1)}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", tab.hash.slice(1));
      tab.parentElement.setAttribute("role", "presentation");
      panel(tab).setAttribute("role", "tabpanel");
      panel(tab).setAttribute("aria-labelledby", tab.id);
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        show(tab);
      });
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const next = step && tabs[tabs.indexOf(tab) + step];
        if (next) show(next, true);
      });
    }
    show(tabs.find((tab) => tab.hash === location.hash) ?? tabs[0]);
  }
}
