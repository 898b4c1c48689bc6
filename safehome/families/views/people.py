"""Correcting what is written of somebody, and agreeing how they may be reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safehome.families import actions, forms, policies, queries
from safehome.families.lent import lent
from safehome.families.models import FamilyMember
from safehome.families.telling import rule_in_words
from safehome.families.views.asking import ask
from safehome.kit.verdicts import permit
from safehome.people.endpoints import Request, endpoint

AS_BEFORE = (
    "channel", "also", "days", "not_before", "not_after", "hours", "voicemail_is_safe",
    "must_not_know",
)  # fmt: skip
MEANWHILE = (
    "Somebody else corrected this while you were writing. Nothing of yours is lost: it is in the "
    "form below. Compare, put right what needs it, and save again."
)

AGREED_MEANWHILE = (
    "Somebody else agreed this anew while you were writing. Theirs stands below; yours is in the "
    "form. Ask the carer which of them is right, and send it again."
)


@endpoint(roles=policies.WRITES, methods=("GET", "POST"), verb="member.form-seen", family=True)
def correct_member(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    member = queries.member_for(by, pk, purpose="correcting a member")
    permit(policies.may_write_in_family(by, member.family))
    households = {str(one.pk): one for one in queries.households_of(member.family)}
    kind = forms.FORMS[forms.kind_of(member)]
    posted = request.POST if request.method == "POST" else None
    form = kind(posted, households=households.values(), initial=forms.as_written(member))
    differences: list[dict[str, str]] = []
    kept = lent().keeping("member-correction", family=member.family, about=member.pk, by=by)
    if form.is_valid():
        facts = _as_kept(forms.facts_of(form))
        seen = _seen(request.POST.get("seen", ""))
        there = reverse("workspace:member", args=[member.pk])
        try:
            with transaction.atomic():
                if lent().was_sent(request, there):
                    return redirect(there)
                actions.correct_member(member, seen=seen, by=by, **facts)
        except actions.Changed as changed:
            differences = list(_apart(changed.now, form))
            member = changed.now
        else:
            kept.done()
            messages.success(request, f"What is written of {member.called} is corrected")
            return redirect(there)
    form.seen = member.version if posted is None or differences else _seen(posted.get("seen", ""))  # type: ignore[attr-defined]
    return ask(request, form, title=f"Correct what is written of {member.called}", send="Save",
               family=member.family, differences=differences, kept=kept,
               warning=MEANWHILE if differences else "")  # fmt: skip


def _seen(written: str) -> int:
    """The version that was on the screen; nonsense counts as one that is out of date."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _as_kept(facts: dict[str, Any]) -> dict[str, Any]:
    born = facts.pop("birth_date")
    household = facts.pop("household")
    return facts | {
        "birth_date": born.isoformat() if born else "",
        "birth_year": born.year if born else None,
        "household_id": UUID(household) if household else None,
    }


def _apart(now: FamilyMember, form: forms.MemberForm) -> Iterator[dict[str, str]]:
    """Where the record as it is now and the words just typed are not the same."""
    kept = forms.as_written(now)
    for name, field in form.fields.items():
        theirs, yours = _shown(field, kept[name]), _shown(field, form.cleaned_data[name])
        if theirs != yours:
            yield {"what": str(field.label), "now": theirs, "yours": yours}


def _shown(field: Any, value: object) -> str:
    labels = {str(key): str(text) for key, text in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    words = [labels.get(str(one), str(one)) for one in values if one not in (None, "")]
    return ", ".join(words) or "nothing"


@endpoint(
    roles=policies.WRITES, methods=("GET", "POST"), verb="safe-contact.form-seen", family=True
)
def agree_safe_contact(request: Request, pk: UUID) -> HttpResponse:
    by = request.actor
    member = queries.member_for(by, pk, purpose="agreeing safe contact")
    permit(policies.may_write_in_family(by, member.family))
    before = queries.contact_rules(member.family).get(member.pk)
    # What was agreed stands there to be gone through; the day for looking again is asked anew.
    usual = {name: getattr(before, name) for name in AS_BEFORE} if before else {}
    form = forms.SafeContactForm(request.POST if request.method == "POST" else None, initial=usual)
    kept = lent().keeping("safe-contact", family=member.family, about=member.pk, by=by)
    warning = ""
    if form.is_valid():
        there = reverse("workspace:member", args=[member.pk])
        seen = request.POST.get("seen", "")
        try:
            with transaction.atomic():
                if lent().was_sent(request, there):
                    return redirect(there)
                actions.agree_safe_contact(member, by=by, seen=seen, **form.cleaned_data)
        except actions.AgreedMeanwhile as meanwhile:
            before, warning = meanwhile.now, AGREED_MEANWHILE
        else:
            kept.done()
            messages.success(request, f"How to reach {member.called} is agreed")
            return redirect(there)
    said = f"Until now: {rule_in_words(member, before)}." if before else (
        "A message seen by the wrong person can do harm. Agree this with them."
    )  # fmt: skip
    form.seen = before.pk if before else ""  # type: ignore[attr-defined]
    return ask(request, form, title=f"How may we reach {member.called}?", send="Agree this",
               family=member.family, said=said, warning=warning, kept=kept)  # fmt: skip
