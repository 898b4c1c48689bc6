"""A session whose record Amina and Ben both write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from safehome.families.models import Family
from safehome.journeys.models import Session
from tests.factories.families import make_family, make_journey, sessions_of


@dataclass(frozen=True)
class Place:
    family: Family
    session: Session

    @property
    def about(self) -> UUID:
        return self.session.pk

    @property
    def url(self) -> str:
        return f"/drafts/session-record/{self.family.pk}/{self.session.pk}/"


@pytest.fixture
def place(cast, acting) -> Place:
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        return Place(made.family, sessions_of(make_journey(by, made))[0])
