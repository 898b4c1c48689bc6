"""What the worker may, and what nobody else may: its functions, its key, and no table."""

import psycopg
import pytest
from django.db import connections

from safehome.notices.keys import by_worker, place_of
from safehome.notices.models import Notice
from safehome.vault.boxes import CannotOpen
from tests.notices.test_queue_notice import queue
from tests.prepared import ADMIN, NAME

ACTS = ("SELECT * FROM ctx.notices_due(now(), 10)", "SELECT * FROM ctx.begin_notice(%(id)s, false)",
        "SELECT ctx.hand_notice(%(id)s, now())", "SELECT * FROM ctx.notices_cut_short(now(), 10)",
        "SELECT ctx.end_notice(%(id)s, 'sent', '', now())",
        "SELECT * FROM ctx.put_off_notice(%(id)s, now(), '1 minute', 6)")  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["sh_staff", "sh_office", "sh_portal", "sh_reception", "sh_auth"])
def test_no_other_role_may(cast, acting, made, superuser, role, act):
    notice = queue(acting, cast.amina, made)
    with superuser.transaction(force_rollback=True):
        superuser.execute(f"SET LOCAL SESSION AUTHORIZATION {role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            superuser.execute(act, {"id": notice.pk})


def test_the_worker_sees_no_table_even_in_a_notices_context(cast, acting, made, worker):
    notice = queue(acting, cast.amina, made)
    for table in ("families_family", "families_familymember", "notices_notice", "people_person"):
        with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as db:
            db.execute("SET SESSION AUTHORIZATION sh_worker")
            begun = db.execute("SELECT id FROM ctx.begin_notice(%s, false)", [notice.pk])
            assert begun.fetchone()[0]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(f"SELECT * FROM {table}")


def test_it_ends_no_notice_but_the_one_it_has_begun(cast, acting, made, worker):
    one = queue(acting, cast.amina, made)
    with connections[worker].cursor() as cursor:
        cursor.execute("SELECT ctx.end_notice(%s, 'sent', '', now())", [one.pk])
        assert cursor.fetchone() == (False,)


def test_one_worker_has_a_notice_and_another_passes_it_over(cast, acting, made, send):
    notice = queue(acting, cast.amina, made)
    with psycopg.connect(psycopg.conninfo.make_conninfo(ADMIN, dbname=NAME)) as db:
        db.execute("SET SESSION AUTHORIZATION sh_worker")
        db.execute("SELECT * FROM ctx.begin_notice(%s, false)", [notice.pk])
        assert send() == {"passed over": 1}
    assert send() == {"sent": 1}


def test_a_box_opens_in_its_own_place_alone(cast, acting, made, superuser, send):
    one, other = queue(acting, cast.amina, made), queue(acting, cast.amina, made)
    superuser.execute(
        "UPDATE notices_notice SET box = (SELECT box FROM notices_notice WHERE id = %s)"
        " WHERE id = %s", [one.pk, other.pk],
    )  # fmt: skip
    with acting(cast.amina):
        box = bytes(Notice.objects.get(pk=other.pk).box)
    assert by_worker(box, place=place_of(one.pk))
    with pytest.raises(CannotOpen):
        by_worker(box, place=place_of(other.pk))
    assert send() == {"sent": 1, "held": 1}
