"""A copy holds what its holder has a hand in, and nothing else: canaries in everything else."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from safehome.families import actions as families
from safehome.families.models import FamilyMember
from safehome.plans import actions, queries
from safehome.plans.models import CopyKind
from safehome.vault.keyring import open_family
from tests.factories.contacts import make_professional
from tests.factories.families import make_family
from tests.factories.plans import fill, make_line, make_plan, sections
from tests.plans.copying import SEALED, give, make_planned, sketch, words_of

GROWN = [kind for kind in CopyKind.values if kind != "child"]


@pytest.fixture
def planned(cast, acting):
    with acting(cast.amina) as by:
        return make_planned(by, make_family(by, cast, carers=("Carol", "Gran")))


def cut_for(planned, who, *, whole=False):
    return queries.cut(queries.read(planned.version), sections(), recipient=who, whole=whole)


@pytest.fixture
def opened(cast, acting, planned):
    with acting(cast.amina) as by:
        open_family(planned.made.pk, purpose="test")
        yield by


@pytest.mark.feature("PLN4")
@pytest.mark.parametrize("kind", GROWN)
def test_the_schools_copy_holds_only_the_schools_lines(opened, planned, kind):
    said = words_of(sketch(planned, planned.school, kind=kind))

    assert len(planned.canaries) > 60
    assert [one for one in planned.canaries if one in said] == []
    assert "Canary" not in said
    assert "Sasha meets Jay at the gate" in said
    assert "Ring Carol, then ring us" in said
    assert "999" in said
    for secret in ("Invented", "HW2", "Mina", "Gran", "07700900123"):
        assert secret not in said


def test_the_canaries_would_be_seen(opened, planned, monkeypatch):
    """The teeth: a cut that lets every line through is noticed."""
    cutting = sys.modules["safehome.plans.queries.cut"]
    monkeypatch.setattr(cutting, "_is_theirs", lambda *_: True)

    said = words_of(sketch(planned, planned.school))

    assert len([one for one in planned.canaries if one in said]) > 20


@pytest.mark.feature("PLN4")
def test_grans_copy_holds_her_lines_and_nobodys_voice(opened, planned):
    made = cut_for(planned, planned.gran)
    said = words_of(sketch(planned, planned.gran))

    assert [one.code for one in made.sections] == [
        "SP1", "SP2", "SP4", "SP5", "SP9", "SP11", "SP12",
    ]  # fmt: skip
    assert "Sasha meets" not in said
    assert made.voices == ()
    assert "Canary from_what" not in said
    assert "Canary stand" not in said
    assert "Canary account" not in said


@pytest.mark.feature("PLN4")
@pytest.mark.parametrize("kind", GROWN)
def test_a_whole_copy_has_the_voices_that_are_shared(opened, planned, kind):
    carol = planned.made.carers[0]
    made = cut_for(planned, carol, whole=True)
    said = words_of(sketch(planned, carol, kind=kind, whole=True))

    assert [(one.name, one.differs) for one in made.voices] == [("Mina", "")]
    if kind != "card":
        assert "Canary helps Mina voice" in said
        assert "Canary text SP9" in said
    for never in ("helps Jay", "worries Jay", "differs", "asked_by", "stand", "account", "relief",
                  "from_what"):  # fmt: skip
        assert f"Canary {never}" not in said


@pytest.mark.feature("PLN4", "PRG14")
def test_a_childs_own_page_has_their_voice_and_the_lines_for_them(opened, planned):
    jay, mina = planned.made.children
    said = words_of(sketch(planned, jay, kind="child"))

    for own in ("Canary helps Jay voice", "Canary worries Jay", "Canary tells Jay",
                "Canary differs Jay", "Canary to_a_child SP4"):  # fmt: skip
        assert own in said
    for others in ("helps Mina", "tells Mina", "text SP", "instead SP4", "how_we_know", "step_up",
                   "from_what", "stand", "account", "asked_by"):  # fmt: skip
        assert f"Canary {others}" not in said
    assert "Sasha meets" not in words_of(sketch(planned, mina, kind="child"))


@pytest.mark.feature("PLN4", "PRG14")
def test_words_for_a_child_stand_on_a_childs_page_and_nowhere_else(cast, acting):
    """Where nobody wrote any: what is done, and instead of what is not done, only what is."""
    with acting(cast.amina) as by:
        made = make_family(by, cast)
        version = make_plan(by, made)
        for text, instead, to_a_child in (
            ("A carer supervises the bathroom", "", "A grown-up is near when we wash"),
            ("No phones upstairs", "Phones sleep in the kitchen", ""),
            ("We knock", "", ""),
        ):
            make_line(by, version, text, children=made.children, instead=instead,
                      to_a_child=to_a_child)  # fmt: skip
        draft = queries.read(version)
        child = queries.cut(draft, sections(), recipient=made.children[0])
        whole = queries.cut(draft, sections(), recipient=made.carers[0], whole=True)
    assert [one.text for one in child.of("SP4")] == [
        "A grown-up is near when we wash", "Phones sleep in the kitchen", "We knock",
    ]  # fmt: skip
    assert [one.text for one in whole.of("SP4")] == [
        "A carer supervises the bathroom", "No phones upstairs", "We knock",
    ]  # fmt: skip


@pytest.mark.feature("PLN4", "PLN1")
def test_somebodys_own_words_stay_theirs_on_every_copy(cast, acting):
    """On a page that speaks as a child, a carer's "I" would be the child's."""
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Gran"))
        carol, gran = made.carers
        version = make_plan(by, made)
        make_line(
            by, version, "I sit with them", said_by_id=carol.pk, children=made.children,
            hands={carol.pk: [], gran.pk: []},
        )  # fmt: skip
        draft = queries.read(version)
        child = queries.cut(draft, sections(), recipient=made.children[0])
        whole = queries.cut(draft, sections(), recipient=gran, whole=True)
        part = queries.cut(draft, sections(), recipient=gran)
        hers = queries.cut(draft, sections(), recipient=carol, whole=True)
    texts = [one.of("SP4")[0].text for one in (child, whole, part, hers)]
    assert texts == [
        "Carol says: “I sit with them”", "Carol says: “I sit with them”", "“I sit with them”",
        "“I sit with them”",
    ]  # fmt: skip


def test_a_child_never_gets_the_whole(opened, planned):
    jay = planned.made.children[0]

    assert cut_for(planned, jay, whole=True) == cut_for(planned, jay)


def test_what_a_part_shows_of_ones_own_line_is_known(opened, planned):
    """A sealed field made tomorrow is in no copy until somebody says so here."""
    said = words_of(sketch(planned, planned.gran))
    shown = {name for name in SEALED if f"Canary {name} SP4" in said}

    # The hours of her week stand instead of words for when.
    assert shown == {"text", "instead", "at_place", "how_we_know", "step_up", "step_down"}


def test_a_line_about_somebody_known_to_few_is_in_no_copy(cast, acting, planned):
    with acting(cast.priya) as by:
        open_family(planned.made.pk, purpose="test")
        gran = FamilyMember.objects.select_related("family").get(pk=planned.gran.pk)
        families.restrict_member(gran, readers=[by.pk], because="few may know", by=by)
        carol = planned.made.carers[0]
        said = words_of(sketch(planned, carol, whole=True))

        assert "Sasha meets" in said
        assert "Canary text" not in said
        assert "Gran" not in said
        assert "Canary text SP4" in words_of(sketch(planned, gran))


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("We wait at 12 invented st.", True),
        ("Come to hw23cd", True),
        ("Drive her to Carol's home", True),
        ("We go home at six", False),
        ("In Hartwell there is a library", False),
    ],
)
def test_no_copy_says_where_a_hidden_home_is(cast, acting, words, refused):
    """Gran must not learn where Carol lives, or by which name the home goes."""
    with acting(cast.amina) as by:
        planned = make_planned(by, make_family(by, cast, carers=("Carol", "Gran")))
        made = replace(cut_for(planned, planned.gran), called=words)
        found = queries.gives_too_much(made, planned.made.family, recipient=planned.gran)
        hers = queries.gives_too_much(made, planned.made.family, recipient=fresh(planned, 0))

    assert bool(found) is refused
    assert hers == [], "whoever lives there knows it"


def fresh(planned, place):
    return FamilyMember.objects.get(pk=planned.made.carers[place].pk)


@pytest.mark.feature("PLN4")
def test_giving_it_is_refused_then_and_says_which_line(cast, acting):
    with acting(cast.amina) as by:
        made = make_family(by, cast, carers=("Carol", "Gran"))
        planned = make_planned(by, made)
        draft = make_plan(by, made, setting="school", stage="interim")
        school = make_professional(made.family, by=by)
        make_line(
            by, draft, "We wait at 12 Invented Street", children=made.children,
            hands={school.pk: []}, professionals=[school.pk],
        )  # fmt: skip
        fill(by, draft, made)
        held = actions.put_in_force(draft, sections=sections(), by=by)
        other = replace(planned, version=queries.version_for(by, held.pk, purpose="test"))
        with pytest.raises(PermissionDenied, match=r"Write this differently.*12 Invented Street"):
            give(other, school, by=by)
