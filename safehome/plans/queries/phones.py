"""A cut as a telephone shows it, and how a copy on a telephone stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from safehome.design.words import day
from safehome.plans.models import Copy, CopyKind, PhoneCopy, Plan
from safehome.plans.queries.cut import IF_SOMETHING_HAPPENS, Cut, CutSection, CutVoice
from safehome.plans.queries.papers import LANGUAGE, RING, TITLE, line_of, note_of

VOICE = (
    ("helps", "What helps me feel safe"), ("worries", "What worries me"),
    ("tells", "Whom I can tell"),
)  # fmt: skip


def ends_at(last_day: date) -> datetime:
    """The end of the last day on which a copy holds, where the service is."""
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))


def phone_page(made: Cut, *, until: date, phone: str = "") -> bytes:
    """A cut as the telephone draws it: words alone, and no more than the paper has. JSON.

    phone: the service's own. until: also in milliseconds, for the telephone to end it by.
    """
    ring = [*RING, *([("The people who work with us", phone)] if phone else [])]
    contacts = [(f"{one.name}, {one.what}" if one.name else one.what, one.phone)
                for one in made.contacts]  # fmt: skip
    page = {
        "form": 1, "until": int(ends_at(until).timestamp() * 1000),
        "language": made.language if LANGUAGE.fullmatch(made.language) else "en",
        "title": TITLE, "note": note_of(made), "holds": f"Holds until {day(until)}",
        "ring": [*contacts, *ring],
        # What is wanted at night stands first, with whom to ring.
        "first": _sections(one for one in made.sections if one.code == IF_SOMETHING_HAPPENS),
        "sections": _sections(one for one in made.sections if one.code != IF_SOMETHING_HAPPENS),
        "voices": [{"name": one.name, "said": _said(one)} for one in made.voices],
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()


def _sections(some: Iterable[CutSection]) -> list[dict[str, object]]:
    return [
        {"title": one.title, "lines": [line_of(line, easy=False) for line in one.lines]}
        for one in some
    ]


def _said(voice: CutVoice) -> list[tuple[str, str]]:
    return [(label, getattr(voice, name)) for name, label in VOICE if getattr(voice, name)]


def phones_of(plan: Plan, copies: list[Copy]) -> Mapping[object, PhoneCopy]:
    """By copy: those on a telephone. One statement, and none where there is no such copy."""
    if not any(one.kind == CopyKind.PHONE for one in copies):
        return {}
    rows = PhoneCopy.objects.filter(
        organisation_id=plan.organisation_id, family_id=plan.family_id, plan=plan
    ).defer("box")
    return {one.copy_id: one for one in rows}


def state_on_phone(phone: PhoneCopy, now: datetime) -> tuple[str, str] | None:
    """What only a telephone's copy can be; None where it stands as any copy does."""
    if phone.erased_at is not None:
        return "Erased from the phone", "grey"
    if phone.taken_at is not None:
        return None
    if phone.ended_at is not None or phone.newer_at is not None or phone.link_until <= now:
        return "Was not taken up", "grey"
    return "Offered", "blue"
