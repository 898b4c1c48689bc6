"""Who may write letters, to whom, and what must be there before one goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from safehome.families.addresses import gives_away, same_place
from safehome.families.models import Channel, Family, FamilyMember, Household
from safehome.families.policies import may_write_in_family
from safehome.families.rules import ContactRule, may_contact
from safehome.informing.models import Letter
from safehome.informing.rules import still_open
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.network.models import Professional
from safehome.network.rules import has_ended
from safehome.notices.carriers import is_carried
from safehome.notices.models import Held
from safehome.notices.policies import NO_EMAIL_FOR_LETTERS
from safehome.people.access import Actor
from safehome.people.models import Role

LEAKS = (
    "These words say where a home is that they must not learn of, or enough to find it. Take the "
    "address out, and the street and postcode too."
)

UNSEEN = (
    "An address is kept hidden in this family that you cannot see. Somebody who sees the whole "
    "family, such as a safeguarding lead, reads the letter first."
)


@dataclass(frozen=True)
class Homes:
    """The homes of a family: those whose address must be kept from somebody, as text."""

    hidden: Sequence[str] = ()
    ids: Sequence[UUID] = ()
    unseen: Sequence[UUID] = ()  # hidden, and not for the person acting to see

    def are_in(self, *words: str) -> bool:
        return gives_away("\n".join(words), self.hidden)


def may_inform(person: Actor, family: Family) -> Verdict:
    return may_write_in_family(person, family)


def may_write_to_member(
    member: FamilyMember, *, channel: str, rule: ContactRule | None, home: Household | None,
    hidden: Homes, at: datetime,
) -> Verdict:  # fmt: skip
    """Whether a letter may be addressed to a member. home: where it would go, for post."""
    confirmed = _is_confirmed(member, rule, at.date())
    if not confirmed or rule is None:
        return confirmed
    if channel not in (Channel.POST, Channel.IN_PERSON):
        return deny("A letter's words go by post or by hand, and never by e-mail or text message.")
    verdict = may_contact(rule, channel, at)
    if not verdict:
        return deny(verdict.reason)
    if channel == Channel.POST:
        return _may_post(member, home, hidden, at.date())
    return ALLOW


def _is_confirmed(member: FamilyMember, rule: ContactRule | None, on: date) -> Verdict:
    if member.is_child:
        return deny("Letters go to adults. Give a child theirs by hand, with their carer.")
    if member.left_on is not None:
        return deny(f"{member.called} has left this family.")
    if rule is None:
        return deny(f"No way to reach {member.called} is agreed. Agree one with them first.")
    if rule.review_on is not None and rule.review_on < on:
        return deny(f"How to reach {member.called} is overdue to be looked at. Ask them first.")
    return ALLOW


def _may_post(member: FamilyMember, home: Household | None, hidden: Homes, on: date) -> Verdict:
    if home is None or not home.address.strip():
        return deny(f"No address is written for {member.called}. Hand it over, or ask for one.")
    if (home.until is not None and home.until < on) or (home.since and home.since > on):
        return deny(f"{member.called} does not live at that address now. Put it right first.")
    if any(same_place(home.address, other) for other in hidden.hidden):
        return deny(f"The address written for {member.called} is one they must not learn of. Check "
                    "where they live before anything is sent.")  # fmt: skip
    return ALLOW


def may_write_to_professional(professional: Professional, *, channel: str, on: date) -> Verdict:
    if professional.confirmed_at is None:
        return deny("This contact is not confirmed. Confirm it by telephone first.")
    if has_ended(professional.until, on=on):
        return deny("They no longer work with this family. Write to whoever does now.")
    if channel == Channel.POST and not professional.address.strip():
        return deny("No address is written for them. Add and confirm one, or choose another way.")
    if channel == Channel.EMAIL:
        return _may_email(professional)
    if channel not in (Channel.POST, Channel.EMAIL, Channel.IN_PERSON):
        return deny("A letter goes by post, by e-mail or by hand.")
    return ALLOW


def _may_email(professional: Professional) -> Verdict:
    if not is_carried(Channel.EMAIL):
        return deny(NO_EMAIL_FOR_LETTERS)
    if not professional.email:
        return deny("No e-mail address is written for them. Add and confirm one.")
    return ALLOW


def may_say(title: str, body: str, *, hidden: Homes) -> Verdict:
    """Whether a letter's words are whole, and give no hidden home away."""
    if not title.strip() or not body.strip():
        return deny("A letter needs a title and words.")
    gaps = still_open(f"{title}\n{body}")
    if gaps:
        return deny("Some places are still open: " + ", ".join(gaps) + ". Fill each, or take it "
                    "out.")  # fmt: skip
    if hidden.are_in(title, body):
        return deny(LEAKS)
    return ALLOW


def may_recall(person: Actor, letter: Letter) -> Verdict:
    if not may_inform(person, letter.family):
        return may_inform(person, letter.family)
    if letter.sent_at is not None:
        return deny("It has gone. Ring them, and write down what you said.")
    if letter.recalled_at is not None:
        return deny("It was called back already.")
    return ALLOW


def may_check(person: Actor, letter: Letter) -> Verdict:
    """A second person reads the letter: never whoever wrote it."""
    if not may_inform(person, letter.family):
        return may_inform(person, letter.family)
    if letter.recalled_at is not None or letter.sent_at is not None:
        return deny("It has gone or was called back: there is nothing to check.")
    if letter.checked_at is not None:
        return deny("A second person has read it already.")
    if letter.written_by_id == person.pk:
        return deny("Somebody else than its writer reads it before it goes.")
    return ALLOW


def may_send(person: Actor, letter: Letter, *, at: datetime, second: bool = False) -> Verdict:
    """second: whether a warning asks for a second reader by now, whatever held when written."""
    if not may_recall(person, letter):
        return may_recall(person, letter)
    if (letter.needs_second_person or second) and letter.checked_at is None:
        return deny("A second person reads it first.")
    if letter.goes_after > at:
        return deny("It waits a little, so that it can be called back. Come back when it may go.")
    return ALLOW


def may_let_go(person: Actor, letter: Letter) -> Verdict:
    """Let a letter go whose message was held: by whoever read it again."""
    if not may_recall(person, letter):
        return may_recall(person, letter)
    held = letter.notice.held_because if letter.notice is not None else ""
    if not held or held in (Held.SECOND, Held.PERHAPS):
        return deny("Only a letter whose message was held can be let go again.")
    return ALLOW


def may_note_arrived(person: Actor, letter: Letter) -> Verdict:
    if not may_recall(person, letter):
        return may_recall(person, letter)
    if letter.notice is None or letter.notice.held_because != Held.PERHAPS:
        return deny("Nothing is unclear about this letter.")
    return ALLOW


def may_print(letter: Letter, *, second: bool = False) -> Verdict:
    if letter.recalled_at is not None:
        return deny("It was called back, so there is no paper of it.")
    if (letter.needs_second_person or second) and letter.checked_at is None:
        return deny("A second person reads it first. Then it can be printed.")
    return ALLOW


def may_still_go(
    letter: Letter, *, ways: Sequence[str], why_not: str, address: str, hidden: Homes
) -> Verdict:
    """Whether what held when a letter was written still holds: asked for each paper and sending."""
    if why_not:
        return deny(why_not)
    if letter.channel not in ways:
        return deny("They can no longer be written to in this way. Call it back, and ask them.")
    if letter.channel == Channel.POST and letter.address != address:
        return deny("Their address has changed since. Call it back, and write it anew.")
    if hidden.are_in(letter.title, letter.body):
        return deny("It says where a home is that has been hidden since. Call it back.")
    if not set(hidden.unseen) <= set(letter.hidden_homes):
        return deny(UNSEEN)
    return ALLOW


def may_keep_templates(person: Actor) -> Verdict:
    if not person.has(Role.MANAGER):
        return deny("A service manager writes and retires the service's own letters.")
    return ALLOW


def may_set_manner(person: Actor) -> Verdict:
    if not person.has(Role.MANAGER, Role.ADMINISTRATOR):
        return deny("A service manager or administrator says how letters are written.")
    return ALLOW
