"""Two carers answer differently: somebody who asked neither of them decides, and answers for it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.agreements import actions, queries
from safehome.agreements.models import Resolution
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement

TODAY = timezone.localdate


@pytest.fixture
def differ(cast, acting, made):
    carol, dan = made.carers
    with acting(cast.amina) as by:
        make_agreement(carol, by=by)
        make_agreement(dan, said="refused", by=by)
    return made


def resolve(family, by, *, goes_on=True):
    open_family(family.pk, purpose="deciding")
    return actions.resolve_conflict(
        family, purpose="taking-part", decided="Spoke with both, alone.", goes_on=goes_on, by=by
    )


@pytest.mark.feature("REF9")
def test_a_supervisor_resolves_it(cast, acting, differ):
    with acting(cast.ben) as by:
        assert queries.taking_part(differ.pk, on=TODAY()).is_blocked
        resolve(differ.family, by)

        said = queries.taking_part(differ.pk, on=TODAY())
        assert not said.is_blocked
        assert said.agreed == {differ.carers[0].pk}
        assert Resolution.objects.get().decided == "Spoke with both, alone."


@pytest.mark.parametrize("who", ["ben", "priya", "mo"])
def test_those_who_answer_for_the_work_may(cast, acting, differ, who):
    with acting(getattr(cast, who)) as by:
        assert resolve(differ.family, by).goes_on


def test_a_practitioner_may_not(cast, acting, differ):
    with acting(cast.amina) as by, pytest.raises(PermissionDenied, match="decides this"):
        resolve(differ.family, by)


def test_nobody_decides_over_an_answer_they_wrote(cast, acting, differ):
    with acting(cast.ben) as by:
        make_agreement(differ.carers[0], on=TODAY(), by=by)
        with pytest.raises(PermissionDenied, match="asked one of them yourself"):
            resolve(differ.family, by)


def test_without_a_conflict_there_is_nothing_to_decide(cast, acting, made):
    with acting(cast.ben) as by, pytest.raises(PermissionDenied, match="do not differ"):
        resolve(made.family, by)


def test_a_new_answer_opens_it_again(cast, acting, differ):
    with acting(cast.ben) as by:
        resolve(differ.family, by)
    with acting(cast.amina) as by:
        make_agreement(differ.carers[1], said="refused", on=TODAY(), by=by)
        assert queries.taking_part(differ.pk, on=TODAY()).is_blocked


def test_decided_against_it_stays_blocked(cast, acting, differ):
    with acting(cast.ben) as by:
        resolve(differ.family, by, goes_on=False)
        said = queries.taking_part(differ.pk, on=TODAY())
        assert said.is_blocked
        assert not said.conflict.is_open
