"""Any two versions of a plan, compared in words that a carer understands."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse

from safehome.design.words import day
from safehome.people.endpoints import Request, endpoint
from safehome.plans import policies, queries, rules
from safehome.plans.models import Plan, Version
from safehome.plans.queries import lived
from safehome.workspace.planning import pack
from safehome.workspace.planning.page import page
from safehome.workspace.planning.reading import in_words


class TwoVersionsForm(forms.Form):
    """Which two. An older one may be chosen second: they are put in order."""

    old = forms.ChoiceField(label="From")
    new = forms.ChoiceField(label="To")

    def __init__(self, *args: object, versions: list[Version], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [(str(one.pk), _called(one)) for one in versions]
        for name in ("old", "new"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


def _called(version: Version) -> str:
    if version.in_force_at is None:
        return f"Version {version.number}, being written"
    return f"Version {version.number}, {day(version.in_force_at.date())}"


@endpoint(roles=policies.READS, verb="plan.compared", family=True)
def compare(request: Request, pk: UUID) -> HttpResponse:
    """What is new, changed, gone and answered since the version that this one began from."""
    found = queries.version_for(request.actor, pk, purpose="comparing versions")
    if found.after_id is None:
        raise Http404
    before = queries.version_for(request.actor, found.after_id, purpose="comparing versions")
    return _compared(request, found.plan, before, found)


@endpoint(roles=policies.READS, verb="plan.compared", family=True)
def compare_any(request: Request, pk: UUID) -> HttpResponse:
    """Two versions as they are chosen; without a choice the last and the one before."""
    plan = queries.plan_for(request.actor, pk, purpose="comparing versions")
    versions = list(lived.versions_of(plan))
    if len(versions) < 2:
        raise Http404
    by_pk = {str(one.pk): one for one in versions}
    new = by_pk.get(request.GET.get("new", ""), versions[-1])
    old = by_pk.get(request.GET.get("old", ""), versions[-2])
    return _compared(request, plan, old, new)


def _compared(request: Request, plan: Plan, one: Version, other: Version) -> HttpResponse:
    before, version = sorted((one, other), key=lambda each: each.number)
    before.plan = version.plan = plan
    old, new = queries.read(before), queries.read(version)
    sections = pack.sections_of(pack.pack_for(plan.family_id, plan.organisation_id))
    changes = rules.compare(in_words(old), in_words(new), lived.reasons_gone(before, version))
    answers = lived.answers_between(before, version)
    return page(
        request, plan, "compare", "comparing versions", version=version, before=before,
        changes=[each for each in changes if each.change is not rules.Change.SAME],
        same=sum(1 for each in changes if each.change is rules.Change.SAME), sections=sections,
        answered=[(each.breach.happened_on, each.breach.what, each.words) for each in answers],
        form=TwoVersionsForm(
            initial={"old": before.pk, "new": version.pk}, versions=list(lived.versions_of(plan))
        ),
    )  # fmt: skip
