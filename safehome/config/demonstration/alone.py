"""What the demonstration's carers are asked away from us: by a link, and for supervision first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

from django.utils import timezone

from safehome.families.models import Family, FamilyMember
from safehome.journeys.models import Journey, Session
from safehome.measures import actions
from safehome.measures.models import Mode
from safehome.measures.rules import session_point
from safehome.people.access import Actor
from safehome.programme.packs import Pack
from safehome.vault.keyring import open_family

BY_LINK = "Lindqvist"  # one of its carers is asked the first questions by a private link
FIRST = "Rahman"  # its last feedback waits for supervision
SUPERVISOR = "Ben Carter"
LOW = {"f1": 4, "f2": 6, "f3": 3, "f4": 4}
WISH = "It goes too fast when the interpreter has to catch up. I nod, and I have not understood."

type As = Callable[[str], AbstractContextManager[Actor]]


def make_link_for(journey: Journey, carer: FamilyMember, pack: Pack, *, by: Actor) -> None:
    """A link to the first questions, made and not opened yet."""
    actions.make_link(
        carer, [pack.questionnaire(name) for name in ("kuc", "home")], journey=journey.pk,
        pack_version=journey.pack_version, point="baseline", by=by,
    )  # fmt: skip


def feedback_for_supervision(pk: UUID, pack: Pack, as_: As) -> None:
    """Feedback goes to supervision first; the last came on paper, in a closed envelope."""
    with as_(SUPERVISOR) as by:
        open_family(pk, purpose="supervision")
        family = Family.objects.get(pk=pk)
        journey = Journey.objects.select_related("pack_version").get(family_id=pk)
        actions.keep_for_supervision(family, journey=journey.pk, about=journey.lead_id, by=by)
        held = Session.objects.filter(journey=journey, signed_at__isnull=False)
        last = held.order_by("number").last()
        assert last is not None
        carer = journey.carers.select_related("carer").order_by("joined_on", "pk")[0].carer
        actions.give_answers(
            carer, pack.questionnaire("feedback"), LOW, journey=journey.pk,
            pack_version=journey.pack_version, point=session_point(last.number), mode=Mode.PAPER,
            on=timezone.localdate(), by=by, words={"o1": WISH}, kept_from=journey.lead_id,
        )  # fmt: skip
