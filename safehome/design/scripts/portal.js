// The carers' door. Everything here is an extra: every page works without it.
import { blankOnEscape } from "./cover.js";
import { keepDrafts } from "./drafts.js";
import { countCharacters, exclusiveChoices, focusErrors, printButtons, showPasswords, submitOnce } from "./forms.js";
import { watchIdle } from "./idle.js";
import { leaveQuickly } from "./leave.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const start of [leaveQuickly, keepDrafts, submitOnce, focusErrors, countCharacters, exclusiveChoices, showPasswords, printButtons, blankOnEscape, watchIdle]) start();
