"""Finding out that the audit was touched, by whoever may do anything in the database."""

from __future__ import annotations

import doctest
import os
import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safehome.audit import chain, signing
from safehome.audit.verifying import EVENTS, verify


def reports(superuser, signed=None):
    return {report.organisation: report for report in verify(superuser, signed)}


def heads_now(superuser):
    rows = superuser.execute("SELECT organisation_id, sequence, hash FROM audit_head").fetchall()
    return {pk: [head] for pk, head in signing.heads_from(rows).items()}


@pytest.mark.feature("SEC3")
def test_an_untouched_log_is_said_to_be_whole(superuser, chains):
    found = reports(superuser, heads_now(superuser))

    assert not [fault for report in found.values() for fault in report.faults]
    assert {found[pk].events >= 2 for pk in chains} == {True}


# --- What somebody with every right in the database might do. Each leaves the chain otherwise
# as coherent as it can: the head is set right again, and rows are renumbered and hashed anew.


def edit(db, org, at, length, rng):
    column = rng.choice(["verb", "purpose", "fields", "outcome", "door", "about_kind"])
    db.execute(
        f"UPDATE audit_event SET {column} = {column} || 'x'"
        " WHERE organisation_id = %s AND sequence = %s", [org, at],
    )  # fmt: skip


def change_who(db, org, at, length, rng):
    column = rng.choice(["person_id", "about_id", "family_id", "request_id"])
    db.execute(
        f"UPDATE audit_event SET {column} = gen_random_uuid()"
        " WHERE organisation_id = %s AND sequence = %s", [org, at],
    )  # fmt: skip


def change_when(db, org, at, length, rng):
    db.execute(
        "UPDATE audit_event SET at = at - interval '1 microsecond'"
        " WHERE organisation_id = %s AND sequence = %s", [org, at],
    )  # fmt: skip


def delete(db, org, at, length, rng):
    db.execute("DELETE FROM audit_event WHERE organisation_id = %s AND sequence = %s", [org, at])
    _renumber(db, org, -1, at)
    _set_head(db, org)


def insert(db, org, at, length, rng):
    _renumber(db, org, 1, at - 1)
    db.execute(
        "INSERT INTO audit_event SELECT organisation_id, %s, at, person_id, door, 'nothing.seen',"
        " about_kind, about_id, family_id, fields, purpose, outcome, request_id, previous_hash,"
        " sha256('made up') FROM audit_event WHERE organisation_id = %s LIMIT 1", [at, org],
    )  # fmt: skip
    _set_head(db, org)


def reorder(db, org, at, length, rng):
    other = at % length + 1
    db.execute(
        "UPDATE audit_event SET sequence = 1000000 + CASE sequence WHEN %s THEN %s ELSE %s END"
        " WHERE organisation_id = %s AND sequence IN (%s, %s)", [at, other, at, org, at, other],
    )  # fmt: skip
    db.execute(
        "UPDATE audit_event SET sequence = sequence - 1000000"
        " WHERE organisation_id = %s AND sequence > 1000000", [org],
    )  # fmt: skip
    _set_head(db, org)


def cut_the_end(db, org, at, length, rng):
    db.execute("DELETE FROM audit_event WHERE organisation_id = %s AND sequence >= %s", [org, at])
    if at == 1:
        db.execute("DELETE FROM audit_head WHERE organisation_id = %s", [org])
    else:
        _set_head(db, org)


def rewrite(db, org, at, length, rng):
    edit(db, org, at, length, rng)
    _hash_anew(db, org)


def take_out_and_rewrite(db, org, at, length, rng):
    delete(db, org, at, length, rng)
    _hash_anew(db, org)


def set_the_head(db, org, at, length, rng):
    db.execute("UPDATE audit_head SET sequence = sequence + 1 WHERE organisation_id = %s", [org])


WAYS = [
    edit, change_who, change_when, delete, insert, reorder, cut_the_end, rewrite,
    take_out_and_rewrite, set_the_head,
]  # fmt: skip


def _renumber(db, org, by, after):
    for shift in (1000000, by - 1000000):
        db.execute(
            "UPDATE audit_event SET sequence = sequence + %s"
            " WHERE organisation_id = %s AND sequence > %s", [shift, org, after],
        )  # fmt: skip


def _set_head(db, org):
    db.execute(
        "UPDATE audit_head h SET (sequence, hash) = (SELECT sequence, hash FROM audit_event e"
        " WHERE e.organisation_id = h.organisation_id ORDER BY sequence DESC LIMIT 1)"
        " WHERE organisation_id = %s AND EXISTS (SELECT 1 FROM audit_event e"
        " WHERE e.organisation_id = h.organisation_id)", [org],
    )  # fmt: skip


def _hash_anew(db, org):
    previous = chain.GENESIS
    for _, _, sequence, *parts in db.execute(EVENTS).fetchall():
        if parts[0] != str(org):
            continue
        own = chain.link(previous, parts)
        db.execute(
            "UPDATE audit_event SET previous_hash = %s, hash = %s"
            " WHERE organisation_id = %s AND sequence = %s", [previous, own, org, sequence],
        )  # fmt: skip
        previous = own
    _set_head(db, org)


@pytest.mark.fault
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_touch_is_found(superuser, chains, way):
    """Ten ways, ten places each: a hundred of a hundred are found, in the right chain alone."""
    signed = heads_now(superuser)
    rng = random.Random(way.__name__)
    for _ in range(10):
        org = rng.choice(chains)
        (head,) = signed[org]
        at = rng.randint(1, head.sequence)
        with superuser.transaction(force_rollback=True):
            way(superuser, org, at, head.sequence, rng)
            found = reports(superuser, signed)
        touched = {pk for pk, report in found.items() if report.faults}
        assert touched == {org}, f"{way.__name__} at {at} of {head.sequence}"
    assert not any(report.faults for report in reports(superuser, signed).values())


def test_a_chain_written_anew_is_coherent_in_itself(superuser, chains):
    """The reason heads are signed outside: without them this cannot be seen."""
    with superuser.transaction(force_rollback=True):
        rewrite(superuser, chains[0], 1, 5, random.Random(1))
        assert not reports(superuser)[chains[0]].faults


# --- Signed heads ------------------------------------------------------------------


def signed_twice(superuser, folder, key):
    for minute in (0, 10):
        heads = {pk: one for pk, (one,) in heads_now(superuser).items()}
        signing.sign(heads, key=key, folder=folder, at=datetime(2026, 9, 1, 9, minute, tzinfo=UTC))
    return sorted(folder.glob("*.json"))


def test_signed_heads_are_read_again(superuser, chains, tmp_path):
    key = Ed25519PrivateKey.generate()
    signed_twice(superuser, tmp_path, key)

    found = signing.signed_heads(key=key, folder=tmp_path)

    assert found[chains[0]] == heads_now(superuser)[chains[0]] * 2


@pytest.mark.parametrize("touch", ["change", "remove", "other key", "nonsense"])
def test_a_touched_file_of_heads_is_refused(superuser, chains, tmp_path, touch):
    key = Ed25519PrivateKey.generate()
    first, second = signed_twice(superuser, tmp_path, key)
    if touch == "change":
        second.write_text(second.read_text().replace("09:10", "09:11"))
    elif touch == "remove":
        first.unlink()
    elif touch == "nonsense":
        first.write_text("[]")
    else:
        key = Ed25519PrivateKey.generate()

    with pytest.raises(signing.NotSigned):
        signing.signed_heads(key=key, folder=tmp_path)


# --- The commands ------------------------------------------------------------------


def run(command, folder, door="deploy"):
    return subprocess.run(
        [sys.executable, "-m", "django", command],
        env={**os.environ, "SAFEHOME_DOOR": door, "SAFEHOME_SIGNED_HEADS": str(folder)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_command_says_a_sentence_for_each_organisation(superuser, chains, tmp_path):
    assert run("sign_heads", tmp_path).returncode == 0
    whole = run("verify_audit", tmp_path)
    assert whole.returncode == 0, whole.stderr
    assert "Harbour Family Service: " in whole.stdout
    assert "each in its place" in whole.stdout

    edit(superuser, chains[0], 2, 5, random.Random(1))
    touched = run("verify_audit", tmp_path)
    assert touched.returncode != 0
    assert "Harbour Family Service" in touched.stdout
    assert "Event 2 is not as it was written." in touched.stdout
    assert "Meadow Children's Trust: 2 events, each in its place." in touched.stdout


def test_a_door_cannot_say_that_all_is_well(chains, tmp_path):
    asked = run("verify_audit", tmp_path, door="staff")

    assert asked.returncode != 0
    assert "SAFEHOME_DOOR=deploy" in asked.stderr


def test_a_door_cannot_sign(chains, tmp_path):
    asked = run("sign_heads", tmp_path, door="staff")

    assert asked.returncode != 0
    assert not list(tmp_path.iterdir())


# --- One hash, spelt twice -----------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(previous=st.binary(min_size=32, max_size=32), parts=st.lists(st.none() | TEXT, min_size=1))
def test_python_and_the_database_make_the_same_link(superuser, previous, parts):
    row = superuser.execute("SELECT audit.link(%s, %s::text[])", [previous, parts]).fetchone()

    assert bytes(row[0]) == chain.link(previous, parts)


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(chain).failed == 0


TOUCHES = (
    "UPDATE audit_event SET verb = ''",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "UPDATE audit_head SET sequence = 0",
)


@pytest.mark.parametrize("act", TOUCHES)
def test_no_door_may_change_or_remove_an_event(superuser, chains, act):
    for door in ("staff", "portal", "office", "worker", "auth"):
        with superuser.transaction(force_rollback=True):
            superuser.execute(f"SET LOCAL ROLE sh_{door}")
            with pytest.raises(Exception, match="permission denied"):
                superuser.execute(act)
