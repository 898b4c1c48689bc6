"""What a letter begins from: the pack's own letters, and the organisation's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from safehome.informing.models import LetterTemplate, Matter
from safehome.people.access import Actor
from safehome.programme.queries import pack_of, versions_in_force

# What a letter of the pack is about, by its name; anything else is something else.
ABOUT = {
    "to-referrer": Matter.REFERRAL, "waiting": Matter.REFERRAL, "decline-kindly": Matter.REFERRAL,
    "invitation": Matter.TAKING_PART, "to-other-carer": Matter.TAKING_PART,
    "what-to-expect": Matter.TAKING_PART, "missed-session": Matter.PROGRESS,
    "review": Matter.REVIEW, "ending": Matter.ENDING, "to-school": Matter.PLAN,
}  # fmt: skip
TO = {
    "carer": ("carer", "other-carer"), "referrer": ("referrer", "professional"),
    "school": ("school", "professional"), "therapist": ("therapist", "professional"),
}  # fmt: skip
BLANK = "own:blank"


@dataclass(frozen=True)
class Template:
    """Where a letter begins. key: "pack:review", "own:review" or "own:blank"."""

    key: str
    title: str
    to: str
    when: str
    language: str
    body: str
    matter: str


def templates_for(person: Actor, kind: str) -> list[Template]:
    """Letters meant for such a person: the organisation's own first, then the pack's."""
    wanted = TO.get(kind, (kind,))
    blank = Template(BLANK, "A letter of your own", kind, "Begin with an empty page.", "en",
                     "Dear {recipient_name},\n\n\n\nWith kind regards,\n\n{practitioner_name}\n"
                     "{organisation}", Matter.OTHER)  # fmt: skip
    return [one for one in [*_own(person), *pack_templates()] if one.to in wanted] + [blank]


def template_of(person: Actor, kind: str, key: str) -> Template | None:
    return next((one for one in templates_for(person, kind) if one.key == key), None)


def own_templates(person: Actor) -> QuerySet[LetterTemplate]:
    """The organisation's own that hold: the newest of each key that is not retired."""
    rows = LetterTemplate.objects.filter(organisation_id=person.organisation_id)
    newest: dict[str, UUID] = {}
    for key, pk in rows.order_by("key", "-written_at", "-id").values_list("key", "id"):
        newest.setdefault(key, pk)
    return rows.filter(pk__in=newest.values(), retired_at=None).order_by("title")


def _own(person: Actor) -> list[Template]:
    return [
        Template(f"own:{one.key}", one.title, one.to, "The service’s own letter.", one.language,
                 one.body, Matter.OTHER)
        for one in own_templates(person)
    ]  # fmt: skip


def pack_templates() -> list[Template]:
    """The letters of the pack in force today."""
    version = versions_in_force(on=timezone.localdate()).first()
    if version is None:
        return []
    return [
        Template(f"pack:{slug}", letter.head.title, letter.head.to, letter.head.when, "en",
                 letter.text.markdown.strip(), ABOUT.get(slug, Matter.OTHER))
        for slug, letter in pack_of(version).letters.items()
    ]  # fmt: skip
