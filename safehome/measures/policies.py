"""Who may enter and read answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from safehome.agreements.queries import is_agreed
from safehome.agreements.rules import WAITING_QUESTIONS
from safehome.families.models import FamilyMember
from safehome.kit.verdicts import ALLOW, Verdict, deny
from safehome.measures.models import Answers, CheckInAsked, ForSupervision, Mode, PrivateLink
from safehome.measures.rules import Translation
from safehome.people.access import Actor
from safehome.people.endpoints import STAFF
from safehome.people.models import Role
from safehome.programme.instruments import may_use_words
from safehome.programme.queries import pack_of
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

ENTERS = frozenset({Role.PRACTITIONER, Role.SUPERVISOR})
CHECKS_IN = ENTERS | {Role.SAFEGUARDING_LEAD}
KEEPS_LICENCES = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
SUPERVISES = frozenset({Role.SUPERVISOR, Role.SAFEGUARDING_LEAD})
READS = ENTERS | {Role.SAFEGUARDING_LEAD, Role.RECORDS_OFFICER}


def may_enter_answers(person: Actor, carer: FamilyMember) -> Verdict:
    if not person.has(*ENTERS):
        return deny("Answers are entered by practitioners and supervisors.")
    if not carer.is_carer:
        return deny("Only carers answer this questionnaire.")
    if carer.organisation_id != person.organisation_id:
        return deny("This carer is not of your organisation.")
    return ALLOW


def may_ask_while_waiting(person: Actor, *, has_begun: bool) -> Verdict:
    """Before a journey begins, and never afterwards: then it is the start that is asked."""
    if not person.has(*ENTERS):
        return deny("Answers are entered by practitioners and supervisors.")
    if has_begun:
        return deny("A journey has begun. Ask these questions on its page, at the start.")
    return ALLOW


def has_agreed_while_waiting(carer: FamilyMember, *days: date) -> Verdict:
    """Whether a carer who waits agreed to be asked, and it holds on each of these days.

    Asked in every record of the family. The family must be open, to say who.
    """
    if all(is_agreed(carer.family_id, WAITING_QUESTIONS, on=day, carer=carer.pk) for day in days):
        return ALLOW
    return deny(
        f"{carer.called} has not agreed to be asked while they wait, or does not any more, or not"
        " yet on that day. Ask them first, on “Questions while they wait”."
    )


def agrees_for_so_long(carer: FamilyMember, until: date) -> Verdict:
    """Whether what a carer who waits agreed to still holds on the last day of a link."""
    if is_agreed(carer.family_id, WAITING_QUESTIONS, on=until, carer=carer.pk):
        return ALLOW
    return deny(
        f"What {carer.called} agreed to runs out before the link would. Choose fewer days, or ask"
        " them again first."
    )


THEIRS = (
    "The carer gave these answers alone, by a private link, so they are theirs: nobody here changes"
    " them. What they see differently now they can say at the next point. If somebody else"
    " answered, or it was another point, set them aside."
)


def may_correct(person: Actor, answers: Answers) -> Verdict:
    """Whether a slip in what was entered may be corrected. Keeping it asks whether it stands."""
    may = _may_put_right(person, answers)
    return deny(THEIRS) if may and answers.mode == Mode.LINK else may


def may_set_aside(person: Actor, answers: Answers) -> Verdict:
    return _may_put_right(person, answers)


def _may_put_right(person: Actor, answers: Answers) -> Verdict:
    if not person.has(*ENTERS):
        return deny("Mistakes in answers are corrected by practitioners and supervisors.")
    if answers.organisation_id != person.organisation_id:
        return deny("These answers are not of your organisation.")
    if answers.kept_from_id is not None:
        return deny(
            "Feedback that went to supervision stays as it was given. If something was put down"
            " wrongly, say so in supervision."
        )
    if _is_about_the_work(answers) and not person.has(Role.SUPERVISOR):
        return deny(
            "This is feedback on the work, so a practitioner changes nothing in it, whoever entered"
            " it. If something was put down wrongly, ask a supervisor of the family’s team."
        )
    return ALLOW


def _is_about_the_work(answers: Answers) -> bool:
    asked = pack_of(answers.pack_version).questionnaires.get(answers.questionnaire)
    return asked is not None and asked.about_the_work


LONGEST = 14  # days that a private link may last
# A goal's words are the carer's own, and stand with the family's record.
IN_PERSON = {"goals": "Goals are the carer’s own words, so they are talked about in person."}


def may_be_asked_by_link(asked: Questionnaire) -> Verdict:
    """Whether a questionnaire can be asked by a private link at all."""
    if asked.for_ != "carer":
        return deny(f"“{asked.title}” is not for carers.")
    if asked.id in IN_PERSON:
        return deny(IN_PERSON[asked.id])
    return may_use_words(asked, "display", on=timezone.localdate())


def may_make_link(
    person: Actor, carer: FamilyMember, asked: Sequence[Questionnaire], *, days: int
) -> Verdict:
    may = may_enter_answers(person, carer)
    if not may:
        return may
    if not asked:
        return deny("Choose at least one set of questions.")
    if not 1 <= days <= LONGEST:
        return deny(f"A private link lasts from one day to {LONGEST}.")
    refused = [verdict for one in asked if not (verdict := may_be_asked_by_link(one))]
    return refused[0] if refused else ALLOW


def is_only_link(*, is_open: bool) -> Verdict:
    if is_open:
        return deny("A private link to these questions is open already. End it first.")
    return ALLOW


def may_end_link(person: Actor, link: PrivateLink) -> Verdict:
    if not person.has(*ENTERS):
        return deny("Private links are ended by practitioners and supervisors.")
    if link.sent_at is not None:
        return deny("Answers have come by this link. Take them in.")
    if link.ended_at is not None:
        return deny("This link has ended already.")
    return ALLOW


def may_replace_link(person: Actor, link: PrivateLink) -> Verdict:
    """Whether a link may make place for a new one in the same press: nothing is lost by it."""
    may = may_end_link(person, link)
    if may and link.begun_at is not None:
        return deny("They have begun to answer by this link. To make a new one, end it first.")
    return may


def may_take_in(person: Actor, link: PrivateLink) -> Verdict:
    if not person.has(*ENTERS):
        return deny("Answers are taken in by practitioners and supervisors.")
    if link.sent_at is None:
        return deny("Nothing has come by this link yet.")
    if link.taken_in_at is not None:
        return deny("What came by this link was taken in already.")
    return ALLOW


def may_write_check_in(person: Actor, ask: CheckInAsked) -> Verdict:
    if not person.has(*CHECKS_IN):
        return deny(
            "Check-ins are written down by practitioners, supervisors and safeguarding leads."
        )
    if ask.organisation_id != person.organisation_id:
        return deny("This family is not of your organisation.")
    return ALLOW


def may_keep_licences(person: Actor) -> Verdict:
    if not person.has(*KEEPS_LICENCES):
        return deny("Licences are recorded by administrators and managers.")
    return ALLOW


def may_choose_to_ask(person: Actor, instrument: Instrument, words: Verdict) -> Verdict:
    """Whether an instrument can be asked at points of the programme. words: may they be shown?"""
    may = may_keep_licences(person)
    if not may:
        return may
    if instrument.for_ != "carer":
        return deny(f"“{instrument.title}” is not for carers.")
    return ALLOW if instrument.scores_only else words


def may_enter_feedback(person: Actor, *, about: UUID | None, mode: str) -> Verdict:
    """Whether somebody may put this set down. about: from whom it is kept, if it is."""
    if about is None or mode == Mode.LINK:
        return ALLOW
    if about == person.pk:
        return deny(
            "This feedback is about your own work, and goes to supervision first. So somebody else"
            " asks it: the carer by a private link, or on paper that they hand over in a closed"
            " envelope and a colleague types in."
        )
    return deny(OWN_HANDS) if mode == Mode.TOGETHER else ALLOW


OWN_HANDS = (
    "This feedback goes to supervision first, so the carer answers it alone: by a private link, or"
    " on paper that they hand over in a closed envelope."
)


def may_supervise(person: Actor, *, about: UUID) -> Verdict:
    """Whether somebody may read feedback first, and open it. Row security asks for the team."""
    if not person.has(*SUPERVISES):
        return deny("That is for the team’s supervisor or the safeguarding lead.")
    if about == person.pk:
        return deny("Feedback on one’s own work is looked at with somebody else first.")
    return ALLOW


def is_not_opened(kept: ForSupervision) -> Verdict:
    return deny("It was talked about already.") if kept.opened_at else ALLOW


def may_read_wording(person: Actor, one: Translation) -> Verdict:
    """Whether somebody may say that a translation says the same: never whoever put it here."""
    if not person.has(*STAFF):
        return deny("That is for the staff of the organisation.")
    if person.pk in one.loaded_by:
        return deny("You loaded these words, so somebody else reads them beside the English.")
    return ALLOW
