"""Letters, and to whom one may be written. Open the family first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from safehome.entries.queries import needs_second_person
from safehome.families.homes import hidden_homes
from safehome.families.models import (
    Channel,
    Family,
    FamilyMember,
    Need,
)
from safehome.families.queries import (
    LANGUAGES,
    contact_rules,
    members_of,
    rule_of,
)
from safehome.families.telling import rule_in_words
from safehome.informing.models import Letter, LetterFormat, Manner
from safehome.informing.policies import (
    Homes,
    may_print,
    may_send,
    may_still_go,
    may_write_to_member,
    may_write_to_professional,
)
from safehome.informing.queries.grounds import may_still_rely_on
from safehome.informing.queries.knowing import map_of, warnings_for
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.network.models import Professional, ProfessionalRole
from safehome.network.rules import has_ended
from safehome.notices.carriers import is_carried
from safehome.notices.models import Held
from safehome.notices.policies import NO_EMAIL_FOR_LETTERS
from safehome.people.access import Actor

BY_MEMBER = (Channel.IN_PERSON, Channel.POST)
BY_PROFESSIONAL = (Channel.EMAIL, Channel.POST, Channel.IN_PERSON)
SENT = {Channel.POST: "Posted", Channel.IN_PERSON: "Handed over", Channel.EMAIL: "Sent by e-mail"}
KINDS = {ProfessionalRole.SCHOOL: "school", ProfessionalRole.THERAPIST: "therapist"}


@dataclass(frozen=True)
class Addressee:
    """Somebody to whom a letter might go, and by which ways it may."""

    family: Family
    member: FamilyMember | None
    professional: Professional | None
    name: str
    called: str
    what: str
    kind: str  # carer, other-carer, school, therapist or referrer: which letters are for them
    ways: tuple[str, ...]
    why_not: str
    rule: str
    address: str
    hidden: Homes
    language: str
    format: str
    not_by: str = ""  # why one of the usual ways is not offered to anybody

    @property
    def pk(self) -> UUID:
        found = self.member or self.professional
        assert found is not None
        return found.pk

    @property
    def needs_second(self) -> bool:
        """Whether a letter to them is read by somebody else before it goes.

        For a warning, or for a home that is hidden and that the writer does not see:
        nobody can keep an address out of their words whom nobody told of it.
        """
        return bool(self.hidden.unseen) or needs_second_person(self.family)

    @property
    def reads(self) -> str:
        return LANGUAGES.get(self.language, self.language)


def manner_of(organisation: UUID) -> Manner:
    """How this organisation writes; what is usual, where it has not said."""
    found = Manner.objects.filter(organisation_id=organisation).first()
    return found or Manner(organisation_id=organisation)


def hidden_from(family: Family, member: FamilyMember | None) -> Homes:
    """Addresses that must not reach somebody. A professional is told none: letters are passed
    on."""
    found = hidden_homes(family, member)
    return Homes(
        tuple(home.address for home in found.seen if home.address),
        tuple(home.pk for home in found.seen), found.unseen,
    )  # fmt: skip


def hidden_at_all(family: Family) -> Homes:
    """Every address that is hidden from anybody: for words that many may read."""
    return hidden_from(family, None)


def member_addressee(member: FamilyMember) -> Addressee:
    rule = contact_rules(member.family).get(member.pk)
    hidden, home = hidden_from(member.family, member), member.household
    verdicts = {
        way: may_write_to_member(
            member, channel=way, rule=rule_of(rule), home=home, hidden=hidden,
            at=timezone.localtime(),
        )
        for way in BY_MEMBER
    }  # fmt: skip
    return Addressee(
        family=member.family, member=member, professional=None, name=member.name,
        called=member.called, what="carer" if member.is_carer else "adult", kind="carer",
        ways=_open(verdicts), why_not=_why_not(verdicts),
        rule=rule_in_words(member, rule) if rule else "",
        address=home.address if home and verdicts[Channel.POST] else "", hidden=hidden,
        language=member.language, format=_format(member),
    )  # fmt: skip


def professional_addressee(professional: Professional) -> Addressee:
    verdicts = {
        way: may_write_to_professional(professional, channel=way, on=timezone.localdate())
        for way in BY_PROFESSIONAL
    }
    role = ProfessionalRole(professional.role)
    what = professional.role_words or role.label.lower()
    return Addressee(
        family=professional.family, member=None, professional=professional,
        name=professional.name, called=professional.name,
        what=f"{what}, {professional.agency}" if professional.agency else what,
        kind=KINDS.get(role, "referrer"), ways=_open(verdicts), why_not=_why_not(verdicts),
        rule="", address=professional.address, hidden=hidden_from(professional.family, None),
        language="en", format=LetterFormat.STANDARD,
        not_by="" if is_carried(Channel.EMAIL) else NO_EMAIL_FOR_LETTERS,
    )  # fmt: skip


def as_they_stand(member: FamilyMember | None, professional: Professional | None) -> Addressee:
    """Somebody read anew: what held when a page was drawn may hold no longer."""
    if member is not None:
        members = FamilyMember.objects.select_related("family", "household")
        return member_addressee(members.get(pk=member.pk))
    assert professional is not None
    return professional_addressee(
        Professional.objects.select_related("family").get(pk=professional.pk)
    )


def still_goes(letter: Letter) -> Verdict:
    """Whether a letter may still go: everything that was asked when it was written, asked now."""
    to = as_they_stand(letter.member, letter.professional)
    verdict = may_still_go(
        letter, ways=to.ways, why_not=to.why_not, address=to.address, hidden=to.hidden
    )
    if verdict:
        verdict = may_still_rely_on(letter.basis, letter.agreement_id)
    return may_be_told(to, letter.matter) if verdict else verdict


def may_be_told(to: Addressee, matter: str) -> Verdict:
    """What somebody must not be told is not written to them."""
    for one in warnings_for(map_of(to.family), recipient=to.pk, matter=matter):
        if one.stops:
            return deny(f"{one.words} If that has changed, change it in who knows what first.")
    return ALLOW


def addressees_of(family: Family) -> list[Addressee]:
    """Everybody to whom letters are written, those one may not write to with the reason."""
    adults = [one for one in members_of(family) if not one.is_child and one.left_on is None]
    theirs = Professional.objects.filter(organisation_id=family.organisation_id, family=family)
    today = timezone.localdate()
    found = [member_addressee(one) for one in adults]
    found += [professional_addressee(one) for one in theirs if not has_ended(one.until, on=today)]
    return found


def _open(verdicts: dict[Channel, Verdict]) -> tuple[str, ...]:
    return tuple(way.value for way, verdict in verdicts.items() if verdict)


def _why_not(verdicts: dict[Channel, Verdict]) -> str:
    return "" if any(verdicts.values()) else next(iter(verdicts.values())).reason


def _format(member: FamilyMember) -> str:
    if Need.EASY_READ in member.needs:
        return LetterFormat.EASY
    return LetterFormat.LARGE if Need.LARGE_PRINT in member.needs else LetterFormat.STANDARD


def professional_for(person: Actor, pk: UUID) -> Professional:
    """One professional of a family that this person sees, or 404. Open the family afterwards."""
    return get_object_or_404(
        Professional.objects.select_related("family__team"),
        pk=pk,
        organisation_id=person.organisation_id,
    )


def people_told(family: Family, *, children: bool = False) -> list[tuple[str, str, dict[str, Any]]]:
    """Whom somebody may be: a key for a form, a name, and how an action wants them."""
    found: list[tuple[str, str, dict[str, Any]]] = [
        (str(one.pk), one.name, {"member": one})
        for one in members_of(family)
        if (children or not one.is_child) and one.left_on is None
    ]
    today = timezone.localdate()
    return found + [
        (str(one.pk), one.name, {"professional": one})
        for one in Professional.objects.filter(
            organisation_id=family.organisation_id, family=family
        )
        if not has_ended(one.until, on=today)
    ]


def may_send_now(person: Actor, letter: Letter) -> bool:
    second = needs_second_person(letter.family)
    return letter.channel != Channel.EMAIL and bool(
        may_send(person, letter, at=timezone.now(), second=second)
    )


def may_print_now(letter: Letter) -> Verdict:
    """Whether there may be a paper of it to take away: it goes as it was asked for, or went."""
    verdict = may_print(letter, second=needs_second_person(letter.family))
    return still_goes(letter) if verdict and letter.sent_at is None else verdict


def state_of(letter: Letter) -> tuple[str, str]:
    """Where a letter stands, in words, and the colour of its tag."""
    if letter.recalled_at is not None:
        return "Called back", "grey"
    if letter.sent_at is not None:
        return SENT[Channel(letter.channel)], "green"
    if letter.needs_second_person and letter.checked_at is None:
        return "Waits for a second person", "yellow"
    if letter.notice is not None and letter.notice.held_at is not None:
        perhaps = letter.notice.held_because == Held.PERHAPS
        return ("May have gone", "red") if perhaps else ("Did not go", "red")
    if letter.goes_after > timezone.now():
        return "Can be called back", "blue"
    return ("On its way", "blue") if letter.channel == Channel.EMAIL else ("Ready to go", "yellow")


def why_it_did_not_go(letter: Letter) -> str:
    """Why a letter's message was held, and what somebody does about it; "" when it was not."""
    notice = letter.notice
    if notice is None or notice.held_at is None or letter.sent_at or letter.recalled_at:
        return ""
    if notice.held_because == Held.SECOND:
        return ""  # said by its state
    if notice.held_because == Held.PERHAPS:
        return (
            "It may have gone: handing it over was cut short. It is not sent again by itself. "
            "Ring them and ask, then say here what they said."
        )
    why = str(Held(notice.held_because).label)
    return f"It did not go: {why[0].lower()}{why[1:]}."


def letter_for(person: Actor, pk: UUID) -> Letter:
    """One letter, or 404."""
    found = Letter.objects.select_related(
        "family__team", "member__household", "professional", "written_by", "checked_by",
        "recalled_by", "sent_by", "notice",
    ).defer("notice__box")  # fmt: skip
    return get_object_or_404(found, pk=pk, organisation_id=person.organisation_id)


def letters_of(family: Family) -> QuerySet[Letter]:
    return (
        Letter.objects.filter(organisation_id=family.organisation_id, family=family)
        .select_related("member", "professional", "written_by", "notice")
        .defer("body", "address", "notice__box")
    )


def letters_that_wait(person: Actor) -> QuerySet[Letter]:
    """Letters that wait for a second person, or to be handed over. Row security says whose."""
    return (
        Letter.objects.filter(
            organisation_id=person.organisation_id, sent_at=None, recalled_at=None
        )
        .select_related("family", "member", "professional")
        .defer("body", "address")
        .order_by("written_at")
    )
