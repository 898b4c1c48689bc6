"""Who may send a message, to whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from safehome.design.telephones import is_of_a_house
from safehome.families.models import Channel, Family, FamilyMember
from safehome.families.policies import may_write_in_family
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.measures.models import PrivateLink
from safehome.measures.policies import ENTERS
from safehome.network.models import Professional
from safehome.network.rules import has_ended
from safehome.notices.carriers import is_carried
from safehome.notices.models import Held, Notice
from safehome.notices.wording import address_gives_away
from safehome.people.access import Actor
from safehome.people.models import Role

CARRIED = (Channel.TEXT, Channel.EMAIL)
NAMES_SENDER = (Role.MANAGER, Role.ADMINISTRATOR)


def may_send(person: Actor, family: Family) -> Verdict:
    return may_write_in_family(person, family)


def may_be_carried(channel: str) -> Verdict:
    """Whether anybody was chosen, where this service runs, to carry messages of this kind."""
    if channel not in CARRIED:
        return deny("Choose a text message or an e-mail. Everything else goes by hand.")
    if not is_carried(channel):
        kind = "text messages" if channel == Channel.TEXT else "e-mail"
        return deny(
            f"Nobody was chosen to carry {kind} from this service, so none can be sent. Ring, or"
            f" say it when you next speak. Whoever runs the service can choose who carries {kind}."
        )
    return ALLOW


def may_reach_member(member: FamilyMember, channel: str) -> Verdict:
    """Whether a message may be addressed to a member at all; the rule is asked apart."""
    if member.is_child:
        return deny("Messages go to adults. Speak with a child, or through their carer.")
    if member.left_on is not None:
        return deny(f"{member.called} has left this family. Choose somebody else.")
    if not may_be_carried(channel):
        return may_be_carried(channel)
    if not (member.phone if channel == Channel.TEXT else member.email):
        what = "telephone number" if channel == Channel.TEXT else "e-mail address"
        return deny(f"No {what} is written for {member.called}. Add it, or choose another way.")
    if channel == Channel.TEXT and is_of_a_house(str(member.phone)):
        return deny(
            "This looks like a house telephone: a text would be read aloud to whoever answers."
            " Write their mobile number, or choose another way."
        )
    return ALLOW


NO_EMAIL_FOR_LETTERS = (
    "Nobody was chosen to carry e-mail from this service, so a letter goes by post or by hand."
)
MOST = 2  # messages about the same questions: one, and one reminder
LEFT = timedelta(days=1)  # that a private link must still last once its message comes


def may_send_link(person: Actor, link: PrivateLink, *, goes: datetime, earlier: int) -> Verdict:
    """Whether a private link may go by a message that comes at a moment.

    earlier: messages about the same questions that went, or are on their way.
    """
    if not person.has(*ENTERS):
        return deny("Private links are sent by practitioners and supervisors.")
    if not link.is_open():
        return deny("This private link is not open any more. Make a new one.")
    if link.begun_at is not None:
        return deny("They have begun to answer by this link already.")
    if earlier >= MOST:
        return deny(
            "A message and a reminder about these questions were sent. Ring them, or ask when you"
            " next speak."
        )
    if goes + LEFT > link.until:
        return deny(
            "By the times that they agreed to, it would come less than a day before the link ends."
            " Let it last longer, or show it."
        )
    return ALLOW


def may_carry(address: str, *, organisation: str) -> Verdict:
    """Whether a page's address may stand in a message: no word of it may tell what it is for."""
    giveaway = address_gives_away(address, also=organisation)
    if giveaway:
        return deny(
            f"“{giveaway}” in the address of this service would tell a stranger too much, so no"
            " message may carry it. Show the link, or ask whoever runs the service for another"
            " address."
        )
    return ALLOW


def may_reach_professional(professional: Professional, *, on: date) -> Verdict:
    if not is_carried(Channel.EMAIL):
        return deny(NO_EMAIL_FOR_LETTERS)
    if professional.confirmed_at is None:
        return deny("This contact is not confirmed. Confirm it by telephone first.")
    if has_ended(professional.until, on=on):
        return deny("They no longer work with this family. Choose whoever does now.")
    if not professional.email:
        return deny("No e-mail address is written for them. Add and confirm one first.")
    return ALLOW


def may_recall(person: Actor, notice: Notice) -> Verdict:
    if not may_write_in_family(person, notice.family):
        return may_write_in_family(person, notice.family)
    if notice.sent_at is not None:
        return deny("It has gone already and cannot be called back. Ring them if it was wrong.")
    if notice.recalled_at is not None:
        return deny("It was called back already.")
    if notice.handing_at is not None and notice.held_at is None:
        return deny("It is being handed over at this moment. Look again in a quarter of an hour.")
    return ALLOW


def may_note_gone(person: Actor, notice: Notice) -> Verdict:
    """Say of a message of which nobody knew that they have it."""
    if not may_write_in_family(person, notice.family):
        return may_write_in_family(person, notice.family)
    if notice.sent_at is not None or notice.recalled_at is not None:
        return deny("That is settled already.")
    if notice.held_because != Held.PERHAPS:
        return deny("Nothing is unclear about it: it did not go.")
    return ALLOW


def may_name_sender(person: Actor) -> Verdict:
    if not person.has(*NAMES_SENDER):
        return deny("A service manager or administrator chooses whom messages are from.")
    return ALLOW
