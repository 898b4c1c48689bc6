"""What the demonstration's carers were asked while they waited, and who is asked now."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from safehome.agreements.actions import Asked, keep_answer
from safehome.agreements.models import How, Said
from safehome.agreements.rules import WAITING_QUESTIONS
from safehome.agreements.wording import language_for
from safehome.config.demonstration.families import AMINA, NOOR, TOM, Adult, Sketch
from safehome.families.models import Family, FamilyMember, Need
from safehome.measures.actions import give_answers, make_link, write_check_in
from safehome.measures.models import CheckInAsked, Help, Mode
from safehome.measures.rules import WAITING
from safehome.people.access import Actor
from safehome.programme.models import PackVersion
from safehome.programme.queries import pack_of

HARBOUR = (AMINA, NOOR, TOM)  # whose service asks while families wait; the others do not
ASKED = ("kuc", "home")
ABOUT = 3  # of ten, as they answer at the start
ONE_IN = 5  # says no
SAYS_YES = {"Osei": "Grace", "Varga": "Ilona"}  # of those who wait still
BY_LINK = "Osei"  # she has a link to answer alone; the other has answered one set
SAYS_NO = {"Osei": "Kwame"}
CHECKED_IN = "Rang the same day. Hard weeks, and glad that somebody asked."


@dataclass
class Before:
    """Asks the carers of one family after another. Each family must be open, and on no journey."""

    version: PackVersion
    by: Actor

    def ask(
        self, sketch: Sketch, outlined: Sequence[tuple[FamilyMember, Adult]], *, begins: date
    ) -> None:
        """Those who took part in a journey later, some weeks before it began."""
        if sketch.worker not in HARBOUR:
            return
        # A draw of its own, so that this changes nothing of what else is invented.
        draw = random.Random(f"waiting {sketch.name}")  # noqa: S311
        for carer, adult in outlined:
            on = min(begins, timezone.localdate()) - timedelta(weeks=draw.randint(4, 11))
            if not (adult.kind and adult.takes_part):
                continue
            if draw.randrange(ONE_IN) == 0:
                self._says(carer, Said.REFUSED, on)
                continue
            self._says(carer, Said.GIVEN, on)
            for name in ASKED:
                self._answers(carer, name, on, draw)

    def ask_those_who_wait(
        self, sketch: Sketch, family: Family, carers: Sequence[FamilyMember]
    ) -> None:
        """One carer has a link to answer alone, one said no, one has answered."""
        on = timezone.localdate() - timedelta(days=3)
        for carer in carers:
            if carer.called == SAYS_NO.get(sketch.name):
                self._says(carer, Said.REFUSED, on)
            if carer.called != SAYS_YES.get(sketch.name):
                continue
            self._says(carer, Said.GIVEN, on)
            if sketch.name == BY_LINK:
                pack = pack_of(self.version)
                make_link(
                    carer, [pack.questionnaire(name) for name in ASKED], journey=family.pk,
                    pack_version=self.version, point=WAITING, by=self.by,
                )  # fmt: skip
            else:
                draw = random.Random(f"waiting {sketch.name}")  # noqa: S311
                self._answers(carer, ASKED[0], on, draw)

    def _says(self, carer: FamilyMember, said: Said, on: date) -> None:
        spoken = language_for(carer.language)
        keep_answer(
            carer, purpose=WAITING_QUESTIONS, said=said, on=on, by=self.by,
            reason="" if said == Said.GIVEN else "too-much",
            asked=Asked(
                spoken.words[WAITING_QUESTIONS].as_told, How.SPOKEN, "", spoken.code,
                Need.INTERPRETER in carer.needs,
            ),
        )  # fmt: skip

    def _answers(self, carer: FamilyMember, name: str, on: date, draw: random.Random) -> None:
        asked = pack_of(self.version).questionnaire(name)
        given = {item.id: min(10, max(0, ABOUT + draw.randint(-2, 2))) for item in asked.items}
        helped = Help.INTERPRETER if Need.INTERPRETER in carer.needs else Help.NONE
        answers = give_answers(
            carer, asked, given, journey=carer.family_id, pack_version=self.version,
            point=WAITING, mode=Mode.TOGETHER, help=helped, on=on, by=self.by,
        )  # fmt: skip
        for ask in CheckInAsked.objects.filter(answers=answers):
            write_check_in(ask, who=self.by.name, on=on, found=CHECKED_IN, by=self.by)
