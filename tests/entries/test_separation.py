"""What belongs to one child never stands in another child's record, or on a carer's side."""

from __future__ import annotations

import ast

import pypdfium2
import pytest
from django.urls import reverse

from safehome.entries.queries import entries_seen, for_carer, for_staff, through
from safehome.families.models import Restriction
from safehome.vault.keyring import open_family
from tests.factories.records import make_document, make_entry, make_flag, part
from tests.house.reading import ROOMS

JAYS, MINAS, SHARED, CAROLS, STAFFS = (
    "canary-of-jay", "canary-of-mina", "canary-of-both", "canary-of-carol", "canary-of-staff",
)  # fmt: skip


@pytest.fixture
def written(cast, acting, made):
    jay, mina = made.children
    carol = made.carers[0]
    with acting(cast.amina) as by:
        make_entry(by, made, [
            part(JAYS, jay, own=jay),
            part(MINAS, mina, jay, carol, own=mina),
            part(SHARED, jay, mina, carol),
            part(CAROLS, carol),
            part(STAFFS, carol, staff_only=True),
        ])  # fmt: skip
    return made


def text_of(paper: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))


def words(cast, acting, made, view) -> set[str]:
    with acting(cast.amina):
        open_family(made.pk, purpose="test")
        return {one.text for entry in entries_seen(made.family, view) for one in entry.parts}


@pytest.mark.feature("NEW17")
def test_each_side_sees_its_own(cast, acting, written):
    jay, mina = written.children
    carol = written.carers[0]

    def seen(view):
        return words(cast, acting, written, view)

    assert seen(for_staff()) == {JAYS, MINAS, SHARED, CAROLS, STAFFS}
    assert seen(through(jay)) == {JAYS, SHARED}
    assert seen(through(mina)) == {MINAS, SHARED}
    assert seen(for_carer(carol)) == {SHARED, CAROLS}


def test_beside_one_person_nobody_else_is_named(cast, acting, written):
    jay, _ = written.children
    with acting(cast.amina):
        open_family(written.pk, purpose="test")
        parts = [one for entry in entries_seen(written.family, through(jay)) for one in entry.parts]

    assert not any(one.about or one.belongs_to == written.children[1].pk for one in parts)


def test_a_view_is_of_the_right_kind(made):
    with pytest.raises(ValueError, match="Only a child"):
        through(made.carers[0])
    with pytest.raises(ValueError, match="only an adult"):
        for_carer(made.children[0])


@pytest.mark.feature("NEW17", "FAM5")
def test_on_every_page_by_viewpoint(cast, acting, signed_in, written, journey):
    """One entry, many people: on each person's page what is theirs, and nothing else."""
    jay, mina = written.children
    carol = written.carers[0]
    with acting(cast.amina) as by:
        make_flag(by, written, words="canary-of-a-flag", about=mina)
        make_document(by, written, title="canary-of-a-paper", about=[mina], own=mina)
    client = signed_in(cast.amina)
    story = reverse("workspace:chronology", args=[written.pk])
    flag, paper = "canary-of-a-flag", "canary-of-a-paper"
    every = {JAYS, MINAS, SHARED, CAROLS, STAFFS, flag, paper}
    pages = {
        reverse("workspace:member", args=[jay.pk]): {JAYS, SHARED},
        reverse("workspace:member", args=[mina.pk]): {MINAS, SHARED},
        reverse("workspace:member", args=[carol.pk]): {CAROLS, SHARED},
        f"{story}?who={jay.pk}": {JAYS, SHARED},
        f"{story}?who={mina.pk}": {MINAS, SHARED, flag, paper},
        f"{story}?who={carol.pk}": {CAROLS, SHARED},
        story: every,
    }  # fmt: skip
    for address, wanted in pages.items():
        page = client.get(address).content.decode().partition("<main")[2]
        assert {word for word in every if word in page} == wanted, address


def test_a_journeys_paper_says_nothing_of_entries(cast, acting, signed_in, written, journey):
    """The summary of a journey goes to a carer: no passage is ever in it."""
    carol = written.carers[0]
    address = reverse("journeys:summary", args=[journey.pk, carol.pk])
    answer = signed_in(cast.amina).get(address)

    assert answer.headers["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    assert "Carol" in said
    assert "canary" not in said


@pytest.mark.feature("NEW17", "FAM9")
def test_a_passage_about_somebody_hidden_is_hidden_whole(cast, acting, written):
    """The database hides it: not only the name, but the words and the count."""
    jay, mina = written.children
    with acting(cast.priya) as by:
        open_family(written.pk, purpose="test")
        make_entry(by, written, [part("canary-alone", mina, own=mina)])
        paper = make_document(by, written, about=[mina, jay])
        Restriction.objects.create(
            organisation_id=by.organisation_id, family_id=written.pk, member=mina,
            readers=[by.pk], placed_by_id=by.pk,
        )  # fmt: skip

    from safehome.entries.models import Document, DocumentAbout, Entry, Passage, PassageAbout

    with acting(cast.amina):
        open_family(written.pk, purpose="test")
        assert {one.text for one in Passage.objects.all()} == {JAYS, CAROLS, STAFFS}
        assert Entry.objects.count() == 1
        assert PassageAbout.objects.count() == 3
        assert not Document.objects.filter(pk=paper.pk).exists()
        assert not DocumentAbout.objects.exists()
        seen = entries_seen(written.family, through(jay))
        assert [one.text for entry in seen for one in entry.parts] == [JAYS]
    with acting(cast.priya):
        assert Passage.objects.count() == 6
        assert Entry.objects.count() == 2
        assert Document.objects.filter(pk=paper.pk).exists()


def test_the_safeguard_is_what_hides_it(cast, acting, written, superuser):
    """Teeth: without the policies, the words stand there."""
    mina = written.children[1]
    with acting(cast.priya) as by:
        open_family(written.pk, purpose="test")
        Restriction.objects.create(
            organisation_id=by.organisation_id, family_id=written.pk, member=mina,
            readers=[by.pk], placed_by_id=by.pk,
        )  # fmt: skip
    shared = "SELECT count(*) FROM entries_passage WHERE belongs_to_id IS NULL"
    from tests.house.test_no_foreign_row import as_staff, token_of

    with superuser.transaction(force_rollback=True):
        with as_staff(superuser, token_of(cast.amina)):
            before = superuser.execute(shared).fetchone()[0]
        superuser.execute("DROP POLICY speaks ON entries_passage")
        with as_staff(superuser, token_of(cast.amina)):
            assert superuser.execute(shared).fetchone()[0] == before + 1


def test_nothing_else_reads_passages():
    """Separation holds as long as there is one way to them."""
    allowed = {"entries/models.py", "entries/queries/passages.py", "entries/actions/writing.py"}
    readers = set()
    for path in ROOMS.rglob("*.py"):
        place = path.relative_to(ROOMS).as_posix()
        if "/migrations/" in place:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.ImportFrom)
                and "entries.models" in (node.module or "")
                and {"Passage", "PassageAbout"} & {one.name for one in node.names}
            ):
                readers.add(place)
    assert readers <= allowed
