"""Slips in answers that were entered: corrected by a later version, or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from safehome.audit import ledger as audit
from safehome.kit.verdicts import permit
from safehome.measures import policies
from safehome.measures.actions.low import ask_again
from safehome.measures.models import Answers, AnswerWords, Done, GoalRating, Mode, Slip
from safehome.measures.rules import CORRECTS, SETS_ASIDE, SETS_ASIDE_A_LINK, WAITING
from safehome.people.access import Actor
from safehome.programme.instruments import scoring_of
from safehome.programme.rules import score
from safehome.programme.shapes import Questionnaire
from safehome.programme.shapes.instruments import Instrument

LONGEST = 500  # letters that say why
UNCHANGED = "Nothing is changed. Change what was put down wrongly."


class Overtaken(PermissionDenied):
    """Somebody corrected these answers, or set them aside, a moment before."""


@transaction.atomic
def correct_answers(
    before: Answers, questionnaire: Questionnaire | Instrument, given: Mapping[str, int], *,
    mode: str, help: str, on: date, words: Mapping[str, str], why: str, because: str, by: Actor,
) -> Answers:  # fmt: skip
    """Keep what the carer did answer beside what was entered; from now on it counts instead.

    given, words: all of them, as in `give_answers`; of goals the numbers alone, as their words
    stay. why: a code of `CORRECTS`; because: own words. The family must be open. Raises
    Overtaken where somebody was first, and ValueError where nothing differs or no reason is said.
    """
    permit(policies.may_correct(by, before))
    scores = score(scoring_of(questionnaire), given)
    said = {item: text.strip() for item, text in words.items() if text.strip()}
    after = _next_version(
        before, given=dict(given), scores={**scores.subscales, "total": scores.total}, mode=mode,
        help=help, given_on=on,
    )  # fmt: skip
    changed = _changed(before, after, said)
    return _correct(before, after, questionnaire, said, changed, why=why, because=because, by=by)


@transaction.atomic
def correct_scores(
    before: Answers, instrument: Instrument, scores: Mapping[str, float | None], *, on: date,
    why: str, because: str, by: Actor,
) -> Answers:  # fmt: skip
    """The same for scores that were worked out elsewhere. scores: all of them."""
    permit(policies.may_correct(by, before))
    after = _next_version(before, scores=dict(scores), given_on=on)
    changed = _changed(before, after, {})
    return _correct(before, after, instrument, {}, changed, why=why, because=because, by=by)


@transaction.atomic
def set_aside(answers: Answers, *, why: str, because: str, by: Actor) -> Slip:
    """A set was entered by mistake: it counts no more, and is due again.

    why: a code of `SETS_ASIDE`, of a private link of `SETS_ASIDE_A_LINK`. Raises Overtaken
    where somebody was first.
    """
    permit(policies.may_set_aside(by, answers))
    if answers.mode == Mode.LINK and why not in SETS_ASIDE_A_LINK:
        raise ValueError("What came by a private link was answered by somebody.")
    slip = _slip(answers, Done.SET_ASIDE, why, because, by=by)
    audit.record("answers.set-aside", about=answers, by=by, fields=("why",))
    return slip


def _correct(
    before: Answers, after: Answers, asked: Questionnaire | Instrument, words: Mapping[str, str],
    changed: list[str], *, why: str, because: str, by: Actor,
) -> Answers:  # fmt: skip
    if before.point == WAITING and before.journey_id == before.family_id:
        permit(policies.has_agreed_while_waiting(before.carer, after.given_on))
    if after.given_on > timezone.localdate():
        raise ValueError("The day is today or before.")
    if after.mode == Mode.LINK:
        raise ValueError("A private link is not how these answers came here.")
    if not changed:
        raise ValueError(UNCHANGED)
    # First: a later version comes only after a slip in the one before it.
    _slip(before, Done.CORRECTED, why, because, by=by)
    after.entered_by_id = by.pk
    after.save(force_insert=True)
    for item, text in words.items():
        AnswerWords.objects.create(
            organisation_id=after.organisation_id, family_id=after.family_id, answers=after,
            carer_id=after.carer_id, item=item, words=text,
        )  # fmt: skip
    for rating in _ratings(before):
        rating.pk = rating._meta.pk.get_default()
        rating.answers = after
        rating.save(force_insert=True)
    audit.record("answers.corrected", about=after, by=by, fields=changed)
    ask_again(before, after, asked, by=by)
    return after


def _next_version(before: Answers, **changes: object) -> Answers:
    """What comes after a version; what is not said anew is as it was."""
    keeps = ("given", "scores", "mode", "help", "given_on")
    facts = {name: changes.get(name, getattr(before, name)) for name in keeps}
    return Answers(
        organisation_id=before.organisation_id, family_id=before.family_id,
        carer_id=before.carer_id, journey_id=before.journey_id,
        pack_version_id=before.pack_version_id, questionnaire=before.questionnaire,
        point=before.point, language=before.language, version=before.version + 1, after=before,
        **facts,
    )  # fmt: skip


def _changed(before: Answers, after: Answers, words: Mapping[str, str]) -> list[str]:
    """Names of what differs, for the audit: items, scores, words, the day, how and with help."""
    found = [
        name for name in ("mode", "help", "given_on")
        if getattr(before, name) != getattr(after, name)
    ]  # fmt: skip
    marks = ("given",) if after.given or before.given else ("given", "scores")
    for name in marks:
        was, now = getattr(before, name), getattr(after, name)
        found += sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
    written = {
        one.item: one.words for one in AnswerWords.objects.filter(
            organisation_id=before.organisation_id, answers_id=before.pk
        )
    }  # fmt: skip
    found += sorted(
        item for item in {*written, *words} if written.get(item, "") != words.get(item, "")
    )
    return found


def _ratings(before: Answers) -> list[GoalRating]:
    return list(
        GoalRating.objects.filter(organisation_id=before.organisation_id, answers_id=before.pk)
    )


def _slip(answers: Answers, done: Done, why: str, because: str, *, by: Actor) -> Slip:
    codes = CORRECTS if done == Done.CORRECTED else SETS_ASIDE
    if why not in codes or not because.strip():
        raise ValueError("Say why, in a few words.")
    try:
        with transaction.atomic():
            return Slip.objects.create(
                organisation_id=answers.organisation_id, family_id=answers.family_id,
                answers=answers, carer_id=answers.carer_id, done=done, why=why,
                words=because.strip()[:LONGEST], found_by_id=by.pk,
            )  # fmt: skip
    except IntegrityError as fault:
        raise Overtaken(
            "Somebody corrected these answers, or set them aside, a moment ago."
        ) from fault
