"""Instruments as an organisation may use them. The one way to the words that it loaded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from safehome.kit.verdicts import Verdict, deny
from safehome.measures.models import InstrumentAsked, InstrumentLicence, InstrumentWording
from safehome.measures.rules import ENGLISH, Further, Piece, Translation
from safehome.programme.instruments import DONE, instruments, may_use_words
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument, Use


@dataclass(frozen=True)
class Held:
    """An instrument with an organisation’s licences, newest first; words only by `words_for`."""

    instrument: Instrument
    licences: tuple[InstrumentLicence, ...]
    wordings: int
    in_force: InstrumentLicence | None


def in_force(one: InstrumentLicence, *, on: date) -> bool:
    """Whether a licence holds on a day: from its first to its last, unless it ended sooner."""
    last = last_day(one)
    return one.begins_on <= on and (last is None or on <= last)


def last_day(one: InstrumentLicence) -> date | None:
    """The last day of a licence; None where it has none."""
    return min((day for day in (one.ends_on, one.ended_on) if day is not None), default=None)


def shown_until(held: Held, *, on: date) -> date | None:
    """The last day on which licences in force let the words be shown; None where there is none."""
    last = [last_day(one) for one in held.licences if one.display and in_force(one, on=on)]
    return max((day for day in last if day), default=None) if None not in last else None


def held_by(organisation: UUID, *, on: date) -> list[Held]:
    """Every instrument that is known, as one organisation holds it. Two statements."""
    licences: dict[str, list[InstrumentLicence]] = defaultdict(list)
    for one in InstrumentLicence.objects.filter(organisation_id=organisation):
        licences[one.instrument].insert(0, one)
    wordings: dict[str, int] = defaultdict(int)
    for name in InstrumentWording.objects.filter(
        organisation_id=organisation, language=ENGLISH
    ).values_list("instrument", flat=True):
        wordings[name] += 1
    return [
        Held(
            known, tuple(licences[name]), wordings[name],
            next((one for one in licences[name] if in_force(one, on=on)), None),
        )
        for name, known in instruments().items()
    ]  # fmt: skip


def words_for(
    organisation: UUID, name: str, *, use: Use, on: date
) -> tuple[Questionnaire | None, Verdict]:
    """The words of an instrument, or why they may not be shown, printed or exported on a day.

    Nothing else reads the words: a licence that does not allow it, has not begun or
    has ended gives None, whoever asks. The answers and their scores stay.
    """
    known = instruments()[name]
    title = known.title
    rows = InstrumentLicence.objects.filter(organisation_id=organisation, instrument=name)
    licences = sorted(rows, key=lambda one: one.begins_on, reverse=True)
    now = [one for one in licences if in_force(one, on=on)]
    if not now:
        why = "ended, or has not begun" if licences else "is not recorded"
        return None, deny(f"A licence for the words of “{title}” {why}. Scores can be entered.")
    wording = (
        InstrumentWording.objects.filter(
            organisation_id=organisation, instrument=name, language=ENGLISH
        )
        .order_by("-loaded_at", "-id")
        .first()
    )
    if wording is None:
        return None, deny(f"The words of “{title}” are not loaded. Scores can be entered.")
    verdict = deny(f"The licence of “{title}” does not let its words be {DONE[use]}.")
    for licence in now:
        asked = _questionnaire(known, wording, licence)
        verdict = may_use_words(asked, use, on=on)
        if verdict:
            return asked, verdict
    return None, verdict


def loaded_in(organisation: UUID, name: str, language: str) -> InstrumentWording | None:
    """The newest words of an instrument in another language, beside which stand English ones."""
    return (
        InstrumentWording.objects.filter(
            organisation_id=organisation, instrument=name, language=language
        )
        .exclude(language=ENGLISH)
        .order_by("-loaded_at", "-id")
        .first()
    )


def in_loaded(asked: Questionnaire, loaded: InstrumentWording) -> Questionnaire:
    """A licensed questionnaire with the words that were loaded in another language."""
    words = loaded.words
    labels = {int(value): text for value, text in words["labels"].items()}
    # Where the English was loaded anew with fewer, what nobody could read here is not shown.
    labels = {value: labels.get(value, text) for value, text in asked.scale.labels.items()}
    return asked.model_copy(
        update={
            "title": words["title"] or asked.title, "about": words["intro"] or asked.about,
            "scale": asked.scale.model_copy(update={"labels": labels}),
            "items": tuple(
                one.model_copy(update={"text": words["items"][one.id]}) for one in asked.items
            ),
        }
    )  # fmt: skip


def loaded_translation(
    asked: Questionnaire, loaded: InstrumentWording, loaded_by: frozenset[UUID] = frozenset()
) -> Translation:
    """What is to be read of it: all that a carer is shown, beside the English.

    loaded_by: who ever loaded these very words; it takes no part in what is read.
    """
    other = in_loaded(asked, loaded)
    labels = asked.scale.labels
    return Translation(
        f"instrument-{asked.id}", asked.title, loaded.language, "Words that were loaded here",
        (
            Piece("title", "Its title", asked.title, other.title),
            Piece("about", "What it says first", asked.about, other.about),
            *(Piece(one.id, f"Line {number}", one.text, said.text)
              for number, (one, said) in enumerate(
                  zip(asked.items, other.items, strict=True), start=1)),
            *(Piece(f"={value}", f"What {value} means", labels[value], other.scale.labels[value])
              for value in sorted(labels)),
        ),
        loaded_by,
    )  # fmt: skip


def loaded_to_read(organisation: UUID, *, on: date) -> list[Translation]:
    """Every loaded translation whose English words may be shown today."""
    rows = (
        InstrumentWording.objects.filter(organisation_id=organisation)
        .exclude(language=ENGLISH)
        .order_by("loaded_at", "id")
    )
    loaders: dict[str, set[UUID]] = {}
    for one in rows:
        loaders.setdefault(_alike(one), set()).add(one.loaded_by_id)
    newest = {(one.instrument, one.language): one for one in rows}
    found = []
    for (name, _), loaded in newest.items():
        asked, _ = words_for(organisation, name, use="display", on=on)
        if asked is not None:
            found.append(loaded_translation(asked, loaded, frozenset(loaders[_alike(loaded)])))
    return found


def _alike(loaded: InstrumentWording) -> str:
    """The same for the same words of the same instrument."""
    return json.dumps([loaded.instrument, loaded.language, loaded.words], sort_keys=True)


def chosen_to_ask(organisation: UUID, *, on: date) -> QuerySet[InstrumentAsked]:
    """What an organisation chose to ask besides the pack, each with `may_show` on a day.

    may_show: a licence in force lets the words be shown, and they are loaded.
    """
    same = {"organisation_id": organisation, "instrument": OuterRef("instrument")}
    licence = InstrumentLicence.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), Q(ended_on=None) | Q(ended_on__gte=on),
        begins_on__lte=on, display=True, **same,
    )  # fmt: skip
    wording = InstrumentWording.objects.filter(language=ENGLISH, **same)
    return InstrumentAsked.objects.filter(organisation_id=organisation, stopped_at=None).annotate(
        may_show=Exists(licence) & Exists(wording)
    )


def is_asked(one: InstrumentAsked) -> bool:
    """Whether a choice of `chosen_to_ask` makes anything due: of scores alone, needs no words."""
    may_show: bool = one.may_show  # type: ignore[attr-defined]
    known = instruments().get(one.instrument)
    return known is not None and (known.scores_only or may_show)


def further_of(found: Iterable[InstrumentAsked]) -> tuple[Further, ...]:
    """Choices as the rules know them; those that nobody may be asked now are left out."""
    return tuple(
        Further(one.instrument, tuple(one.points), one.begins_on) for one in found if is_asked(one)
    )


def further_in(organisation: UUID, *, on: date) -> tuple[Further, ...]:
    """What an organisation asks besides the pack on a day. One statement."""
    return further_of(chosen_to_ask(organisation, on=on))


def _questionnaire(
    known: Instrument, wording: InstrumentWording, licence: InstrumentLicence
) -> Questionnaire:
    words = wording.words
    shape: dict[str, object] = {
        "id": known.id, "title": words["title"] or known.title, "for": known.for_,
        "about": words["intro"] or known.title,
        "not_validated": f"Its owner is {known.owner}. {known.missing}",
        "licence": licence.reference, "direction": known.direction,
        "scale": {
            "lowest": known.answers.lowest, "highest": known.answers.highest,
            "labels": {int(value): text for value, text in words["labels"].items()},
        },
        "subscales": (), "total": None, "may_skip": True,
        "items": tuple(
            {"id": item, "text": words["items"][item], "reverse": item in known.reverse}
            for item in known.items
        ),
        "licensed": {
            "holder": licence.granted_by, "reference": licence.reference,
            "until": licence.ends_on, "display": licence.display, "print": licence.print,
            "export": licence.export,
        },
    }  # fmt: skip
    return Questionnaire.model_validate(shape)
