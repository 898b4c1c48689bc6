"""Recording a licence for somebody else's questionnaire, ending it, and loading its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.models import InstrumentLicence, InstrumentWording
from safehome.measures.queries.licences import in_force, words_for
from safehome.measures.rules import ENGLISH, Words, labels_unlike
from safehome.people.access import Actor
from safehome.programme.instruments import DONE, instruments


def record_licence(
    instrument: str, *, granted_by: str, reference: str, begins_on: date, ends_on: date | None,
    display: bool, print: bool, export: bool, by: Actor,
) -> InstrumentLicence:  # fmt: skip
    """Write down a licence as it was granted. Raises ValueError for what none can allow."""
    permit(policies.may_keep_licences(by))
    known = instruments()[instrument]
    uses = {"display": display, "print": print, "export": export}
    for use in known.never:
        if uses[use]:
            raise ValueError(f"No licence lets the words of {known.title} be {DONE[use]} here.")
    if not any(uses.values()):
        raise ValueError("A licence allows at least one use.")
    if ends_on is not None and ends_on < begins_on:
        raise ValueError("The last day is not before the first.")
    licence = InstrumentLicence.objects.create(
        organisation_id=by.organisation_id, instrument=instrument, granted_by=granted_by.strip(),
        reference=reference.strip(), begins_on=begins_on, ends_on=ends_on, display=display,
        print=print, export=export, recorded_by_id=by.pk,
    )  # fmt: skip
    audit.record("licence.recorded", about=licence, by=by, fields=("display", "print", "export"))
    return licence


def end_licence(licence: InstrumentLicence, *, on: date, by: Actor) -> None:
    """Write that a licence ended sooner. From the next day its words are shown to nobody."""
    permit(policies.may_keep_licences(by))
    changed = InstrumentLicence.objects.filter(
        organisation_id=by.organisation_id, pk=licence.pk, ended_on=None
    ).update(ended_on=on, ended_by_id=by.pk)
    if not changed:
        raise PermissionDenied("That this licence ended was written already.")
    audit.record("licence.ended", about=licence, by=by, fields=("ended_on",))


def load_words(
    instrument: str, words: Words, *, on: date, by: Actor, language: str = ENGLISH
) -> InstrumentWording:
    """Keep the words of an instrument, whole. Raises PermissionDenied without a licence in force.

    words: as read and checked by the rules, without a fault. language: in another than English
    they are a translation of the English that was loaded before, with as many labels; nobody
    is shown them before somebody else has read them. Raises ValueError where they are not.
    """
    permit(policies.may_keep_licences(by))
    held = InstrumentLicence.objects.filter(
        organisation_id=by.organisation_id, instrument=instrument
    )
    if not any(in_force(one, on=on) for one in held):
        raise PermissionDenied("Record the licence first: without one in force no words are kept.")
    if words.faults:
        raise ValueError("The words are not whole.")
    if language != ENGLISH:
        asked, verdict = words_for(by.organisation_id, instrument, use="display", on=on)
        permit(verdict)
        if asked is not None and (unlike := labels_unlike(asked.scale.labels, words.labels)):
            raise ValueError(unlike)
    body: dict[str, Any] = {
        "title": words.title, "intro": words.intro,
        "labels": {str(value): text for value, text in words.labels.items()}, "items": words.items,
    }  # fmt: skip
    wording = InstrumentWording.objects.create(
        organisation_id=by.organisation_id, instrument=instrument, words=body,
        language=language,
        loaded_by_id=by.pk,
    )  # fmt: skip
    audit.record("licence.words-loaded", about=wording, by=by, fields=("words",))
    return wording
