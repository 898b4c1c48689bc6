"""Turning a page of questions to another language, with all that was typed."""

from __future__ import annotations

from safehome.families.models import FamilyMember
from safehome.people.endpoints import Request
from safehome.programme.packs import Pack
from safehome.programme.shapes import Questionnaire
from safehome.workspace.asking.forms import AnswersForm
from safehome.workspace.asking.tongues import Turned, turned_to

TURN = "turn"  # the name of the buttons


def turned_by(request: Request, carer: FamilyMember, asked: Questionnaire, pack: Pack) -> Turned:
    """The questions in the language that a button or address asks for, or else the page had."""
    wanted = request.POST.get(TURN) or request.POST.get("language") or request.GET.get("language")
    return turned_to(wanted or "", carer, asked, pack)


def turn_if_asked(request: Request, form: AnswersForm, turned: Turned) -> None:
    """Find no fault where the page is only turned; say so where its language is gone meanwhile."""
    if TURN in request.POST:
        form.turn()
    elif turned.gone and form.is_bound:
        form.add_error(
            None, f"{turned.gone} The questions stand in English now. Look through the answers"
            " with the carer once more, then keep them",
        )  # fmt: skip
