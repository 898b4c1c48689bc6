"""Private links, and a carer's browser that answers by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from safehome.journeys.models import Journey
from safehome.measures import actions
from safehome.measures.actions import MadeLink
from safehome.measures.models import ForSupervision, Mode
from safehome.people.access import Actor
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.reception import Visitor


def make_private_link(
    by: Actor, journey: Journey, *asked: str, point: str = "baseline", **more: Any
) -> MadeLink:
    """A link for the first carer of a journey, to the first of its questions."""
    open_family(journey.family_id, purpose="test")
    pack = pack_of(journey.pack_version)
    return actions.make_link(
        journey.carers.select_related("carer").first().carer,
        [pack.questionnaire(name) for name in asked or ("kuc",)],
        journey=journey.pk, pack_version=journey.pack_version, point=point, by=by, **more,
    )  # fmt: skip


def make_kept_feedback(by: Actor, journey: Journey, *, point: str = "session-1") -> ForSupervision:
    """Feedback about whoever leads a journey, kept for supervision, as a link would bring it."""
    open_family(journey.family_id, purpose="test")
    asked = pack_of(journey.pack_version).questionnaire("feedback")
    actions.give_answers(
        journey.carers.select_related("carer").first().carer, asked, {"f1": 3, "f2": 4},
        journey=journey.pk, pack_version=journey.pack_version, point=point, mode=Mode.LINK,
        on=timezone.localdate(), by=by, kept_from=journey.lead_id,
    )  # fmt: skip
    return ForSupervision.objects.get(journey_id=journey.pk, point=point)


class Carer:
    """Somebody at their own browser, with a link."""

    def __init__(self, made: MadeLink | str) -> None:
        self.browser = Visitor()
        code = made if isinstance(made, str) else made.code
        language = "en" if isinstance(made, str) else made.link.language
        self.address = f"/page/{code}/" if language == "en" else f"/page/in/{language}/{code}/"

    def opens(self) -> Any:
        return self.browser.get(self.address)

    def begins(self) -> Any:
        return self.browser.post(self.address)

    def answers(self, number: int, answer: str) -> Any:
        return self.browser.post(f"/page/line/{number}/", {"answer": answer})

    def answers_all(self, given: Sequence[str], *, help: str = "none") -> None:
        """Each page in turn; the last says whether somebody helped."""
        for number, answer in enumerate([*given, help], start=1):
            said = self.answers(number, answer)
            assert said.status_code == 302, (number, re.sub(r"<[^>]+>", "", said.text))

    def sends(self) -> Any:
        return self.browser.post("/page/check/")
