"""An evaluator sees frozen sets and the report of them, and no row of anything else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from safehome.people import actions
from safehome.people.models import Role
from safehome.people.policies import may_give_role, may_invite
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.evaluation.test_sets import agreed, frozen, take  # noqa: F401
from tests.house.catalogue import tables
from tests.house.visiting import SURNAME, every_address, visit_of

OPEN = {
    "workspace:home",  # leads to the sets
    "evaluation:frozen-sets", "evaluation:frozen-set", "evaluation:figures-of-set",
    "evaluation:take-set", "evaluation:indicators", "evaluation:dictionary",
}  # fmt: skip


def test_it_works(cast, signed_in, frozen):  # noqa: F811
    client = signed_in(cast.eve)
    home = client.get("/", follow=True).content.decode()

    assert "You evaluate this service." in home
    assert "Nothing else is open to you" in home
    assert "Autumn" in home
    report = client.get(f"/outcomes/frozen/{frozen.pk}/").content.decode()
    assert "As frozen on" in report
    assert "held back" in report
    assert "/outcomes/journeys/" not in report  # no list of families behind a figure


def test_every_other_page_is_closed(cast, making, acting, signed_in):
    visit = visit_of(cast, making, acting)
    client = signed_in(cast.eve)
    opened = set()
    for address in every_address():
        if address.name.startswith(("people:sign-out", "people:demonstration")):
            continue
        answer = client.generic(address.method, address.path(visit.ids))
        assert SURNAME.encode() not in answer.content, address
        own_account = address.endpoint.roles is None or address.name in OF_ONES_OWN
        if answer.status_code < 400 and not own_account:
            opened.add(address.name)
    assert opened == OPEN


OF_ONES_OWN = {"people:sessions", "people:session", "people:sign-out-everywhere"}


def test_the_database_shows_no_row_of_any_table(cast, acting, frozen, superuser):  # noqa: F811
    filled = {
        table for table in tables(superuser)
        if superuser.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]
    }  # fmt: skip
    assert len(filled) > 15
    with acting(cast.eve), connection.cursor() as cursor:
        for table in [*filled, "people_organisation"]:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM ctx.count_outcomes('end')")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT ctx.organisation(), ctx.roles()")
        assert cursor.fetchone() == (None, ["evaluator"])


def test_what_they_do_stands_in_the_chain_of_the_organisation(cast, signed_in, frozen, superuser):  # noqa: F811
    take(signed_in(cast.eve), frozen)
    signed_in(cast.eve).get("/families/")

    found = superuser.execute(
        "SELECT organisation_id, verb, outcome FROM audit_event WHERE person_id = %s"
        " ORDER BY sequence", [cast.eve.pk],
    ).fetchall()  # fmt: skip
    assert {organisation for organisation, *_ in found} == {cast.harbour.pk}
    assert ("export.made", "done") in {tuple(one[1:]) for one in found}
    assert ("page.refused", "refused") in {tuple(one[1:]) for one in found}
    exports = signed_in(cast.mo).get("/outcomes/exports/").content.decode()
    assert "Eve Lindqvist" in exports
    assert "of a frozen set" in exports


def test_their_files_are_capped_too(cast, signed_in, settings, frozen):  # noqa: F811
    settings.EXPORTS_A_DAY = 2
    client = signed_in(cast.eve)
    assert [take(client, frozen).status_code for _ in range(3)] == [200, 200, 403]


def test_of_another_organisation_there_is_nothing(cast, making, signed_in, frozen):  # noqa: F811
    elsewhere = making.person("Edda Other", cast.meadow, Role.EVALUATOR)
    client = signed_in(elsewhere)
    assert "Autumn" not in client.get("/outcomes/frozen/").content.decode()
    assert client.get(f"/outcomes/frozen/{frozen.pk}/").status_code == 404


def test_other_roles_of_theirs_count_for_nothing(cast, making, acting, signed_in, journey):  # noqa: F811
    """Given past every page, by the database's administrator."""
    both = making.person("Bo Both", cast.harbour, Role.EVALUATOR, Role.RECORDS_OFFICER)
    assert signed_in(both).get("/families/").status_code == 403
    with acting(both), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM families_family")
        assert cursor.fetchone() == (0,)


def test_the_role_is_held_alone(cast, acting):
    with acting(cast.ada) as by:
        together = {Role.EVALUATOR, Role.MANAGER}
        assert "no other role" in may_invite(by, email="n@x.example", roles=together).reason
        assert may_invite(by, email="n@x.example", roles={Role.EVALUATOR})
        assert "no other role" in may_give_role(by, cast.mo, Role.EVALUATOR).reason
        with pytest.raises(PermissionDenied, match="no other role"):
            actions.give_role(cast.eve, Role.MANAGER, by=by)


def test_a_refusal_sends_them_to_whom_they_can_ask(cast, signed_in):
    for there in ("/families/", "/nowhere/"):
        page = signed_in(cast.eve).get(there).content.decode()
        assert "an administrator of the service that you evaluate" in page
        assert "supervisor" not in page
    assert "ask your supervisor" in signed_in(cast.amina).get("/nowhere/").content.decode()
