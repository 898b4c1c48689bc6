"""Several reads in one statement give what each would have given alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safehome.agreements.models import Agreement
from safehome.drafts.models import Draft, Sent, SetAside
from safehome.entries.models import Flag
from safehome.families.models import Assignment, Family, FamilyMember, Household, SafeContact
from safehome.journeys.models import Addition, Attendance, ChildLine, ComponentDone, Session
from safehome.kit.addresses import address_of
from safehome.kit.together import Together
from safehome.network.models import Therapy
from safehome.training.models import Accreditation
from safehome.vault.keyring import StillSealed, open_family
from tests.factories.families import make_family, make_journey, sessions_of, sign_whole

KINDS = [
    Assignment, Attendance, ChildLine, ComponentDone, Draft, Family, FamilyMember, Household,
    SafeContact, Session, Addition, Flag, Therapy, Agreement, SetAside, Sent, Accreditation,
]  # fmt: skip


@pytest.fixture
def lived(cast, acting):
    """A family of which something of most kinds is written."""
    with acting(cast.amina) as by:
        family = make_family(by, cast)
        sign_whole(sessions_of(make_journey(by, family))[0], by=by)
    return family


def plain(record):
    """Every value of a record, sealed ones as they are stored."""
    return {field.attname: record.__dict__.get(field.attname) for field in record._meta.fields}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_record_comes_back_as_it_would_alone(cast, acting, lived, kind):
    alone = kind._default_manager.order_by("pk")
    with acting(cast.amina):
        found = Together(these=lambda _: alone).read()["these"]

        assert list(map(plain, found)) == list(map(plain, alone.all()))
        assert not any(one._state.adding for one in found)


def test_many_lists_cost_one_statement_and_are_spelt_once(cast, acting, lived):
    about = Together(
        family=lambda facts: Family.objects.filter(pk=facts["family"]).select_related("team"),
        members=lambda facts: (
            FamilyMember.objects.filter(family_id=facts["family"])
            .annotate(has_rule=Exists(SafeContact.objects.filter(member_id=OuterRef("pk"))))
            .select_related("household")
        ),
        taught=lambda facts: Accreditation.objects.filter(ends_on__gte=facts["today"]),
    )
    with acting(cast.amina) as by:
        other = make_family(by, cast, name="Okafor", carers=("Eve",), children=("Lou",))
    today = timezone.localdate()
    with acting(cast.amina), CaptureQueriesContext(connection) as said:
        one = about.read(family=lived.pk, today=today)
        two = about.read(family=other.pk, today=today + timedelta(days=9999))
        assert {one["family"][0].pk, two["family"][0].pk} == {lived.pk, other.pk}
        assert one["family"][0].team.name == two["family"][0].team.name
        assert {member.has_rule for member in one["members"]} <= {True, False}
        assert one["taught"]
        assert two["taught"] == []
        with pytest.raises(StillSealed):
            two["members"][0].name  # noqa: B018
        open_family(other.pk, purpose="test")
        assert sorted(member.called for member in two["members"]) == ["Eve", "Lou"]
    assert sum("json_agg" in query["sql"] for query in said.captured_queries) == 2
    assert not any("families_team" in query["sql"] for query in said.captured_queries[3:])


def test_records_in_the_same_row_come_back_as_they_would_alone(cast, acting, lived):
    """Nested, missing, and fetched in part; joined to their owner as Django joins them."""
    kinds = {
        "whole": Session.objects.select_related("journey__family", "journey__lead", "signed_by"),
        "part": Session.objects.select_related("journey__family").only(
            "number", "journey__ended_at", "journey__family__reference"
        ),
        "none": FamilyMember.objects.select_related("household", "family"),
    }
    with acting(cast.amina) as by:
        make_family(by, cast, name="Okafor")
        for name, alone in kinds.items():
            found = Together(these=lambda _: alone.order_by("pk")).read()["these"]  # noqa: B023
            assert found, name
            for one, other in zip(found, alone.order_by("pk"), strict=True):
                assert_same(one, other)
        with CaptureQueriesContext(connection) as said:
            session = Together(these=lambda _: kinds["part"][:1]).read()["these"][0]
            assert session.journey.family.reference
            assert session.journey.started_on, "what was left out is asked for when it is read"
        assert len(said.captured_queries) == 2


def assert_same(one, other):
    """Two records and all that was fetched with them hold the same."""
    assert plain(one) == plain(other)
    assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)
    cached = other._state.fields_cache
    assert one._state.fields_cache.keys() == cached.keys()
    for name, related in cached.items():
        if related is None:
            assert one._state.fields_cache[name] is None
        elif name != "sessions":
            assert_same(one._state.fields_cache[name], related)


def test_row_security_holds_in_it_as_it_does_alone(cast, acting, lived):
    every = Together(families=lambda _: Family.objects.all())
    with acting(cast.amina):
        assert [one.pk for one in every.read()["families"]] == [lived.pk]
    with acting(cast.dev):
        assert every.read()["families"] == []


def test_what_it_cannot_read_it_refuses_to_spell(cast, acting):
    from django.db.models import DurationField, ExpressionWrapper, F

    strange = ExpressionWrapper(F("opened_at") - F("opened_at"), output_field=DurationField())
    with acting(cast.amina), pytest.raises(TypeError, match="DurationField"):
        Together(these=lambda _: Family.objects.annotate(long=strange)).read()


def test_moments_are_facts_and_nothing_is_read_of_an_empty_list(cast, acting, lived):
    when = Together(
        opened=lambda facts: Family.objects.filter(opened_at__lt=facts["moment"]),
        nobody=lambda _: Family.objects.none(),
    )
    now = timezone.now()
    with acting(cast.amina):
        assert [one.pk for one in when.read(moment=now)["opened"]] == [lived.pk]
        found = when.read(moment=now - timedelta(days=1))
    assert found == {"opened": [], "nobody": []}


def test_a_day_reckoned_from_a_fact_would_be_spelt_for_good_so_it_is_refused(cast, acting):
    ends = Together(
        these=lambda facts: Accreditation.objects.filter(
            ends_on__gte=facts["today"] - timedelta(days=30)
        )
    )
    with acting(cast.amina), pytest.raises(ValueError, match="a fact of its own"):
        ends.read(today=timezone.localdate())


def test_addresses_are_those_that_django_gives(cast):
    from django.urls import NoReverseMatch, reverse

    for name in ("workspace:family", "journeys:session"):
        assert address_of(name, cast.amina.pk) == reverse(name, args=[cast.amina.pk])
    with pytest.raises(NoReverseMatch):
        address_of("workspace:nowhere", cast.amina.pk)
