// The doors of staff and of the programme office: the same courtesies, and dense tables.
import { blankOnEscape } from "./cover.js";
import { keepDrafts } from "./drafts.js";
import { countCharacters, exclusiveChoices, focusErrors, onlyWhen, printButtons, showPasswords, submitOnce } from "./forms.js";
import { watchIdle } from "./idle.js";
import { openRows } from "./rows.js";
import { showTabs } from "./tabs.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const start of [keepDrafts, submitOnce, focusErrors, countCharacters, exclusiveChoices, showPasswords, printButtons, onlyWhen, blankOnEscape, watchIdle, openRows, showTabs]) start();
