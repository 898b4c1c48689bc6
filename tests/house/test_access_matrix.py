"""Who gets what at every address, against a file that somebody has reviewed.

After a change that was meant, write the file anew and read what changed in it:

    SAFEHOME_WRITE_MATRIX=1 ./run test tests/house/test_access_matrix.py
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

from safehome.config.doors import office, staff
from safehome.people.endpoints import STAFF, refuse_undeclared
from safehome.people.models import Role
from tests.house.visiting import SURNAME, Visit, every_address

REVIEWED = Path(__file__).with_name("access_matrix.toml")
STAFF_OF_THE_FAMILY = {"amina", "ben", "priya", "mo", "rita"}
TOKENS = re.compile(r'value="[A-Za-z0-9]{64}"|nonce="[^"]+"')


def matrix(visit: Visit) -> dict[str, dict[str, str]]:
    """For each address, which answer whom: {"GET workspace:home": {"200": "ada amina"}}."""
    found = {}
    for address in every_address():
        if address.name.startswith(("people:sign-out", "people:demonstration")):
            continue  # they end or begin the session that asks
        answers = defaultdict(list)
        for who in visit.clients:
            answers[str(visit.ask(who, address).status_code)].append(who)
        found[f"{address.method} {address.name}"] = {
            status: " ".join(sorted(people)) for status, people in sorted(answers.items())
        }
    return found


def written(found: dict[str, dict[str, str]]) -> str:
    lines = ["# Who gets which answer where. Written by test_access_matrix.py, read by a person."]
    for address, answers in sorted(found.items()):
        lines += ["", f'["{address}"]', *(f'{s} = "{people}"' for s, people in answers.items())]
    return "\n".join(lines) + "\n"


def test_everybody_gets_what_was_reviewed(visit):
    found = matrix(visit)
    if os.environ.get("SAFEHOME_WRITE_MATRIX"):
        REVIEWED.write_text(written(found))
    reviewed = tomllib.loads(REVIEWED.read_text())
    changed = {
        address: (reviewed.get(address), found.get(address))
        for address in reviewed.keys() | found.keys()
        if reviewed.get(address) != found.get(address)
    }
    assert changed == {}, "if it was meant, write the matrix anew and read it (see above)"
    assert [address for address, answers in found.items() if "500" in answers] == []


def outsiders_see_no_family(found: dict[str, dict[str, str]]) -> list[str]:
    families = {f"{a.method} {a.name}" for a in every_address() if a.endpoint.family}
    return [
        address
        for address in families & found.keys()
        for status, people in found[address].items()
        if int(status) < 300 and set(people.split()) & {"dev", "blocked", "sam", "noor", "nobody"}
    ]


def test_the_reviewed_file_itself_lets_no_outsider_in():
    """Even a file written anew without a thought cannot allow this."""
    reviewed = tomllib.loads(REVIEWED.read_text())
    assert outsiders_see_no_family(reviewed) == []
    broken = {**reviewed, "GET workspace:family": {"200": "amina dev"}}
    assert outsiders_see_no_family(broken) == ["GET workspace:family"]


def test_each_family_address_opens_to_somebody(visit):
    """A page that is a 404 to all would pass every other test here."""
    reviewed = tomllib.loads(REVIEWED.read_text())
    for address in every_address():
        if address.endpoint.family and address.method == "GET":
            answers = reviewed[f"GET {address.name}"].items()
            let_in = {
                who for status, people in answers if int(status) < 400 for who in people.split()
            }
            assert let_in & STAFF_OF_THE_FAMILY, address


def bare(response, ids) -> tuple[object, ...]:
    """An answer without what differs from one request to the next."""
    text = TOKENS.sub("", response.content.decode(errors="replace"))
    for own in ids.values():
        text = text.replace(str(own), "ID")
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    if "Location" in headers:
        for own in ids.values():
            headers["Location"] = headers["Location"].replace(str(own), "ID")
    return response.status_code, text, headers


@pytest.mark.parametrize("who", ["dev", "blocked", "noor"])
def test_what_is_hidden_is_as_if_it_did_not_exist(visit, who):
    """Foreign id against random id: the same answer, by every method, to the byte."""
    checked = 0
    for address in every_address():
        of_ours = address.endpoint.family or who == "dev"  # colleagues do see each other
        if not (of_ours and address.has_id and address.endpoint.roles):
            continue
        for method in {*address.endpoint.methods, "DELETE"}:
            nowhere = visit.random_ids()
            theirs = visit.ask(who, address, method)
            none = visit.ask(who, address, method, nowhere)
            assert bare(theirs, visit.ids) == bare(none, nowhere), (who, method, address)
            allowed = {404, 405}
            if address.endpoint.roles and not visit_roles(visit, who) & address.endpoint.roles:
                allowed.add(403)
            assert theirs.status_code in allowed, (who, method, address)
            checked += 1
    assert checked > 40


def visit_roles(visit: Visit, who: str) -> set[Role]:
    if who == "noor":
        return {Role.PRACTITIONER}
    return set(STAFF)


def test_no_page_speaks_of_a_family_to_who_may_not_see_it(visit):
    """Every page, lists and searches included."""
    shown = set()
    for address in every_address():
        if address.name.startswith(("people:sign-out", "people:demonstration")):
            continue
        for who in ("amina", "dev", "blocked", "noor", "sam", "ada", "nobody", "no-second-factor"):
            page = visit.ask(who, address).content
            if SURNAME.encode() in page:
                shown.add(who)
                assert who == "amina", (who, address)
    assert shown == {"amina"}


@pytest.mark.feature("SEC2")
def test_without_a_second_factor_there_is_nothing_but_the_way_to_one(visit):
    for address in every_address():
        if address.endpoint.roles is None:
            continue
        for who, where in (("no-second-factor", "/second-factor/"), ("nobody", "/sign-in/")):
            answer = visit.ask(who, address)
            assert answer.status_code == 302, (who, address)
            assert answer.headers["Location"].startswith(where), (who, address)


def test_removal_counts_from_the_next_request(visit, making, cast):
    seen = next(a for a in every_address() if a.name == "workspace:family")
    assert visit.ask("amina", seen).status_code == 200
    making.admin.execute(
        "UPDATE families_assignment SET ended_at = now(), ended_by_id = person_id"
        " WHERE person_id = %s", [cast.amina.pk],
    )  # fmt: skip
    assert visit.ask("amina", seen).status_code == 404

    assert visit.ask("priya", seen).status_code == 200
    making.end_role(cast.priya, Role.SAFEGUARDING_LEAD)
    assert visit.ask("priya", seen).status_code in (403, 404)

    assert visit.ask("ben", seen).status_code == 200
    making.block(cast.ben, visit.family)
    assert visit.ask("ben", seen).status_code == 404

    assert visit.ask("rita", seen).status_code == 200
    making.admin.execute("UPDATE people_person SET left_at = now() WHERE id = %s", [cast.rita.pk])
    assert visit.ask("rita", seen).status_code == 302


def test_a_door_with_an_undeclared_address_does_not_open():
    refuse_undeclared(staff.urlpatterns)
    refuse_undeclared(office.urlpatterns)
    with pytest.raises(ImproperlyConfigured, match="forgotten/"):
        refuse_undeclared([*staff.urlpatterns, path("forgotten/", lambda request: None)])


def test_each_address_declares_what_it_must():
    for address in every_address():
        if address.endpoint.roles is not None:
            assert address.endpoint.verb, f"{address.name}: what does it leave in the audit?"


@pytest.mark.feature("SEC3")
def test_each_page_leaves_who_saw_it_and_a_refusal_nothing_else(visit, superuser, cast):
    for address in every_address():
        if not (address.endpoint.family and address.method == "GET"):
            continue
        for who, person in (("amina", cast.amina), ("dev", cast.dev)):
            (before,) = superuser.execute("SELECT coalesce(max(sequence), 0) FROM audit_event"
                " WHERE organisation_id = %s", [person.organisation_id]).fetchone()  # fmt: skip
            answer = visit.ask(who, address)
            events = superuser.execute(
                "SELECT verb, outcome, family_id, request_id FROM audit_event"
                " WHERE organisation_id = %s AND sequence > %s AND person_id = %s",
                [person.organisation_id, before, person.pk],
            ).fetchall()
            if answer.status_code < 400:
                assert address.endpoint.verb in {verb for verb, *_ in events}, address
                assert len({request for *_, request in events}) == 1, address
            else:
                assert [outcome for _, outcome, *_ in events] == ["refused"], (who, address)
            if SURNAME.encode() in answer.content:
                assert ("family.opened", visit.family) in {(e[0], e[2]) for e in events}, address
