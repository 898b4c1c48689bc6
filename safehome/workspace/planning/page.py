"""What every page of a plan stands in: the family's banner, and the way back."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from safehome.drafts.keeping import Keeping
from safehome.drafts.keys import new_key
from safehome.people.endpoints import Request
from safehome.plans.models import Account, Answer, Line, Plan, Setting, Voice
from safehome.plans.queries import as_seen
from safehome.workspace.queries.family import about_family


def title_of(plan: Plan) -> str:
    """A plan by its setting and which one it is; nothing while it is not begun."""
    if not plan.setting:
        return ""
    called = f": {plan.called}" if plan.called else ""
    return f"{Setting(plan.setting).label}{called}"


def page(
    request: Request, plan: Plan, template: str, purpose: str, *, folder: str = "planning",
    **more: object,
) -> HttpResponse:  # fmt: skip
    """One page of a plan, with the family's banner on it."""
    about = about_family(request.actor, plan.family_id, purpose=purpose)
    return render(request, f"workspace/{folder}/{template}.html", {
        "about": about, "family": about.family, "plan": plan, "plan_title": title_of(plan),
        "key": new_key(), "today": timezone.localdate(), **more,
    })  # fmt: skip


def ask(
    request: Request, plan: Plan, form: Form, *, title: str, send: str, back: str = "",
    said: str = "", asides: object = (), kept: Keeping | None = None, seen: str = "",
) -> HttpResponse:  # fmt: skip
    """A small form. send: the verb on its button; said: a line beneath the title.

    kept: where its words are kept as they are typed; seen: what of the record was on the
    writer's screen (`plans.queries.as_seen`).
    """
    if kept is not None:
        kept.show(request, form)
    return page(
        request, plan, "ask", title.lower(), form=form, title=title, send=send, said=said,
        back=back or reverse("plans:plan", args=[plan.pk]), asides=asides, kept=kept, seen=seen,
    )  # fmt: skip


def clashed(form: Form, box: str, there: Line | Voice | Account | Answer | None) -> str:
    """Somebody else wrote meanwhile: say so at a box, with their words. What is seen now."""
    if not isinstance(there, Account | Answer):
        return ""
    form.add_error(
        box,
        f"Somebody else wrote here meanwhile: “{there.words}”. Put both together, then save.",
    )
    return as_seen(there)
