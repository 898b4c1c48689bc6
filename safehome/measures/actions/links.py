"""A private link: made for one carer, ended, and what came by it taken in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.actions.answers import give_answers
from safehome.measures.models import Answers, Help, LinkEnded, Mode, PrivateLink
from safehome.measures.outside import hash_of, place_of, sealed_sheet
from safehome.measures.queries.answers import is_answered
from safehome.measures.queries.links import sheet_for
from safehome.measures.queries.readings import pages_may_show, words_in
from safehome.measures.queries.supervision import first_in
from safehome.measures.rules import ENGLISH, WAITING, Answered
from safehome.people.access import Actor
from safehome.programme.instruments import item_ids, known_as
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.vault.codes import new_code
from safehome.vault.intake import open_intake, public_half

LASTS = 7  # days


@dataclass(frozen=True)
class MadeLink:
    """A link with its code, which is shown once and kept nowhere."""

    link: PrivateLink
    code: str


def token_of(code: str) -> bytes:
    """What a link's code comes to; spaces, dashes and small letters make no difference."""
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum()).encode()


def make_link(
    carer: FamilyMember, asked: Sequence[Questionnaire], *, journey: UUID,
    pack_version: PackVersion, point: str, by: Actor, days: int = LASTS, language: str = ENGLISH,
) -> MadeLink:  # fmt: skip
    """Make a link to the questions of one point. Refuses a second one while the first is open.

    days: how long it can be begun and sent, the last one whole; never longer than a licence
    lets its words be shown. journey: the family's own id while it waits; then the carer must
    have agreed to be asked. asked: in English. language: in which they and the pages around
    them are; refused where somebody has not read both. The family must be open.
    """
    now = timezone.now()
    permit(policies.may_make_link(by, carer, asked, days=days))
    said = _in_language(asked, pack_version, language, by=by)
    last = _last_day(asked, timezone.localdate() + timedelta(days=days))
    if point == WAITING and journey == carer.family_id:
        permit(policies.has_agreed_while_waiting(carer, timezone.localdate()))
        permit(policies.agrees_for_so_long(carer, last))
    earlier = PrivateLink.objects.filter(
        organisation_id=carer.organisation_id, journey_id=journey, carer=carer, point=point,
        sent_at=None, ended_at=None,
    )  # fmt: skip
    earlier.filter(until__lte=now).update(
        ended_at=now, ended_because=LinkEnded.RUN_OUT, sheet=b"", written=b""
    )
    permit(policies.is_only_link(is_open=earlier.exists()))
    code = f"{new_code()}-{new_code()[:4]}"
    names = [one.id for one in asked]
    first = first_in(journey, carer.organisation_id)
    kept = [one.id for one in asked if first and one.about_the_work]
    link = PrivateLink.objects.create(
        organisation_id=carer.organisation_id, family_id=carer.family_id, carer=carer,
        journey_id=journey, pack_version=pack_version, point=point, asked=names, to_answer=names,
        language=language,
        for_supervision=kept, kept_from_id=first.about_id if first and kept else None,
        token_hash=hash_of(token_of(code)),
        sheet=sealed_sheet(sheet_for(said, kept, language=language), token=token_of(code)),
        public_key=public_half(carer.organisation_id), made_by_id=by.pk,
        until=_end_of(last),
    )  # fmt: skip
    audit.record("answers.link-made", about=link, by=by, fields=names)
    return MadeLink(link, code)


def end_link(link: PrivateLink, *, by: Actor) -> PrivateLink:
    """End a link that was not sent. What was answered by it so far is gone."""
    link = PrivateLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    permit(policies.may_end_link(by, link))
    link.ended_at, link.ended_because = timezone.now(), LinkEnded.BY_US
    link.sheet = link.written = b""
    link.save(update_fields=["ended_at", "ended_because", "sheet", "written"])
    audit.record("answers.link-ended", about=link, by=by)
    return link


def replace_link(link: PrivateLink, *, by: Actor) -> PrivateLink:
    """End a link that nobody has begun, so that a new one takes its place."""
    now = PrivateLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    permit(policies.may_replace_link(by, now))
    return end_link(now, by=by)


def take_in(link: PrivateLink, *, by: Actor) -> list[Answers]:
    """Open what came by a link, and keep it as the carer's answers, given alone.

    A set that was answered another way meanwhile is not kept: answers stay as they
    were given first; the link says which. The family must be open.
    """
    link = (
        PrivateLink.objects.select_for_update(of=("self",))
        .select_related("carer", "pack_version")
        .defer("pack_version__files")
        .get(pk=link.pk)
    )
    permit(policies.may_take_in(by, link))
    said = json.loads(
        open_intake(
            link.organisation_id, bytes(link.box), place=place_of(link.organisation_id, link.pk)
        )
    )
    link.taken_in_at, link.taken_in_by_id = timezone.now(), by.pk
    link.box = b""
    link.not_kept = [
        name for name in said["answers"]
        if is_answered(
            link.carer, journey=link.journey_id, questionnaire=name, point=link.point
        )
    ]  # fmt: skip
    link.save(update_fields=["taken_in_at", "taken_in_by", "box", "not_kept"])
    audit.record("answers.link-taken-in", about=link, by=by)
    kept = {name: own for name, own in said["answers"].items() if name not in link.not_kept}
    return _keep(link, kept, help=Help(said["help"]), on=date.fromisoformat(said["on"]), by=by)


def _keep(
    link: PrivateLink, answered: Answered, *, help: str, on: date, by: Actor
) -> list[Answers]:
    pack = pack_of(link.pack_version)
    found = []
    for name, own in answered.items():
        # Of an instrument the words are not needed, and may no longer be there.
        asked = known_as(name, pack.questionnaires)
        items = item_ids(asked)
        found.append(
            give_answers(
                link.carer, asked,
                {item: int(value) for item, value in own.items()
                 if item in items and value is not None},
                journey=link.journey_id, pack_version=link.pack_version, point=link.point,
                mode=Mode.LINK, on=on, by=by, help=help, language=link.language,
                words={one.id: str(own.get(one.id) or "") for one in asked.open}
                if isinstance(asked, Questionnaire) else None,
                kept_from=link.kept_from_id if name in link.for_supervision else None,
            )
        )  # fmt: skip
    return found


def _in_language(
    asked: Sequence[Questionnaire], version: PackVersion, language: str, *, by: Actor
) -> list[Questionnaire]:
    """The questions in one language, with the pages around them; refuses what nobody has read."""
    permit(pages_may_show(by.organisation_id, language))
    said = []
    for words, verdict in words_in(by.organisation_id, asked, pack_of(version), language):
        permit(verdict)
        said.append(words)
    return said


def _last_day(asked: Sequence[Questionnaire], day: date) -> date:
    return min((day, *(one.licensed.until for one in asked
                       if one.licensed and one.licensed.until)))  # fmt: skip


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
