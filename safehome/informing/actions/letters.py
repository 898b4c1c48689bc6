"""A letter: written, read by a second person, called back, or on its way."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.audit import ledger as audit
from safehome.entries.queries import needs_second_person
from safehome.families.models import Channel
from safehome.informing import policies, queries
from safehome.informing.actions.holding import with_its_message
from safehome.informing.models import Letter, Told
from safehome.informing.queries import Addressee
from safehome.kit.ids import new_id
from safehome.kit.verdicts import deny, permit
from safehome.notices.actions import note_gone, queue_letter, recall_notice
from safehome.notices.models import Held
from safehome.people.access import Actor


def write_letter(
    to: Addressee, *, channel: str, template: str, title: str, body: str, matter: str, basis: str,
    by: Actor, agreement: Agreement | None = None, language: str = "en",
    format: str = "standard", pk: UUID | None = None,
) -> Letter:  # fmt: skip
    """Set a letter on its way. Its words and address are fixed from now on.

    It waits until it may go, and can be called back; by e-mail, to a confirmed
    professional alone, it then goes by itself. Refused to anybody who is not
    confirmed, with a place still open, or with a home in it that they must not
    learn of.
    """
    permit(policies.may_inform(by, to.family))
    _permit_recipient(to, channel)
    permit(policies.may_say(title, body, hidden=to.hidden))
    permit(queries.may_rely_on(basis, agreement))
    permit(queries.may_be_told(to, matter))
    wait = queries.manner_of(to.family.organisation_id).wait_minutes
    letter = Letter(
        pk=pk or new_id(), organisation_id=to.family.organisation_id, family=to.family,
        template=template, title=title.strip(), body=body.strip(), matter=matter, basis=basis,
        agreement=agreement, language=language, format=format, member=to.member,
        professional=to.professional, channel=channel,
        address=to.address if channel == Channel.POST else "", written_by_id=by.pk,
        needs_second_person=to.needs_second, hidden_homes=list(to.hidden.ids),
        goes_after=timezone.now() + timedelta(minutes=wait),
    )  # fmt: skip
    letter.save(force_insert=True)
    audit.record("letter.written", about=letter, by=by)
    if not letter.needs_second_person:
        _to_the_worker(letter, by=by)
    return letter


def _permit_recipient(to: Addressee, channel: str) -> None:
    """Whoever it is, as they stand now."""
    fresh = queries.as_they_stand(to.member, to.professional)
    if fresh.why_not:
        permit(deny(fresh.why_not))
    if channel not in fresh.ways:
        permit(deny("They cannot be written to in this way. Choose one of those that are offered."))
    if channel == Channel.POST and fresh.address != to.address:
        permit(deny("Their address has changed meanwhile. Look at it, and begin again."))


def check_letter(letter: Letter, *, by: Actor) -> Letter:
    """Read as a second person, and let go. Never by whoever wrote it."""
    permit(policies.may_inform(by, letter.family))
    now = with_its_message(letter)
    permit(policies.may_check(by, now))
    permit(queries.still_goes(now))
    now.checked_at = timezone.now()
    now.checked_by_id = by.pk
    now.save(update_fields=["checked_at", "checked_by"])
    audit.record("letter.checked", about=now, by=by)
    _anew(now, by=by)
    return now


def let_go(letter: Letter, *, by: Actor) -> Letter:
    """Let a letter go whose message was held, once somebody has looked and all of it holds."""
    permit(policies.may_inform(by, letter.family))
    now = with_its_message(letter)
    permit(policies.may_let_go(by, now))
    permit(policies.may_send(by, now, at=timezone.now(), second=needs_second_person(now.family)))
    permit(queries.still_goes(now))
    _anew(now, by=by)
    audit.record("letter.let-go", about=now, by=by)
    return now


def note_arrived(letter: Letter, *, by: Actor) -> Letter:
    """They say that they have a letter of which nobody knew; the ledger says it was told."""
    permit(policies.may_inform(by, letter.family))
    now = with_its_message(letter)
    permit(policies.may_note_arrived(by, now))
    assert now.notice is not None
    note_gone(now.notice, by=by)
    audit.record("letter.arrived", about=now, by=by)
    return now


def _anew(letter: Letter, *, by: Actor) -> None:
    """Give it to the worker in place of a message that was held, never beside one that may go."""
    before = letter.notice
    if before is not None and before.recalled_at is None:
        if before.held_at is None or before.held_because == Held.PERHAPS:
            return
        recall_notice(before, by=by)
    to = queries.as_they_stand(letter.member, letter.professional)
    letter.hidden_homes = list(to.hidden.ids)
    letter.save(update_fields=["hidden_homes"])
    _to_the_worker(letter, by=by)


def _to_the_worker(letter: Letter, *, by: Actor) -> None:
    """By e-mail the worker takes it, not before it may go; it checks the contact again."""
    if letter.channel != Channel.EMAIL or letter.professional is None:
        return
    letter.notice = queue_letter(
        letter.professional, paper=queries.paper_of(letter), by=by, at=letter.goes_after,
        language=letter.language,
    )  # fmt: skip
    letter.save(update_fields=["notice"])


def recall_letter(letter: Letter, *, by: Actor) -> Letter:
    """Call a letter back before it has gone."""
    permit(policies.may_inform(by, letter.family))
    now = with_its_message(letter)  # waits for the worker, if it has it
    permit(policies.may_recall(by, now))
    if now.notice is not None and now.notice.recalled_at is None:
        recall_notice(now.notice, by=by)
    now.recalled_at = timezone.now()
    now.recalled_by_id = by.pk
    now.save(update_fields=["recalled_at", "recalled_by"])
    audit.record("letter.recalled", about=now, by=by)
    return now


def note_sent(letter: Letter, *, by: Actor) -> Letter:
    """Note that a letter was handed over or posted; the ledger says who was told what.

    Everything is asked once more: a recipient or address that has changed since
    stops it, and the letter is called back and written again.
    """
    permit(policies.may_inform(by, letter.family))
    now = with_its_message(letter)
    permit(policies.may_send(by, now, at=timezone.now(), second=needs_second_person(now.family)))
    if now.channel == Channel.EMAIL:
        permit(deny("It goes by e-mail by itself when its time has come."))
    permit(queries.still_goes(now))
    now.sent_at = timezone.now()
    now.sent_by_id = by.pk
    now.save(update_fields=["sent_at", "sent_by"])
    Told.objects.create(
        organisation_id=now.organisation_id, family_id=now.family_id, member=now.member,
        professional=now.professional, matter=now.matter, told_on=timezone.localdate(),
        how=now.channel, basis=now.basis, agreement=now.agreement, letter=now,
        written_by_id=by.pk,
    )  # fmt: skip
    audit.record("letter.sent", about=now, by=by)
    return now
