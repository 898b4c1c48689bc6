"""Where each box of the forms about referrals is used: see kit/boxes.py.

A house test holds this to the forms, and each use to the files that are named for it.
"""

from __future__ import annotations

from safehome.kit.boxes import Box, ReadIn, Register

# Places where what was written is used, and the files that read it for them.
PAGE = "the referral’s own page"
GLANCE = "the first lines of a referral"
LIST = "the list of referrals"
DAY = "the day by which somebody is in touch"
ALIKE = "looking for the same family"
DECIDING = "deciding whether it suits"
LETTER = "the letter to the referrer"
REFUSALS = "why families were not taken on"
OPENING = "what the family’s record begins with"
OPENED = "the family’s record"
WAITING = "the waiting list"
ALLOCATING = "choosing who works with them"
DOOR = "the public page for referrers"
BECAME = "what the referrer is told"
KEPT = "who is kept out, in the audit"
PARTED = "what was made of it"
HOME = "the home page"
PEOPLE = "who works with the family"
TAKEN = "taking it in"
CRITERION, CHILD, CARER, HOMES, WORKER = "criterion", "child", "carer", "home", "worker"
READ_IN: ReadIn = {
    PAGE: ("referrals/forms/answers.py",),  # every answer of a section, whatever it is
    GLANCE: ("referrals/forms/glance.py",),
    LIST: ("referrals/templates/referrals/list.html", "referrals/views/arriving.py"),
    DAY: ("referrals/actions/reception.py", "referrals/actions/telephone.py"),
    ALIKE: ("referrals/likeness.py", "referrals/queries/alike.py"),
    DECIDING: ("referrals/views/deciding.py", "referrals/queries/deciding.py"),
    LETTER: ("referrals/queries/letter.py",),
    REFUSALS: ("referrals/queries/deciding.py",),
    OPENING: ("referrals/opening.py", "referrals/views/opening.py"),
    OPENED: ("referrals/actions/opening.py", "referrals/views/opening.py"),
    WAITING: ("referrals/queries/waiting.py", "workspace/queries/waiting.py"),
    ALLOCATING: ("referrals/queries/allocating.py",),
    DOOR: (
        "reception/middleware.py", "referrals/entrance.py",
        "reception/templates/reception/closed.html",
    ),
    BECAME: (
        "reception/templates/reception/became.html", "referrals/views/opening.py",
        "referrals/views/deciding.py",
    ),
    KEPT: ("referrals/actions/taking_in.py",),
    PARTED: ("referrals/actions/parting.py", "referrals/templates/referrals/made.html"),
    HOME: ("workspace/queries/home.py",),
    PEOPLE: ("referrals/queries/allocating.py", "workspace/templates/workspace/people.html"),
    TAKEN: ("referrals/actions/taking_in.py",),
}  # fmt: skip
FORMS: Register = {
    "Who": {
        "name": Box("Your full name", (PAGE, GLANCE, LETTER, OPENING), required=True),
        "agency": Box("Where you work", (PAGE, GLANCE, OPENING)),
        "role": Box("Your role", (PAGE, GLANCE)),
        "kind": Box(
            "What kind of service is it?", (PAGE, GLANCE, TAKEN), required=True, kept_as=("kind",)
        ),
    },
    "ReachYou": {
        "phone": Box("Your telephone", (PAGE, GLANCE, OPENING)),
        "email": Box("Your e-mail", (PAGE, GLANCE, OPENING)),
    },
    "HowSoon": {
        "urgency": Box("How soon", (PAGE, LIST, DAY), required=True),
        "why": Box("Why then?", (PAGE, OPENING), kept_as=("why",)),
    },
    "SafeNow": {
        "safe_now": Box("Is everybody safe at the moment?", (PAGE, GLANCE), required=True),
        "safe_now_words": Box(
            "What keeps them safe, or what worries you?", (PAGE, GLANCE, OPENING)
        ),
    },
    "CarerWho": {
        "name": Box("Full name", (PAGE, GLANCE, ALIKE, OPENING), required=True),
        "kind": Box("What are they to the child?", (PAGE, GLANCE, OPENING)),
        "knows": Box("Do they know of this referral?", (PAGE, GLANCE, OPENING, LETTER)),
    },
    "CarerReach": {
        "phone": Box("Telephone", (PAGE, ALIKE, OPENING)),
        "email": Box("E-mail", (PAGE, ALIKE, OPENING)),
        "safe_contact": Box("How and when is it safe?", (PAGE, OPENING)),
        "address": Box("Address", (PAGE, ALIKE, OPENING)),
        "address_is_hidden": Box(
            "Somebody in this family must not learn this address", (PAGE, OPENING, LETTER)
        ),
    },
    "CarerNeeds": {
        "language": Box("Language they speak best", (PAGE, GLANCE, OPENING)),
        "interpreter": Box("They would like an interpreter", (PAGE, GLANCE, OPENING)),
        "needs": Box("Anything else", (PAGE, OPENING)),
    },
    "ChildWho": {
        "name": Box("Full name", (PAGE, GLANCE, ALIKE, OPENING), required=True),
        "birth_date": Box("Date of birth", (PAGE, GLANCE, ALIKE, OPENING)),
        "age": Box("Age, if the date is not known", (PAGE, GLANCE, OPENING)),
        "gender": Box("How they describe themselves", (PAGE, OPENING)),
    },
    "ChildPart": {
        "part": Box(
            "What is known about this child?",
            (PAGE, GLANCE, OPENING),
            required=True,
            kept_as=("displayed",),
        ),
    },
    "ChildLife": {
        "lives_with": Box("Lives with", (PAGE, OPENING)),
        "needs": Box("What does this child need?", (PAGE, OPENING)),
    },
    "Kinds": {
        "kinds": Box("What kind of behaviour is it?", (PAGE, GLANCE), required=True),
    },
    "WhenWhere": {
        "when": Box("When was the last time?", (PAGE, GLANCE)),
        "where": Box("Where?", (PAGE, GLANCE)),
    },
    "InOutline": {
        "words": Box("In outline", (PAGE,)),
    },
    "Therapeutic": {
        "status": Box("Support for the child", (PAGE, GLANCE, DECIDING), required=True),
        "provider": Box("Who gives it, or may give it", (PAGE, GLANCE)),
        "words": Box("Anything we should know about it", (PAGE,)),
    },
    "Somebody": {
        "name": Box("Name", (PAGE, OPENING), required=True),
        "agency": Box("Service", (PAGE, OPENING)),
        "role": Box("Role", (PAGE, OPENING)),
        "phone": Box("Telephone", (PAGE, OPENING)),
        "email": Box("E-mail", (PAGE, OPENING)),
    },
    "Agreeing": {
        "carers_agree": Box("Do they agree?", (PAGE, GLANCE), required=True),
        "words": Box("Anything we should know about that", (PAGE,)),
    },
    "NotToKnow": {
        "must_not_know": Box("Who, and why", (PAGE, OPENING)),
    },
    "AlikeForm": {
        "looked": Box("What do you make of it?", (DECIDING,), required=True),
        "because": Box("What tells you?", (DECIDING,)),
    },
    "SuitabilityForm": {
        "therapy": Box("Therapeutic support for the child", (DECIDING, OPENED), required=True),
        "way_to_therapy": Box("The way to it", (DECIDING, OPENED)),
        "decision": Box("Decision", (DECIDING, LETTER), required=True),
        "words": Box("Why, in words", (DECIDING, LETTER)),
        "reason": Box("If not: the main reason", (DECIDING, REFUSALS)),
        "signposts": Box("If not: where else they can turn", (LETTER,)),
        "is_": Box(
            "Whether it is met", (DECIDING,), CRITERION, required=True, kept_as=("criteria",)
        ),
        "note_": Box("Note", (DECIDING,), CRITERION, kept_as=("notes", "note")),
        "tell": Box("Let the referrer see the step that follows from this", (BECAME,)),
    },
    "TellForm": {
        "stage": Box("What may the referrer see?", (BECAME, LIST), required=True),
    },
    "AsideForm": {
        "whom": Box("Who steps aside?", (KEPT,), required=True),
        "because": Box("Why", (KEPT,), required=True, kept_as=("purpose",)),
    },
    "PartForm": {
        "because": Box("How do you know that it is another family?", (PARTED,), required=True),
    },
    "FrontDoorForm": {
        "is_open": Box(
            "Does the service take referrals at its public address?", (DOOR,), required=True
        ),
        "answer_within_days": Box(
            "Within how many working days is somebody in touch?", (DOOR, DAY), required=True
        ),
        "phone": Box("Telephone for referrers", (DOOR,)),
        "words": Box("A few words for referrers", (DOOR,)),
    },
    "InterimFields": {
        "interim_plan": Box("Safety plan for now", (WAITING,), required=True),
        "interim_plan_words": Box("Where it lies and who holds it", (WAITING,)),
        "next_on": Box("When is somebody next in touch?", (WAITING, HOME), required=True),
    },
    "CheckInForm": {
        "interim_plan": Box("Safety plan for now", (WAITING,), required=True),
        "interim_plan_words": Box("Where it lies and who holds it", (WAITING,)),
        "next_on": Box("When is somebody next in touch?", (WAITING, HOME), required=True),
        "child_": Box(
            "A word on the child", (WAITING,), CHILD, required=True, kept_as=("each_child",)
        ),
        "happened_on": Box("When did you speak?", (WAITING,), required=True),
        "how_they_are": Box("How are they?", (WAITING,), required=True),
    },
    "PriorityForm": {
        "level": Box("How soon should they begin?", (WAITING,), required=True),
        "because": Box("Why?", (WAITING,), required=True),
    },
    "OpeningForm": {
        "interim_plan": Box("Safety plan for now", (WAITING,), required=True),
        "interim_plan_words": Box("Where it lies and who holds it", (WAITING,)),
        "next_on": Box("When is somebody next in touch?", (WAITING, HOME), required=True),
        "level": Box("How soon should they begin?", (WAITING,), required=True),
        "because": Box("Why?", (WAITING,), required=True),
        "name": Box("Family name", (OPENING,), required=True),
        "team": Box("Team", (OPENING,), required=True),
        "tell": Box("Let the referrer see that the family is on the waiting list", (BECAME,)),
        "home_name": Box(
            "What the family calls it", (OPENED,), HOMES, required=True, kept_as=("name",)
        ),
        "home_address": Box("Address", (OPENED,), HOMES, kept_as=("address",)),
        "home_hidden_from": Box(
            "Who must not learn this address?", (OPENED,), HOMES, kept_as=("hidden_from",)
        ),
        "adult_keep": Box(
            "Take over what the referral says of them", (OPENED,), CARER, kept_as=("adults",)
        ),
        "adult_name": Box("Full name", (OPENED,), CARER, required=True, kept_as=("name",)),
        "adult_kind": Box(
            "What kind of carer are they?", (OPENED,), CARER, required=True, kept_as=("kind",)
        ),
        "adult_home": Box("Lives at", (OPENED,), CARER, kept_as=("home",)),
        "adult_phone": Box("Telephone", (OPENED,), CARER, kept_as=("phone",)),
        "adult_email": Box("E-mail", (OPENED,), CARER, kept_as=("email",)),
        "adult_language": Box("Language", (OPENED,), CARER, kept_as=("language",)),
        "adult_interpreter": Box(
            "Needs an interpreter", (OPENED,), CARER, kept_as=("interpreter",)
        ),
        "adult_needs_note": Box(
            "Anything that helps them take part", (OPENED,), CARER, kept_as=("needs_note",)
        ),
        "adult_channel": Box(
            "How may they be reached safely?", (OPENED,), CARER, kept_as=("channel",)
        ),
        "adult_hours": Box(
            "When and how, as the referral says it", (OPENED,), CARER, kept_as=("hours",)
        ),
        "adult_must_not_know": Box(
            "Who must not learn of this work", (OPENED,), CARER, kept_as=("must_not_know",)
        ),
        "child_keep": Box(
            "Take over what the referral says of them", (OPENED,), CHILD, kept_as=("children",)
        ),
        "child_name": Box("Full name", (OPENED,), CHILD, required=True, kept_as=("name",)),
        "child_birth_date": Box("Date of birth", (OPENED,), CHILD, kept_as=("birth_date",)),
        "child_gender": Box("How they describe themselves", (OPENED,), CHILD, kept_as=("gender",)),
        "child_what": Box("Here because", (OPENED,), CHILD, kept_as=("displayed",)),
        "child_home": Box("Lives at", (OPENED,), CHILD, kept_as=("home",)),
        "child_needs_note": Box("What helps them", (OPENED,), CHILD, kept_as=("needs_note",)),
        "worker_keep": Box(
            "Take over what the referral says of them", (OPENED,), WORKER, kept_as=("workers",)
        ),
        "worker_name": Box("Full name", (OPENED,), WORKER, required=True, kept_as=("name",)),
        "worker_agency": Box("Where they work", (OPENED,), WORKER, kept_as=("agency",)),
        "worker_role": Box("Their part", (OPENED,), WORKER, required=True, kept_as=("role",)),
        "worker_phone": Box("Telephone", (OPENED,), WORKER, kept_as=("phone",)),
        "worker_email": Box("E-mail", (OPENED,), WORKER, kept_as=("email",)),
    },
    "AllocateForm": {
        "person": Box("Who will work with them?", (ALLOCATING,), required=True),
        "weight": Box("How much work will it be?", (ALLOCATING,), required=True),
        "because": Box("Why them?", (PEOPLE,), required=True),
    },
    "CapacityForm": {
        "weight": Box("Families at once", (ALLOCATING,), required=True),
        "languages": Box("Languages they work in", (ALLOCATING,)),
        "skills": Box("What they know well", (ALLOCATING,)),
        "away_until": Box("Away until", (ALLOCATING,)),
    },
}
TITLES = {
    "Who": "A referral: who refers", "ReachYou": "A referral: how to reach them",
    "HowSoon": "A referral: how soon", "SafeNow": "A referral: whether everybody is safe",
    "CarerWho": "A referral: a carer", "CarerReach": "A referral: reaching a carer",
    "CarerNeeds": "A referral: what a carer needs", "ChildWho": "A referral: a child",
    "ChildPart": "A referral: what is known of a child", "ChildLife": "A referral: a child’s life",
    "Kinds": "A referral: what kind", "WhenWhere": "A referral: when and where",
    "InOutline": "A referral: in outline", "Therapeutic": "A referral: support for the child",
    "Somebody": "A referral: who works with them already",
    "Agreeing": "A referral: whether carers agree",
    "NotToKnow": "A referral: who must not know", "AlikeForm": "Looking for the same family",
    "SuitabilityForm": "Deciding whether it suits", "TellForm": "Telling the referrer",
    "AsideForm": "Keeping somebody out", "PartForm": "Taking a referral out of a family",
    "FrontDoorForm": "The public page for referrers", "InterimFields": "While a family waits",
    "CheckInForm": "Word with a waiting family", "PriorityForm": "How soon they should begin",
    "OpeningForm": "Opening the family’s record", "AllocateForm": "Choosing who works with them",
    "CapacityForm": "What somebody can take on",
}  # fmt: skip
