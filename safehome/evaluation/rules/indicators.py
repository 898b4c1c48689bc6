"""The indicator library: what each figure of the report is, said so that anyone can check it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One indicator. sentence: as one would say it. owner: who answers for what it says."""

    id: str
    title: str
    sentence: str
    formula: str
    numerator: str
    denominator: str
    source: str
    owner: str


# Every place a journey can be, in the order of the way. The words are said of several.
PLACES = {
    "not-yet": "No session held yet",
    "first-half": "Under way, first half",
    "second-half": "Under way, second half",
    "completed": "All sessions held",
    "enough": "Agreed together that enough was reached",
    "family-stopped": "The family stopped",
    "no-contact": "Contact was lost",
    "moved": "The family moved away",
    "service-stopped": "The service could not go on",
    "safety": "Other work had to come first for safety",
    "taken-back": "The agreement to take part was taken back",
}
ATTENDANCE = {
    "came": "Came",
    "late": "Came late or left early",
    "cancelled": "Cancelled beforehand",
    "missed": "Did not come",
    "not-invited": "Not invited this time",
}
BECAME = {
    "begun": "A journey has begun",
    "waits": "A record is open, no journey yet",
    "no-family": "No record: looked at, declined or still to decide",
}


@dataclass(frozen=True)
class ByWhat:
    """Something by which carers are put into bands. bands: code → words."""

    title: str
    bands: dict[str, str]


# Coarse, because the bands of a small service soon hold too few to show.
GROUNDS = {
    "language": ByWhat("Language", {
        "english": "English", "another": "Another language, without an interpreter",
        "interpreter": "With an interpreter",
    }),
    "carer": ByWhat("Kind of carer", {
        "parent": "Parents and step-parents", "kinship": "Kinship carers",
        "other": "Foster, adoptive and residential carers",
    }),
    "communication": ByWhat("How they take things in", {
        "no": "Nothing noted",
        "yes": "Easy read, large print, read aloud, signing or hearing",
    }),
}  # fmt: skip

# What the columns of those tables are called, on the page, on paper and in a file.
COLUMN_WORDS = {
    **ATTENDANCE, "late": "Late or left early", "cancelled": "Cancelled",
    "not-invited": "Not invited", "missing": "Did not answer again", "better": "Better",
    "same": "About the same", "worse": "Worse", "all": "In all",
}  # fmt: skip

INDICATORS = (
    Indicator(
        "journeys", "Journeys", "How many families began the programme, and where each is now.",
        "A count.", "journeys, by how they ended or how far they are", "all journeys that began",
        "journeys (start, ending) and their sessions (signed)", "Service manager",
    ),
    Indicator(
        "attendance", "Attendance", "How often carers came to the sessions that were held.",
        "Numerator ÷ denominator.", "carers who came, or came late or left early",
        "each carer at each signed session, but for those not invited that time",
        "attendance, in the record of the session", "Service manager",
    ),
    Indicator(
        "referrals", "Referrals", "What became of the families that were referred.",
        "A count.", "referrals, by what became of them", "referrals that were handed in",
        "referrals (handed in) and the journey of the family", "Service manager",
    ),
    Indicator(
        "waiting", "Waiting", "How long families waited from referral to the start of a journey.",
        "Median and middle half, in whole weeks.",
        "weeks from the day a referral was handed in to the day the family’s first journey began",
        "referrals whose family has begun a journey", "referrals and journeys", "Service manager",
    ),
    Indicator(
        "answered", "Answers", "How many carers answered at the start, and answered again.",
        "Numerator ÷ denominator.", "carers with a score at the start and at the later point",
        "carers with a score at the start", "answers to questionnaires", "Supervisor",
    ),
    Indicator(
        "change", "Change", "By how much carers’ answers moved between two points.",
        "Hodges–Lehmann: the median of the means of every two differences, with a 95 % interval.",
        "differences, later less earlier", "carers with both scores",
        "answers to questionnaires, scored as the pack says", "Supervisor",
    ),
    Indicator(
        "test", "Could it be chance?", "How often chance alone would bring so clear a change.",
        "Wilcoxon’s signed-rank test, two-sided; pairs without change are dropped and counted;"
        " ties share their ranks; exact up to 50 changed pairs, then normal with corrections;"
        " Holm’s correction over all tests of a report.",
        "the ranks of the rises", "pairs that changed", "answers to questionnaires", "Supervisor",
    ),
    Indicator(
        "effect", "How one-sided the change is",
        "From −1 (all who changed went down) to 1 (all went up).",
        "Matched-pairs rank-biserial: (ranks of rises − ranks of falls) ÷ (their sum), with a 95 %"
        " interval by Fisher’s z.",
        "ranks of rises less ranks of falls", "all ranks of pairs that changed",
        "answers to questionnaires", "Supervisor",
    ),
    Indicator(
        "better-worse", "Better, the same, worse", "For how many carers answers got better, and for"
        " how many they did not.",
        "A count; where a questionnaire has a tested value for reliable change, by that value;"
        " otherwise half a point or less is “about the same”.",
        "carers whose answers moved by more than that, either way", "carers with both scores",
        "answers to questionnaires and the value in the pack", "Supervisor",
    ),
    Indicator(
        "leaving", "Those who left", "Whether carers who left before the end had begun otherwise.",
        "Mann and Whitney’s test and Cliff’s delta, on answers at the start.",
        "carers of journeys that ended early", "carers of journeys that ended as planned",
        "answers to questionnaires and how journeys ended", "Supervisor",
    ),
    Indicator(
        "while-waiting", "While they waited",
        "By how much carers’ answers moved between waiting and the start of their journey.",
        "Counts as for better, the same, worse, and the shift with its interval, beside the shift"
        " from the start to the later point; no test between the two: nobody was drawn by lot.",
        "differences, start less waiting", "carers who answered while waiting and at the start",
        "answers to questionnaires given while the family waited", "Service manager",
    ),
    Indicator(
        "needs", "For whom",
        "Whether carers with different needs came, answered again and changed alike.",
        "Counts, and the shift with its interval where there are enough; no test, so that small"
        " differences are not read as findings.",
        "carers of one band, by how they came or how their answers changed",
        "carers of that band at signed sessions, or with a score at the start",
        "language, needs and kind of carer in the family’s record", "Service manager",
    ),
)  # fmt: skip
# What each is called, by its id.
TITLES: dict[str, str] = {one.id: one.title for one in INDICATORS}
