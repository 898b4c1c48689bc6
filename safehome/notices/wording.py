"""The words of every message that goes to somebody's pocket. Plain, so that anyone can read them.

They are fixed, and they say nothing: no name, no word of the work, no number to
look up. Whoever picks up the telephone first learns only that there is something
to ring about. A place is never said. One kind alone holds an address: that of a
private page, which says nothing either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

SENDER = "Appointments"  # where an organisation has not chosen its own
LANGUAGES = {"en": "English", "cy": "Welsh (draft)"}

DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": ("ddydd Llun", "ddydd Mawrth", "ddydd Mercher", "ddydd Iau", "ddydd Gwener",
           "ddydd Sadwrn", "ddydd Sul"),
}  # fmt: skip
MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "cy": ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst",
           "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
}  # fmt: skip
AT = {"en": "on {day} at {time}", "cy": "{day} am {time}"}

# kind → language → (subject of an e-mail, words)
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "please-ring": {
        "en": ("Please ring", "Hello. Please ring us when it suits you. You have the number."),
        "cy": ("Ffoniwch ni", "Helo. Ffoniwch ni pan fydd yn gyfleus i chi. Mae’r rhif gennych."),
    },
    "letter-ready": {
        "en": ("Something is ready", "Hello. Something is ready for you. Please ring to say how "
               "you would like to have it. You have the number."),
        "cy": ("Mae rhywbeth yn barod", "Helo. Mae rhywbeth yn barod i chi. Ffoniwch i ddweud sut "
               "yr hoffech ei gael. Mae’r rhif gennych."),
    },
    "meeting": {
        "en": ("A reminder", "Hello. We meet {when}. If that no longer suits you, please ring. "
               "You have the number."),
        "cy": ("Nodyn i’ch atgoffa", "Helo. Rydym yn cwrdd {when}. Os nad yw hynny’n gyfleus "
               "mwyach, ffoniwch ni. Mae’r rhif gennych."),
    },
    "meeting-moved": {
        "en": ("A new time", "Hello. There is a new time: we meet {when}. If that does not suit "
               "you, please ring. You have the number."),
        "cy": ("Amser newydd", "Helo. Mae amser newydd: rydym yn cwrdd {when}. Os nad yw hynny’n "
               "gyfleus, ffoniwch ni. Mae’r rhif gennych."),
    },
    "private-link": {
        "en": ("Your page", "Hello. Here is your page:\n{address}\nIt opens until {day}. If it is "
               "not for you, please delete this."),
        "cy": ("Eich tudalen", "Helo. Dyma eich tudalen:\n{address}\nMae’n agor tan {day}. Os nad "
               "yw i chi, dilëwch hon."),
    },
    "letter": {
        "en": ("A letter for you", "Hello. A letter for you is attached. Please keep it where "
               "only you can read it. If it is not for you, please delete it and tell us."),
        "cy": ("Llythyr i chi", "Helo. Mae llythyr i chi ynghlwm. Cadwch ef lle mai dim ond chi "
               "all ei ddarllen. Os nad yw i chi, dilëwch ef a rhowch wybod i ni."),
    },
}  # fmt: skip
# To the staff's own mailboxes, when something arrived at the front door.
BELL = {
    False: ("Something has arrived", "Hello. Something has arrived and waits for you. Please sign "
            "in as usual and look."),
    True: ("Something has arrived: please look today", "Hello. Something has arrived that should "
           "be looked at today. Please sign in as usual."),
}  # fmt: skip
NEEDS_A_MOMENT = frozenset({"meeting", "meeting-moved"})
PRIVATE_LINK = "private-link"

# Words that would give the work away. A sender's name may hold none of them.
GIVEAWAYS = frozenset(
    [
        "abuse",
        "abused",
        "abuser",
        "behaviour",
        "behavior",
        "carer",
        "carers",
        "charity",
        "child",
        "children",
        "childrens",
        "child's",
        "concern",
        "court",
        "family",
        "families",
        "foster",
        "harm",
        "harmed",
        "harmful",
        "hsb",
        "kids",
        "nspcc",
        "parent",
        "parenting",
        "parents",
        "police",
        "practitioner",
        "programme",
        "program",
        "prevention",
        "probation",
        "referral",
        "safe",
        "safeguarding",
        "safehome",
        "service",
        "services",
        "session",
        "sessions",
        "sex",
        "sexual",
        "social",
        "survivor",
        "therapy",
        "therapist",
        "therapeutic",
        "trust",
        "victim",
        "welfare",
        "worker",
        "young",
        "youth",
        "cam-drin",
        "gofal",
        "gofalwr",
        "plant",
        "plentyn",
        "rhaglen",
        "rhiant",
        "rhieni",
        "rhywiol",
        "teulu",
        "teuluoedd",
        "ymddygiad",
        "niwed",
        "heddlu",
        "llys",
        "gwasanaeth",
        "gwasanaethau",
        "therapi",
    ]
)


@dataclass(frozen=True)
class Words:
    """What a message says: the subject of an e-mail, and its text."""

    subject: str
    text: str


@dataclass(frozen=True)
class Page:
    """A private page that a message leads to, and the last day on which it opens.

    until: None for a reader who may know of the message and not of the page.
    """

    address: str
    until: date | None


def words_of(
    kind: str, language: str, *, at: datetime | None = None, page: Page | None = None
) -> Words:
    """The words of a kind of notice. A language that we do not have: English.

    at: the moment of the meeting that it speaks of. page: the one that it leads to.

    >>> words_of("please-ring", "pl").subject
    'Please ring'
    >>> words_of("meeting", "en", at=datetime(2026, 6, 4, 16, 5)).text[:45]
    'Hello. We meet on Thursday 4 June at 16:05. I'
    """
    language = language if language in LANGUAGES else "en"
    subject, text = WORDS[kind][language]
    if kind in NEEDS_A_MOMENT:
        if at is None:
            raise ValueError(f"{kind} needs the moment of the meeting")
        text = text.format(when=moment(at, language))
    if kind == PRIVATE_LINK:
        if page is None:
            raise ValueError(f"{kind} needs the page that it leads to")
        day = day_of(page.until, language) if page.until else "(its last day)"
        text = text.format(address=page.address, day=day)
    return Words(subject, text)


def bell_words(*, urgent: bool) -> Words:
    """What those who keep the front door are written."""
    return Words(*BELL[urgent])


def moment(at: datetime, language: str) -> str:
    """A day and time, without the year and without the place."""
    return AT[language].format(day=day_of(at, language), time=f"{at.hour}:{at.minute:02}")


def day_of(at: date, language: str) -> str:
    """A day, without the year."""
    return f"{DAYS[language][at.weekday()]} {at.day} {MONTHS[language][at.month - 1]}"


def address_gives_away(address: str, *, also: str = "") -> str:
    """The first word of a page's address that would tell a stranger what it is about.

    The code at its end is nobody's word, and is left out.

    >>> address_gives_away("https://my-safehome.example/page/ABCD-EFGH")
    'safehome'
    >>> address_gives_away("https://a.example/page/ABCD-EFGH")
    ''
    """
    return gives_away(
        " ".join(re.split(r"[^\w]+", address.rstrip("/").rpartition("/")[0])), also=also
    )


def gives_away(words: str, *, also: str = "") -> str:
    """The first word that would tell a stranger what this is about; empty when none does.

    also: the organisation's own name, no word of which may stand there.

    >>> gives_away("Harbour Families"), gives_away("Your appointment")
    ('families', '')
    >>> gives_away("Harbour", also="Harbour Row")
    'harbour'
    """
    named = {word for word in _words(also) if len(word) > 2 and word not in {"the", "and", "for"}}
    return next((word for word in _words(words) if word in GIVEAWAYS | named), "")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", plain)
