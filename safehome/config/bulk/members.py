"""The people of one invented family."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from safehome.agreements.rules import SHARING_EXPLAINED, TAKING_PART
from safehome.agreements.wording import language_for
from safehome.config.bulk.names import ADULTS, CHILDREN
from safehome.config.bulk.rows import Rows, Sealer
from safehome.config.bulk.staff import Plan
from safehome.config.demonstration.telephones import telephone_of


@dataclass
class Members:
    """Writes the people of one family."""

    rows: Rows
    draw: random.Random
    plan: Plan
    sealed: Sealer
    home: str
    surname: str
    opened: datetime

    def adult(
        self, *, kind: str = "", language: str = "en", needs: Sequence[str] = ()
    ) -> tuple[str, str]:
        """A carer, and how to reach them. Gives their id and the name they are known by."""
        kind = kind or ("birth" if self.plan.place % 5 else "kinship")
        member = self._member(
            self.draw.choice(ADULTS), None, False, kind, language=language, needs=needs
        )
        row, table = self.rows.new_id(), "families_safecontact"
        hours = self.sealed(table, "hours", row, "After ten in the morning")
        self.rows.add(
            table, row, self.plan.organisation, self.sealed.family, member[0], "phone", hours,
            False, b"", self.opened, self.plan.practitioner,
        )  # fmt: skip
        return member

    def agrees(self, carer: str, *, research: bool = False, asked_again: bool = True) -> None:
        """To take part, and perhaps to research; what was explained about sharing was clear.

        asked_again: whether a year later; nobody whose journey has ended is.
        """
        table, on = "agreements_agreement", self.opened.date()
        spoken = language_for("en")
        until = on + timedelta(days=365) if asked_again else None
        for purpose in (TAKING_PART, SHARING_EXPLAINED, *(("research",) if research else ())):
            row = self.rows.new_id()
            told = self.sealed(table, "explained", row, spoken.words[purpose].as_told)
            self.rows.add(
                table, row, self.plan.organisation, self.sealed.family, carer, purpose, "given",
                "", b"", told, "en", False, "spoken", b"", on, until,
                self.opened, self.plan.practitioner,
            )  # fmt: skip

    def child(self, which: int) -> tuple[str, str]:
        born = date(2011 + which * 2, 1 + self.plan.place % 12, 1 + self.plan.place % 28)
        parts = (which == 0, which == 1, which > 0)
        return self._member(CHILDREN[(self.plan.place + which * 7) % 24], born, True, "", parts)

    def _member(
        self, known: str, born: date | None, is_child: bool, kind: str,
        parts: tuple[bool, bool, bool] = (False, False, False), *, language: str = "en",
        needs: Sequence[str] = (),
    ) -> tuple[str, str]:  # fmt: skip
        row, table = self.rows.new_id(), "families_familymember"
        facts = {
            "name": f"{known} {self.surname}", "known_as": known,
            "birth_date": born.isoformat() if born else "",
            "phone": "" if is_child else telephone_of(f"{known} {self.surname} {row}"),
        }  # fmt: skip
        shut = {column: self.sealed(table, column, row, text) for column, text in facts.items()}
        self.rows.add(
            table, row, self.plan.organisation, self.sealed.family, self.home, shut["name"],
            shut["known_as"], shut["birth_date"], born.year if born else None, shut["phone"], b"",
            is_child, kind, *parts, language, f"{{{','.join(needs)}}}", b"", self.opened,
            self.plan.practitioner, 1,
        )  # fmt: skip
        return row, known

    def relate(self, carers: list[str], children: list[str]) -> None:
        ties = [(carer, "parent", child) for carer in carers for child in children]
        ties += [(one, "sibling", two) for one, two in pairwise(children)]
        for one, tie, other in ties:
            self.rows.add(
                "families_relationship", self.rows.new_id(), self.plan.organisation,
                self.sealed.family, one, tie, other, "", "", self.opened,
            )  # fmt: skip
