"""A family in two homes: the mother's is hidden from the father."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from safehome.families.models import FamilyMember, HiddenFrom, Household
from safehome.network.models import Professional
from safehome.vault.keyring import open_family
from tests.factories.contacts import at_home, make_professional, reachable
from tests.factories.families import MadeFamily, make_family, open_pack_version
from tests.notices.conftest import _server, posted, send, worker

HERS = "Flat 2, 12 Invented Street\nHartwell\nHW2 3CD"
HIS = "7 Elm Road\nHartwell\nHW5 6EF"


@dataclass(frozen=True)
class Apart:
    """Carol's home is hidden from Dean; Pat is the social worker."""

    made: MadeFamily
    carol: FamilyMember
    dean: FamilyMember
    hers: Household
    his: Household
    pat: Professional

    @property
    def pk(self):
        return self.made.pk

    @property
    def family(self):
        return self.made.family


@pytest.fixture
def apart(cast, acting) -> Apart:
    open_pack_version()
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Quillfeather", carers=("Carol", "Dean"))
        carol, dean = made.carers
        hers = at_home(carol, HERS, by=by)
        his = at_home(dean, HIS, by=by)
        for one in (carol, dean):
            one.refresh_from_db()
            reachable(one, by=by, also=["email", "post"])
        HiddenFrom.objects.create(
            organisation_id=by.organisation_id, family=made.family, household=hers, member=dean,
            begun_by_id=by.pk,
        )  # fmt: skip
        pat = make_professional(made.family, by=by)
        return Apart(made, fresh(carol), fresh(dean), hers, his, pat)


def fresh(member: FamilyMember) -> FamilyMember:
    open_family(member.family_id, purpose="test")
    return FamilyMember.objects.select_related("family", "household").get(pk=member.pk)


__all__ = ["_server", "posted", "send", "worker"]
