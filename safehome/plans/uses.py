"""Where each box of the forms about safety plans is used: see kit/boxes.py.

The forms stand in the door (`workspace/planning`, `workspace/sharing`), which lies above; a house
test holds this to them, and each use to the files that are named for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from safehome.kit.boxes import Box, ReadIn, Register

# Places where what was written is used, and the files that read it for them.
PLAN = "the plan as it is read"
PAGE = "the plan’s own page"
NEXT = "the next version"
COMPARED = "comparing versions"
MISSING = "what is missing before it is agreed"
AGREED = "agreeing and approving"
STANDS = "asking how each person stands to it"
LOAD = "what the plan asks of each person"
PAPER = "copies, on paper and on a phone"
COPIES = "which copies there are"
GIVEN = "giving a copy, and who was told"
CONDITIONS = "what others laid down"
REHEARSED = "what-ifs"
COVER = "whether sessions may begin"
PLANS = "the family’s plans"
HOME = "the home page"
CHRONOLOGY = "the chronology"
ABOUT = "which children it is about"
CHECKED = "checked before it is kept, and not kept itself"
_PAGES = "workspace/templates/workspace/planning"
READ_IN: ReadIn = {
    PLAN: ("workspace/planning/reading.py", f"{_PAGES}/parts.html"),
    PAGE: (f"{_PAGES}/plan.html", "workspace/planning/deciding.py"),
    NEXT: ("workspace/planning/writing.py", f"{_PAGES}/write.html"),
    COMPARED: ("workspace/planning/comparing.py", f"{_PAGES}/compare.html"),
    MISSING: ("plans/queries/missing.py",),
    AGREED: ("workspace/planning/deciding.py", f"{_PAGES}/agree.html"),
    STANDS: ("workspace/planning/standing.py", f"{_PAGES}/stand.html"),
    LOAD: ("workspace/planning/bearing.py", "workspace/planning/leaning.py", f"{_PAGES}/load.html"),
    PAPER: ("plans/queries/papers.py", "plans/queries/cut.py"),
    COPIES: ("plans/queries/copies.py", "workspace/templates/workspace/sharing/copies.html"),
    GIVEN: ("workspace/sharing/giving.py", "workspace/sharing/forms.py"),
    CONDITIONS: ("workspace/planning/minding.py", f"{_PAGES}/conditions.html"),
    REHEARSED: ("workspace/planning/minding.py", f"{_PAGES}/rehearse.html"),
    COVER: ("plans/queries/covering.py", f"{_PAGES}/exemptions.html"),
    PLANS: ("workspace/queries/plans.py", "workspace/templates/workspace/plans.html"),
    HOME: ("workspace/queries/home_plans.py",),
    CHRONOLOGY: ("workspace/queries/told_plans.py",),
    ABOUT: ("plans/queries/found.py", "plans/queries/standing.py"),
    CHECKED: (
        "workspace/planning/line_form.py", "workspace/planning/standing_forms.py",
        "workspace/planning/forms.py", "workspace/planning/writing.py",
        "workspace/sharing/forms.py", "plans/policies/copies.py", "plans/actions/phones.py",
    ),
}  # fmt: skip
COPY: Mapping[str, Box] = {
    "who": Box("Who gets it?", (GIVEN, COPIES), required=True, kept_as=("holder", "who", "member")),
    "part": Box("How much of it?", (GIVEN,), required=True, kept_as=("part", "whole")),
    "expires_on": Box("Until when does it hold?", (GIVEN, COPIES, PAPER), required=True),
    "basis": Box("On which ground may they be told?", (GIVEN,), required=True, kept_as=("ground",)),
    "agreement": Box("Which agreement?", (GIVEN,), kept_as=("ground", "agreement")),
    "read": Box(
        "I have read the warning, and it is right to give it",
        (CHECKED,),
    ),
    "looked": Box(
        "I have looked at it on paper, and nothing in it is for other eyes",
        (CHECKED,),
        kept_as=("looked",),
    ),
}
FORMS: Register = {
    "BeginPlanForm": {
        "setting": Box("Where is this plan for?", (PLANS, HOME, CHRONOLOGY), required=True),
        "called": Box("Which one?", (PLANS, PAPER)),
        "household": Box("Who lives there?", (ABOUT,), kept_as=("household", "household_id")),
        "stage": Box("What is it to be?", (NEXT, AGREED, MISSING), required=True),
    },
    "LineForm": {
        "text": Box("What do we do?", (PLAN, PAPER, COMPARED, STANDS), required=True),
        "instead": Box("What do you do instead?", (PLAN, PAPER, STANDS)),
        "as_it_is": Box(
            "Keep it for now without saying what is done instead",
            (CHECKED,),
        ),
        "hands": Box("Who does it?", (PLAN, LOAD, PAPER)),
        "days": Box("On which days?", (PLAN, LOAD, PAPER), kept_as=("week",)),
        "begins": Box("From", (PLAN, LOAD, PAPER), kept_as=("week",)),
        "ends": Box("Until", (PLAN, LOAD, PAPER), kept_as=("week",)),
        "children": Box("Which children is it for?", (PLAN, PAPER)),
        "said_by": Box("Are these somebody’s own words?", (PLAN,)),
        "read_back": Box("I have read it back to them", (PLAN,), kept_as=("read_back_at",)),
        "closeness": Box("How close is the adult?", (PLAN, PAPER)),
        "direction": Box("Whom does it protect?", (PLAN,)),
        "at_place": Box("Where?", (PLAN, PAPER)),
        "from_what": Box("From what?", (PLAN,)),
        "how_we_know": Box("How do we know that it works?", (PLAN, PAPER)),
        "step_down": Box("When may it be less?", (PLAN, PAPER)),
        "step_up": Box("When is it more again?", (PLAN, PAPER)),
        "to_a_child": Box("How would you say it to a child?", (PLAN, PAPER)),
        "how_sure": Box("How sure are we that we can keep to it?", (PLAN,)),
        "freedom": Box("This is a freedom that is kept or given back", (PLAN, NEXT)),
        "suggestion": Box("From the pack’s suggestions (taken over unseen)", (MISSING, NEXT)),
    },
    "VoiceForm": {
        "helps": Box("What helps me feel safe", (PLAN, PAPER)),
        "worries": Box("What worries me", (PLAN, PAPER)),
        "tells": Box("Whom I can tell", (PLAN, PAPER)),
        "differs": Box("What I see differently", (PLAN, PAPER)),
        "how": Box("How were they asked?", (PLAN,)),
        "asked_by": Box("Who asked?", (PLAN,)),
        "asked_on": Box("When?", (PLAN,)),
        "shared": Box("They are content that others of the plan read it", (PLAN, PAPER)),
        "no_voice": Box("Or: why is their voice not here?", (PLAN,)),
        "no_voice_note": Box("What will be done about it?", (PLAN,)),
    },
    "RemoveLineForm": {
        "because": Box(
            "Why does it go?", (COMPARED,), required=True, kept_as=("removed_because", "because")
        ),
    },
    "ReviewDayForm": {
        "review_on": Box(
            "When do we look at it again?", (AGREED, HOME, MISSING, PAPER), required=True
        ),
    },
    "ApproveForm": {
        "approved": Box("What do you say to it?", (AGREED,), required=True),
        "comment": Box("A comment for whoever wrote it", (AGREED,)),
    },
    "BreachForm": {
        "kind": Box("What happened?", (CHRONOLOGY, AGREED), required=True),
        "root": Box("Which line is it about?", (MISSING,)),
        "happened_on": Box("When?", (PAGE, CHRONOLOGY, HOME), required=True),
        "what": Box("In a few plain words", (PAGE, AGREED), required=True),
        "did": Box("What was done then?", (PAGE,)),
        "told_by": Box("Who told us?", (PAGE,)),
    },
    "AnswerForm": {
        "words": Box("What does this version do about it?", (AGREED, PAGE), required=True),
    },
    "CloseForm": {
        "because": Box(
            "Why is it closed?", (PAGE, CHRONOLOGY), required=True, kept_as=("closed_because",)
        ),
    },
    "GiveUpForm": {
        "sure": Box(
            "Yes, give up what is written in this draft",
            (CHECKED,),
            required=True,
            kept_as=("GiveUpForm",),
        ),
    },
    "AccountForm": {
        "energy": Box("How is it, with what the plan asks of you?", (LOAD,), required=True),
        "words": Box("In their own words", (LOAD,)),
        "relief": Box("Who or what gives them a break?", (LOAD,)),
    },
    "MoveTaskForm": {
        "to": Box("Who does it from now on?", (LOAD,), required=True),
    },
    "TwoVersionsForm": {
        "old": Box("From", (COMPARED,), required=True),
        "new": Box("To", (COMPARED,), required=True),
    },
    "ExemptForm": {
        "because": Box("Why may sessions begin without a plan for now?", (COVER,), required=True),
        "until": Box("Until which day?", (COVER,), required=True),
    },
    "ConditionForm": {
        "kind": Box(
            "What is it?",
            (CONDITIONS,),
            required=True,
        ),
        "reference": Box("Where can it be read?", (CONDITIONS,), required=True),
        "until": Box("Until when does it hold?", (CONDITIONS, MISSING)),
        "clash": Box("Does it say otherwise than a plan of ours?", (CONDITIONS, MISSING)),
        "root": Box("Which line of ours does it clash with?", (MISSING, CONDITIONS)),
    },
    "SettleForm": {
        "settled": Box("How was it settled, and with whom?", (CONDITIONS,), required=True),
    },
    "EndConditionForm": {
        "on": Box("Which was its last day?", (CONDITIONS,), required=True, kept_as=("until",)),
    },
    "RehearsalForm": {
        "prompt": Box("From the pack’s prompts (taken over unseen)", (MISSING, REHEARSED)),
        "what_if": Box("What if …?", (PLAN, REHEARSED), required=True),
        "we_would": Box("Who would do what?", (PLAN, REHEARSED), required=True),
        "rehearsed_on": Box("When was it walked through?", (PLAN, REHEARSED)),
        "who": Box("Who was there?", (PLAN,)),
        "how_it_went": Box("How did it go?", (PLAN,)),
        "changed": Box("What did it change in the plan?", (PLAN,)),
        "root": Box("Which line is new or changed because of it?", (PLAN,)),
    },
    "AskReviewForm": {
        "why": Box("Why look at it now?", (PLANS,), required=True),
        "note": Box("Anything to know about it", (PAGE,)),
    },
    "HoldReviewForm": {
        "held_on": Box("When was it held?", (PAGE, CHRONOLOGY), required=True),
        "worked": Box("What worked?", (PAGE,), required=True),
        "did_not": Box("What did not?", (PAGE,)),
        "children_say": Box("What do the children say?", (PAGE,), required=True),
        "outcome": Box("What is decided?", (PAGE, CHRONOLOGY), required=True),
        "because": Box("Why?", (PAGE,), required=True),
        "next_on": Box(
            "If it stays as it is: when do we look at it again?",
            (HOME,),
            kept_as=("look_on", "next_on"),
        ),
    },
    "StandForm": {
        "stand": Box("How they stand to it", (PLAN,), required=True),
        "words": Box("In their own words", (PLAN,)),
        "how": Box("How do you want to say it?", (PLAN,)),
        "signature": Box("What they drew", (PLAN,)),
        "typed_name": Box("Your name", (PLAN,), kept_as=("signature",)),
        "confirmed": Box("This is what I say", (CHECKED,)),
        "paper_lies": Box("Where does the paper lie?", (PLAN,), kept_as=("signature",)),
        "said_on": Box("When did they say so?", (PLAN,), required=True),
        "read_at": Box("Which wording they read (kept unseen)", (STANDS,)),
    },
    "CopyForm": COPY,
    "GiveCopyForm": {
        **COPY,
        "kind": Box("Which kind?", (GIVEN, PAPER), required=True),
        "how": Box("How do they get it?", (GIVEN,), required=True, kept_as=("how",)),
        "given_on": Box("When do they get it?", (GIVEN, COPIES, CHRONOLOGY), required=True),
    },
    "WithdrawCopyForm": {
        "because": Box(
            "Why does it no longer hold?",
            (COPIES, CHRONOLOGY),
            required=True,
            kept_as=("withdrawn_because",),
        ),
    },
    "ReturnedForm": {
        "on": Box(
            "On which day did it come back, or was it destroyed?",
            (COPIES,),
            required=True,
            kept_as=("returned_on",),
        ),
    },
    "OfferPhoneForm": {
        **COPY,
        "who": replace(COPY["who"], label="Which carer asked for it?"),
        "expires_on": replace(COPY["expires_on"], label="What is its last day?"),
        "explained": Box("Go through each of these with them", (CHECKED,), required=True),
        "said_back": Box(
            "What does it mean for them, in their own words?", (COPIES,), required=True
        ),
    },
}
TITLES = {
    "BeginPlanForm": "Beginning a safety plan", "LineForm": "A line of a plan",
    "VoiceForm": "A child’s voice", "RemoveLineForm": "Taking a line out",
    "ReviewDayForm": "The day of the next look", "ApproveForm": "Approving a version",
    "BreachForm": "What did not work", "AnswerForm": "Answering it", "CloseForm": "Closing a plan",
    "GiveUpForm": "Giving up a draft", "AccountForm": "How an adult bears it",
    "MoveTaskForm": "Giving a task to somebody else", "TwoVersionsForm": "Comparing two versions",
    "ExemptForm": "Beginning without a plan for now", "ConditionForm": "What others laid down",
    "SettleForm": "Settling a clash", "EndConditionForm": "The end of what others laid down",
    "RehearsalForm": "A what-if", "AskReviewForm": "Asking for a look at a plan",
    "HoldReviewForm": "A look at a plan", "StandForm": "How somebody stands to it",
    "CopyForm": "A copy: for whom, and on which ground", "GiveCopyForm": "Giving a copy",
    "WithdrawCopyForm": "Taking a copy back", "ReturnedForm": "A copy that came back",
    "OfferPhoneForm": "Offering a copy on a phone",
}  # fmt: skip
