"""Other people's questionnaires: how each is scored, and what its licence lets one do.

The project ships facts only (scoring/, no wording). An organisation that holds a licence puts
the words into a pack of its own and writes the licence beside them; without one, or against it,
they can be neither loaded, shown, printed nor exported.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from safehome.kit.verdicts import ALLOW, Verdict, deny

from . import rules
from .findings import BrokenPack
from .fitting import fit
from .reading import read_yaml
from .shapes.instruments import Instrument, Use
from .shapes.questionnaires import AskToday, Licensed, Questionnaire

FOLDER = Path(__file__).parent / "scoring"
DONE: Mapping[Use, str] = {"display": "shown", "print": "printed", "export": "exported"}


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument that is known, by its id. Raises BrokenPack for a file that is not one."""
    found: dict[str, Instrument] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        document, faults = read_yaml(path.name, path.read_bytes())
        shape, more = fit(Instrument, document) if document else (None, [])
        if shape is None:
            raise BrokenPack([*faults, *more])
        found[shape.id] = shape
    return found


def known_as(name: str, of_pack: Mapping[str, Questionnaire]) -> Questionnaire | Instrument:
    """A pack's questionnaire, or else the instrument of that id, which has no words.

    Raises KeyError for neither.
    """
    return of_pack[name] if name in of_pack else instruments()[name]


def item_ids(asked: Questionnaire | Instrument) -> frozenset[str]:
    """The ids of what is answered with a number."""
    if isinstance(asked, Instrument):
        return frozenset(asked.items)
    return frozenset(one.id for one in asked.items)


def scoring_of(asked: Questionnaire | Instrument) -> rules.Scoring:
    """How answers are scored: an instrument's own way where it is one, else as the pack says."""
    known = instruments().get(asked.id)
    return known.scoring if known else asked.scoring


def band_of(instrument: Instrument, total: float | None) -> str:
    """What a total may be taken to mean; empty where nothing is published, or nothing is fair.

    >>> band_of(instruments()["who-5"], 28.0)
    'A low number. Somebody looks in today and asks how things are.'
    >>> band_of(instruments()["bpses"], 7.0)
    ''
    """
    if total is None:
        return ""
    return next((b.says for b in instrument.bands if b.lowest <= total <= b.highest), "")


def asks_today(asked: Questionnaire | Instrument) -> tuple[AskToday, ...]:
    """When low answers ask a person to check in: as the instrument says, or else the pack."""
    known = instruments().get(asked.id)
    return known.asks_today if known and known.asks_today else asked.asks_today


def may_use_words(asked: Questionnaire, use: Use, *, on: date) -> Verdict:
    """Whether the words of a questionnaire may be shown, printed or exported on a day."""
    known, licensed = instruments().get(asked.id), asked.licensed
    if known is None and licensed is None:
        return ALLOW  # the pack's own words
    if (known and use in known.never) or licensed is None or not _allowed(licensed, use):
        return deny(f"The licence of “{asked.title}” does not let its words be {DONE[use]}.")
    if licensed.until and on > licensed.until:
        return deny(
            f"The licence to use the words of “{asked.title}” ended on"
            f" {licensed.until.day} {licensed.until:%B %Y}."
        )
    return ALLOW


def _allowed(licensed: Licensed, use: Use) -> bool:
    return {"display": licensed.display, "print": licensed.print, "export": licensed.export}[use]
