"""Reports as files: what is in them, who may open them, and that each is noted and capped."""

import csv
import io
from datetime import UTC, datetime, timedelta

import msoffcrypto
import openpyxl
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.exceptions import InvalidKeyError

from safehome.evaluation.actions import note_export
from safehome.evaluation.models import Export, Kind
from safehome.evaluation.rules.counts import Scope
from safehome.evaluation.rules.indicators import INDICATORS
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.sheets import COLUMNS, lines_of
from safehome.evaluation.workbook import workbook
from tests.evaluation.test_counting import journey  # noqa: F401
from tests.evaluation.test_frozen import CALM, counted

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
PASSWORD = "otter lantern quilt seven"
ADDRESS = "/outcomes/take-away/"


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def figures_of(book):
    head, *rows = book["Figures"].iter_rows(values_only=True)
    assert head == COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


def take(client, kind, password="", again=None, asked=""):
    told = {"kind": kind, "password": password, "again": password if again is None else again}
    return client.post(ADDRESS + asked, told)


@pytest.mark.feature("EVA3")
def test_excel_works(cast, signed_in, journey):  # noqa: F811
    answer = take(signed_in(cast.mo), "excel")

    assert answer["Content-Disposition"] == 'attachment; filename="what-changed.xlsx"'
    book = opened(answer.content)
    assert book.sheetnames == ["About", "Figures", "What they mean"]
    rows = figures_of(book)
    held = next(row for row in rows if row["figure"] == "Answered at the start")
    assert (held["value"], held["note"]) == ("held back", "held back")
    nobody = next(row for row in rows if row["figure"] == "Came")
    assert nobody["value"] == 0
    assert not isinstance(nobody["value"], str)
    told = {row[0] for row in book["What they mean"].iter_rows(values_only=True)}
    assert told == {"name", *COLUMNS, *(one.id for one in INDICATORS)}
    assert not any(
        "Marlow" in str(row) for sheet in book for row in sheet.iter_rows(values_only=True)
    )


def test_excel_csv_and_the_page_have_the_same_figures_and_hashes(cast, signed_in, journey):  # noqa: F811
    client = signed_in(cast.mo)
    in_excel = figures_of(opened(take(client, "excel").content))
    text = client.get("/outcomes/what-changed.csv").content.decode("utf-8-sig")
    in_csv = list(csv.DictReader(io.StringIO(text)))
    page = client.get("/outcomes/figures/").content.decode()

    assert [row["hash"] for row in in_excel] == [row["hash"] for row in in_csv]
    assert len({row["hash"] for row in in_csv}) == len(in_csv)
    assert all(row["hash"] in page for row in in_csv)


@pytest.mark.feature("EVA3")
@given(st.sampled_from("=+-@\t\r|%＝"), st.text("AZ!()0", max_size=6))
def test_nothing_in_a_workbook_is_a_formula(first, rest):
    report = report_of(counted(), Scope(lead="x"), [CALM])
    lines = lines_of(report, basis="b", names={"x": first + rest})
    made = workbook(lines, about=first + rest, organisation=first + rest, at=NOW)

    cells = [cell for sheet in opened(made) for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert b"<f>" not in made


@pytest.mark.feature("EVA4")
def test_an_excel_file_opens_with_its_password_alone(cast, signed_in, journey):  # noqa: F811
    answer = take(signed_in(cast.mo), "excel", PASSWORD)

    locked = msoffcrypto.OfficeFile(io.BytesIO(answer.content))
    out = io.BytesIO()
    with pytest.raises(InvalidKeyError):
        locked.load_key(password="another one altogether", verify_password=True)
    locked.load_key(password=PASSWORD, verify_password=True)
    locked.decrypt(out, verify_integrity=True)
    assert figures_of(opened(out.getvalue()))
    assert b"Figures" not in answer.content
    assert b'keyBits="256"' in answer.content


@pytest.mark.feature("EVA4")
def test_a_pdf_opens_with_its_password_alone(cast, signed_in, journey):  # noqa: F811
    answer = take(signed_in(cast.mo), "pdf", PASSWORD)

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(answer.content))
    with pikepdf.open(io.BytesIO(answer.content), password=PASSWORD) as paper:
        assert (paper.encryption.bits, paper.encryption.R) == (256, 6)
        assert paper.encryption.stream_method.name == "aesv3"
        assert paper.allow.accessibility
        assert "/MarkInfo" in paper.Root  # still one that is read aloud


@pytest.mark.parametrize(
    ("kind", "password", "again", "said"),
    [
        ("excel", "short", "short", "at least 14 letters"),
        ("excel", PASSWORD, "another", "same password in both boxes"),
        ("excel", "", "another", "same password in both boxes"),
        ("csv", PASSWORD, PASSWORD, "Choose Excel or PDF"),
        ("pdf", "x" * 101, "x" * 101, "at most 100 letters"),
        ("pdf", "1234567890123456", "1234567890123456", "harder to guess"),
        ("pdf", "passwordpassword", "passwordpassword", "harder to guess"),
        ("word", "", "", "Select a valid choice"),
        ("", "", "", "Choose which file"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(
    cast, signed_in, acting, kind, password, again, said
):
    page = take(signed_in(cast.mo), kind, password, again).content.decode()

    assert said in page
    assert "There is a problem" in page
    assert password not in page or not password
    with acting(cast.mo):
        assert not Export.objects.exists()


@pytest.mark.feature("EVA4")
def test_each_file_is_noted_without_a_figure_or_the_password(
    cast, signed_in, journey, superuser  # noqa: F811
):  # fmt: skip
    take(signed_in(cast.ben), "excel", PASSWORD, asked="?team=North&later=mid")
    page = signed_in(cast.mo).get("/outcomes/exports/").content.decode()

    for words in ("Ben Carter", "Excel", "Team North, half-way", "Yes"):
        assert words in page
    event = superuser.execute(
        "SELECT person_id, purpose, fields FROM audit_event WHERE verb = 'export.made'"
    ).fetchone()
    ((rows,),) = superuser.execute("SELECT rows FROM evaluation_export").fetchall()
    assert event == (cast.ben.pk, f"excel, {rows} rows, locked, ?team=North&later=mid", "")
    everything = superuser.execute("SELECT string_agg(e::text, ' ') FROM evaluation_export e")
    assert PASSWORD not in str(everything.fetchall())


def test_who_sees_what_was_taken(cast, signed_in):
    seen = {
        who: signed_in(getattr(cast, who)).get("/outcomes/exports/").status_code
        for who in ("mo", "priya", "rita", "ben", "amina", "ada")
    }
    assert seen == {"mo": 200, "priya": 200, "rita": 200, "ben": 403, "amina": 403, "ada": 403}
    take(signed_in(cast.mo), "csv")
    assert "Mo Brennan" not in signed_in(cast.dev).get("/outcomes/exports/").content.decode()


def test_too_many_in_a_day_are_refused_and_the_next_day_is_another(
    cast, signed_in, settings, superuser
):
    settings.EXPORTS_A_DAY = 2
    client = signed_in(cast.mo)
    assert [take(client, "csv").status_code for _ in range(3)] == [200, 200, 403]
    refused = client.get("/outcomes/what-changed.pdf")
    assert refused.status_code == 403
    assert "You have taken 2 files today" in refused.content.decode()
    assert take(signed_in(cast.ben), "csv").status_code == 200  # each person has their own
    superuser.execute("UPDATE evaluation_export SET taken_at = taken_at - %s", [timedelta(days=1)])
    assert take(client, "csv").status_code == 200


def test_a_file_that_is_too_large_is_refused(cast, acting, settings):
    settings.EXPORT_ROWS = 10
    with acting(cast.mo) as by, pytest.raises(PermissionDenied, match="11 rows, and a file may"):
        note_export(Kind.EXCEL, asked="", rows=11, locked=False, by=by)
    with acting(cast.ada) as by, pytest.raises(PermissionDenied, match="those who read them"):
        note_export(Kind.EXCEL, asked="", rows=1, locked=False, by=by)


def test_two_at_once_are_counted_one_after_the_other(cast, acting, settings):
    """Without the lock, each of two that began together would see room for one more."""
    import threading

    from django.db import connections

    settings.EXPORTS_A_DAY = 1
    begun, said = threading.Barrier(2), []

    def take_one():
        try:
            with acting(cast.mo) as by:
                begun.wait(5)
                note_export(Kind.CSV, asked="", rows=1, locked=False, by=by)
                threading.Event().wait(0.3)
            said.append("taken")
        except PermissionDenied:
            said.append("refused")
        finally:
            connections.close_all()

    both = [threading.Thread(target=take_one) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    assert sorted(said) == ["refused", "taken"]
