"""How many statements the pages used most may cost. Counted on every database at once."""

from contextlib import ExitStack

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safehome.kit.ids import new_id
from safehome.vault.keyring import open_family
from tests.factories.families import (
    make_family,
    make_journey,
    sessions_of,
    sign_whole,
    whole_record,
)

NOT_WORK = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def said_during(act, *, status=200):
    """What every database is told while something is done."""
    with ExitStack() as stack:
        caught = [
            stack.enter_context(CaptureQueriesContext(connections[one])) for one in connections
        ]
        answer = act()
    assert answer.status_code == status, answer.content.decode()
    said = [query["sql"] for queries in caught for query in queries.captured_queries]
    return [sql for sql in said if not sql.lstrip().upper().startswith(NOT_WORK)]


def statements(client, address):
    client.get(address)  # what a process learns once, such as a pack, is not counted
    return said_during(lambda: client.get(address))


@pytest.fixture
def many(cast, acting):
    """Six families; five of them on a journey."""
    with acting(cast.amina) as by:
        families = [make_family(by, cast, name=f"Family {place}") for place in range(6)]
        for made in families[1:]:
            make_journey(by, made)
    return families


def test_the_caseload_costs_four(cast, signed_in, many):
    said = statements(signed_in(cast.amina), "/families/")

    assert len(said) <= 4, "\n".join(said)
    for part in ("ctx.begin", "families_family", "vault_familykey", "audit.append"):
        assert sum(part in sql for sql in said) == 1, part


def test_a_longer_caseload_costs_no_more(cast, acting, signed_in, many):
    client = signed_in(cast.amina)
    before = len(statements(client, "/families/?show=mine&sort=lead"))
    with acting(cast.amina) as by:
        for place in range(3):
            make_journey(by, make_family(by, cast, name=f"Later {place}"))

    assert len(statements(client, "/families/?show=mine&sort=lead")) == before


SMALL = {"carers": ("Carol",), "children": ("Jay",)}
LARGE = {"carers": ("Carol", "Dan", "Eve"), "children": ("Jay", "Mina", "Theo", "Ada", "Lou")}


@pytest.fixture
def two_sizes(cast, acting):
    """A small family at its beginning, and a large one with four sessions signed."""
    with acting(cast.amina) as by:
        journeys = [make_journey(by, make_family(by, cast, **who)) for who in (SMALL, LARGE)]
        for session in sessions_of(journeys[1])[:4]:
            sign_whole(session, by=by)
        return [(journey.family_id, sessions_of(journey)[-1]) for journey in journeys]


def test_the_family_page_costs_four_whatever_its_size(cast, signed_in, two_sizes):
    client = signed_in(cast.amina)
    for family, _ in two_sizes:
        said = statements(client, reverse("workspace:family", args=[family]))

        assert len(said) == 4, "\n".join(said)


def test_the_chronology_costs_four_however_long_it_is(cast, signed_in, two_sizes):
    client = signed_in(cast.amina)
    for family, _ in two_sizes:
        said = statements(client, reverse("workspace:chronology", args=[family]))

        assert len(said) == 4, "\n".join(said)


def test_the_record_page_costs_five_whatever_its_size(cast, signed_in, two_sizes):
    client = signed_in(cast.amina)
    for _, session in two_sizes:
        said = statements(client, reverse("journeys:record-session", args=[session.pk]))

        assert len(said) == 5, "\n".join(said)


def test_saving_a_draft_costs_four_the_first_time_and_later(cast, signed_in, two_sizes):
    client = signed_in(cast.amina)
    for family, session in two_sizes:
        address = reverse("drafts:keep", args=["session-record", family, session.pk])
        for version in (0, 1, 2):
            words = {"wellbeing": "Tired. " * version, "draft_version": version}
            said = said_during(lambda: client.post(address, words))  # noqa: B023

            assert len(said) == 4, "\n".join(said)


def test_signing_a_session_costs_nine_whatever_its_size(cast, acting, signed_in, two_sizes):
    client = signed_in(cast.amina)
    for family, session in two_sizes:
        address = reverse("journeys:record-session", args=[session.pk])
        with acting(cast.amina):
            open_family(family, purpose="test")
            fields = as_typed(whole_record(session)) | {"seen": session.version}
        client.get(address)
        said = said_during(lambda: client.post(address, fields), status=302)  # noqa: B023

        assert len(said) == 9, "\n".join(said)
        inserts = [sql for sql in said if "journeys_attendance" in sql]
        assert len(inserts) == 1


def as_typed(record):
    """The fields of a whole record, as its form sends them."""
    return {
        "held_on": record.held_on.isoformat(), "minutes": record.minutes, "setting": "home",
        "wellbeing": record.wellbeing, "support_challenge": record.support_challenge,
        "home_activity": record.home_activity, "next_step": record.next_step,
        **{f"attendance_{pk}": "came" for pk in record.attendance},
        **{f"words_{pk}": words for pk, words in record.words.items()},
        **{f"component_{pk}": "delivered" for pk in record.components},
        **{f"line_{pk}": child.line for pk, child in record.children.items()},
        **{f"rating_{name}": "3" for name in record.self_rating},
        "act": "sign", "key": str(new_id()),
    }  # fmt: skip


def test_the_home_page_costs_four_for_many_as_for_one(cast, acting, signed_in):
    client = signed_in(cast.amina)
    with acting(cast.amina) as by:
        make_journey(by, make_family(by, cast, name="First"))
    assert len(statements(client, "/")) == 4
    with acting(cast.amina) as by:
        for place in range(4):
            make_journey(by, make_family(by, cast, name=f"Family {place}"))

    said = statements(client, "/")
    assert len(said) == 4, "\n".join(said)


@pytest.mark.parametrize("who", ["amina", "ben", "mo", "priya"])
def test_the_home_page_is_one_reading_whatever_somebody_does(cast, signed_in, many, who):
    """A practitioner, a supervisor, a manager and a lead see other lists, in one statement."""
    said = statements(signed_in(getattr(cast, who)), "/")

    assert sum("json_agg" in sql for sql in said) == 1
    assert len(said) <= 4, "\n".join(said)


def test_a_search_costs_four(cast, signed_in, many):
    said = statements(signed_in(cast.amina), "/families/search/?q=family")

    assert len(said) == 4, "\n".join(said)
