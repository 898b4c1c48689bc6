"""Writing a message and calling it back. Sending is the worker's (`sending.py`)."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.families.models import Channel, FamilyMember
from safehome.families.queries import contact_rules, rule_of
from safehome.families.rules import Why, may_contact, next_time
from safehome.kit.verdicts import deny, permit
from safehome.measures.models import PrivateLink
from safehome.network.models import Professional
from safehome.notices import policies
from safehome.notices.keys import place_of, to_worker
from safehome.notices.models import Notice, NoticeKind, Sender
from safehome.notices.queries import messages_about, on_its_way, sender_of
from safehome.notices.translation import messages_may_show
from safehome.notices.wording import NEEDS_A_MOMENT, Page, gives_away, words_of
from safehome.people.access import Actor

TOO_LATE = (
    "By the times that they agreed to, it would come after the meeting. Ring them, or tell them "
    "when you next speak."
)


def queue_notice(
    member: FamilyMember, kind: str, *, channel: str, by: Actor, language: str = "",
    meets_at: datetime | None = None, at: datetime | None = None,
) -> Notice:  # fmt: skip
    """Send a member a message with fixed words, as soon as their rule allows.

    The family must be open. at: not before this moment. Refused when the rule
    does not allow the channel or is overdue; outside the times agreed it waits
    for the next that suits. The worker asks the rule again when it sends.
    """
    permit(policies.may_send(by, member.family))
    permit(policies.may_reach_member(member, channel))
    if kind == NoticeKind.LETTER:
        permit(deny("A letter's own words never go to a carer by e-mail or text message."))
    if kind == NoticeKind.PRIVATE_LINK:
        permit(deny("A private link is sent where it is made."))
    if kind in NEEDS_A_MOMENT and (meets_at is None or meets_at <= timezone.now()):
        permit(deny("Say when the meeting is. It must be still to come."))
    goes = _when_it_may_go(member, channel, at or timezone.now())
    if meets_at is not None and goes >= meets_at:
        raise PermissionDenied(TOO_LATE)
    notice = Notice(
        organisation_id=member.organisation_id, family_id=member.family_id, kind=kind,
        channel=channel, member=member, language=language or member.language, meets_at=meets_at,
        version=member.version, not_before=goes, written_by_id=by.pk,
    )  # fmt: skip
    return _put(notice, _address_of(member, channel), by=by)


def queue_link(
    link: PrivateLink, *, address: str, channel: str, by: Actor, language: str = ""
) -> Notice:
    """Send a carer the private link that was just made, as soon as their rule allows.

    address: the link's own, with its code, which goes into the sealed box and nowhere else.
    The family must be open. Refused where the rule does not allow the channel, where the
    message could come too late to be of use, where nobody here has read its words in that
    language, where the address itself would tell a stranger what it is about, and a third time
    about the same questions. The worker asks the rule again when it sends, and whether the
    link is still open.
    """
    member = link.carer
    permit(policies.may_send(by, member.family))
    permit(policies.may_reach_member(member, channel))
    goes = _when_it_may_go(member, channel, timezone.now())
    permit(policies.may_carry(address, organisation=by.organisation_name))
    permit(messages_may_show(by.organisation_id, language or link.language))
    permit(policies.may_send_link(by, link, goes=goes, earlier=messages_about(link)))
    notice = Notice(
        organisation_id=link.organisation_id, family_id=link.family_id,
        kind=NoticeKind.PRIVATE_LINK, channel=channel, member=member, private_link=link,
        language=language or link.language, version=member.version, not_before=goes,
        written_by_id=by.pk,
    )  # fmt: skip
    page = Page(address, timezone.localdate(link.until))
    return _put(notice, _address_of(member, channel), by=by, page=page)


def recall_link(link: PrivateLink, *, by: Actor) -> None:
    """Call back what carries a private link that was ended, unless it is being handed over."""
    permit(policies.may_send(by, link.family))
    for notice in on_its_way(link):
        recall_notice(notice, by=by)


def _when_it_may_go(member: FamilyMember, channel: str, at: datetime) -> datetime:
    """The first moment from `at` on that suits a member's rule; refused when none does."""
    wanted = timezone.localtime(max(at, timezone.now()))
    rule = rule_of(contact_rules(member.family).get(member.pk))
    verdict = may_contact(rule, channel, wanted)
    if not verdict and verdict.why is not Why.TIME:
        permit(deny(verdict.reason))
    goes = next_time(rule, channel, wanted) if rule else None
    if goes is None:
        raise PermissionDenied("No time that they agreed to would allow it. Ask them again.")
    return goes


def _address_of(member: FamilyMember, channel: str) -> str:
    return str(member.phone if channel == Channel.TEXT else member.email)


def queue_letter(
    professional: Professional, *, paper: bytes, by: Actor, at: datetime, language: str = "en"
) -> Notice:
    """Send a confirmed professional a letter as an attachment, not before a moment."""
    permit(policies.may_send(by, professional.family))
    permit(policies.may_reach_professional(professional, on=timezone.localdate()))
    notice = Notice(
        organisation_id=professional.organisation_id, family_id=professional.family_id,
        kind=NoticeKind.LETTER, channel=Channel.EMAIL, professional=professional,
        language=language, version=professional.version, not_before=at, written_by_id=by.pk,
    )  # fmt: skip
    return _put(notice, professional.email, by=by, paper=paper)


def _put(
    notice: Notice, address: str, *, by: Actor, paper: bytes = b"", page: Page | None = None
) -> Notice:
    meets = timezone.localtime(notice.meets_at) if notice.meets_at else None
    words = words_of(notice.kind, notice.language, at=meets, page=page)
    inside = {
        "to": address, "subject": words.subject, "text": words.text,
        "sender": sender_of(notice.organisation_id),
        "paper": base64.b64encode(paper).decode() if paper else "",
    }  # fmt: skip
    notice.box = to_worker(json.dumps(inside).encode(), place=place_of(notice.pk))
    notice.save(force_insert=True)
    audit.record("notice.written", about=notice, by=by)
    return notice


def recall_notice(notice: Notice, *, by: Actor) -> Notice:
    """Call a message back, or set aside one that was held. Waits for a sending under way."""
    permit(policies.may_send(by, notice.family))
    now = Notice.objects.select_for_update(of=("self",)).defer("box").get(pk=notice.pk)
    permit(policies.may_recall(by, now))
    now.recalled_at = timezone.now()
    now.recalled_by_id = by.pk
    now.save(update_fields=["recalled_at", "recalled_by"])
    audit.record("notice.recalled", about=now, by=by)
    return now


def note_gone(notice: Notice, *, by: Actor) -> Notice:
    """They have a message of which nobody knew whether it went: it counts as sent then."""
    permit(policies.may_send(by, notice.family))
    now = Notice.objects.select_for_update(of=("self",)).defer("box").get(pk=notice.pk)
    permit(policies.may_note_gone(by, now))
    now.sent_at = now.handing_at
    now.save(update_fields=["sent_at"])
    audit.record("notice.noted-gone", about=now, by=by)
    return now


def name_sender(name: str, *, by: Actor) -> Sender:
    """Choose whom messages are from. Refuses a name that says what the work is."""
    permit(policies.may_name_sender(by))
    giveaway = gives_away(name, also=by.organisation_name)
    if giveaway:
        permit(deny(f"“{giveaway}” would tell a stranger too much. Choose another name."))
    sender = Sender.objects.create(
        organisation_id=by.organisation_id, name=name, written_by_id=by.pk
    )
    audit.record("sender.named", about=sender, by=by)
    return sender
