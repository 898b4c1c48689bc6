"""What a draft lacks before it is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from safehome.plans import rules
from safehome.plans.models import BreachKind, Condition, ConditionKind, Rehearsal, Stage, Version
from safehome.plans.queries.written import Draft, around_of


def before(
    draft: Draft, sections: Mapping[str, str], *, today: date,
    rehearse: Mapping[str, str] = MappingProxyType({}),
) -> rules.Before:  # fmt: skip
    """What surrounds a draft, as the rules read it. One statement where it was not read with
    the draft, and one where a what-if is due.

    rehearse: the pack's what-ifs that are walked through first, id to words.
    """
    around = around_of(draft)
    breaches = [
        f"{BreachKind(one.kind).label.lower()} on {one.happened_on:%-d %B %Y}"
        for one in around.unanswered
    ]
    clashes = [
        str(ConditionKind(one.kind).label) for one in _clashing(draft, around.conditions, today)
    ]
    return rules.Before(
        children=draft.kids, adults=draft.adults, voices=set(draft.voices),
        said=set(draft.said), earlier=set(draft.earlier), breaches=breaches, clashes=clashes,
        sections=dict(sections), to_rehearse=_to_rehearse(draft.version, rehearse),
        unseen_children=around.unseen_children, unseen_sections=around.unseen_sections,
    )  # fmt: skip


def clashes_of(draft: Draft, *, today: date) -> list[Condition]:
    """What others laid down that says otherwise than this draft, and is not settled.

    One that is about a line clashes only while that line stands.
    """
    return _clashing(draft, around_of(draft).conditions, today)


def _clashing(draft: Draft, conditions: Iterable[Condition], today: date) -> list[Condition]:
    roots = {one.root for one in draft.lines}
    return [
        one for one in conditions
        if one.clash
        and (one.until is None or one.until >= today)
        and (one.root is None or one.root in roots)
    ]  # fmt: skip


def _to_rehearse(version: Version, rehearse: Mapping[str, str]) -> list[str]:
    if not rehearse:
        return []
    done = set(
        Rehearsal.objects.filter(
            organisation_id=version.organisation_id, version__plan_id=version.plan_id,
            prompt__in=list(rehearse), rehearsed_on__isnull=False,
        ).values_list("prompt", flat=True)
    )  # fmt: skip
    return [words for key, words in rehearse.items() if key not in done]


def what_is_missing(
    draft: Draft, sections: Mapping[str, str], *, today: date,
    rehearse: Mapping[str, str] = MappingProxyType({}),
) -> list[rules.Missing]:  # fmt: skip
    """What stands between this draft and being agreed, in the order of the plan."""
    lines = [
        rules.Written(
            one.root, one.section, one.text, one.instead, bool(draft.hands.get(one.pk)),
            draft.children.get(one.pk, frozenset()), one.suggestion,
        )
        for one in draft.lines
    ]  # fmt: skip
    return rules.what_is_missing(
        lines, before(draft, sections, today=today, rehearse=rehearse),
        interim=draft.version.stage == Stage.INTERIM, review_on=draft.version.review_on,
        today=today,
    )  # fmt: skip
