// The public door. Everything here is an extra: every page works without it.
import { keepDrafts } from "./drafts.js";
import { countCharacters, focusErrors, printButtons, submitOnce } from "./forms.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const start of [keepDrafts, submitOnce, focusErrors, countCharacters, printButtons]) start();
