"""The chronology: a story that leads to its sources, and keeps children's records apart."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from safehome.families.actions import assign_family, restrict_member
from safehome.families.models import FamilyMember
from safehome.journeys.models import Addition, Attendance, ChildLine, Session
from safehome.vault.keyring import open_family
from tests.factories.families import make_agreement
from tests.factories.referrals import make_waiting

PEOPLE = {"amina": uuid4(), "ben": uuid4()}
JAY = "Jay showed his drawing of the harbour."
MINA = "Mina slept at her friend’s house."


@pytest.fixture
def held(cast, acting, made, journey):
    """Session 1, with a line for each child, as sign-off leaves it."""
    jay, mina = made.children
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="making")
        session = Session.objects.get(journey=journey, number=1)
        ours = {"organisation_id": by.organisation_id, "family_id": made.pk, "session": session}
        Attendance.objects.create(**ours, carer=made.carers[0], outcome="came")
        ChildLine.objects.create(**ours, child=jay, line=JAY)
        ChildLine.objects.create(**ours, child=mina, line=MINA)
        session.next_step, session.held_on = "Quiet evenings.", timezone.localdate()
        session.signed_at, session.signed_by_id = timezone.now(), by.pk
        session.save()
        Addition.objects.create(**ours, text="It was a Tuesday.", added_by_id=by.pk)
    return session


@pytest.fixture
def story(cast, signed_in, held):
    client = signed_in(cast.amina)

    def read(**asked: object) -> str:
        return client.get(
            reverse("workspace:chronology", args=[held.family_id]), asked
        ).content.decode()

    return read


@pytest.mark.feature("FAM7")
def test_it_tells_what_happened(story):
    said = story()

    for part in (
        "The journey began",
        "Session 1 was held",
        "Carol came. Next: Quiet evenings.",
        "Something was added to session 1",
        "It was a Tuesday.",
        "Jay was added as a child",
    ):
        assert part in said, part


@pytest.mark.feature("FAM7")
def test_it_is_filtered_by_kind_and_person(story, made):
    only = story(kind="session")
    assert "Session 1 was held" in only
    assert "The journey began" not in only

    carol = story(kind="person", who=str(made.carers[0].pk))
    assert "Carol was added as a carer" in carol
    assert "Jay was added as a child" not in carol


def test_a_filter_nobody_offers_shows_everything(story):
    assert "Session 1 was held" in story(kind="'; --", who="nobody")


@pytest.mark.feature("NEW17")
def test_about_a_child_only_that_child_is_told(story, made):
    jay, mina = made.children

    said = story(who=str(mina.pk))
    assert MINA in said
    assert JAY not in said
    assert "It was a Tuesday." not in said, "an addition may speak of another child"
    assert "Jay was added" not in said
    assert "Quiet evenings" not in said
    assert JAY in story(who=str(jay.pk))


@pytest.mark.feature("NEW17")
def test_beside_a_carer_nothing_is_told_that_may_be_about_somebody_else(story, made):
    said = story(who=str(made.carers[0].pk))
    assert "Session 1 was held" in said
    assert "It was a Tuesday." not in said


@pytest.mark.feature("FAM9")
def test_an_addition_is_read_by_whoever_may_know_of_everybody(
    cast, acting, signed_in, held, made, superuser
):
    """It is one text about all; whoever wrote it keeps it."""
    with acting(cast.priya) as by:
        open_family(made.pk, purpose="test")
        mina = FamilyMember.objects.select_related("family").get(pk=made.children[1].pk)
        restrict_member(mina, readers=[cast.ben.pk], because="Safety.", by=by)
    pages = (reverse("workspace:chronology", args=[made.pk]),
             reverse("journeys:session", args=[held.pk]))  # fmt: skip
    for page in pages:
        assert "It was a Tuesday." in signed_in(cast.ben).get(page).content.decode()
        assert "It was a Tuesday." in signed_in(cast.amina).get(page).content.decode(), "hers"
        assert "It was a Tuesday." not in signed_in(cast.rita).get(page).content.decode()
    superuser.execute("ALTER POLICY speaks ON journeys_addition TO sh_portal")
    try:
        assert "It was a Tuesday." in signed_in(cast.rita).get(pages[0]).content.decode()
    finally:
        superuser.execute(
            "ALTER POLICY speaks ON journeys_addition TO sh_staff, sh_portal, sh_worker"
        )


@pytest.mark.feature("NEW17")
def test_a_childs_own_page_speaks_of_nobody_else(cast, signed_in, held, made):
    _, mina = made.children
    said = signed_in(cast.amina).get(reverse("workspace:member", args=[mina.pk])).content.decode()

    assert MINA in said
    assert JAY not in said
    assert "Jay" not in said


def test_what_children_are_written_of_is_not_for_a_manager(cast, signed_in, held, made):
    client = signed_in(cast.mo)
    child = client.get(reverse("workspace:member", args=[made.children[0].pk]))
    family = client.get(reverse("workspace:chronology", args=[made.pk]))

    assert (child.status_code, family.status_code) == (200, 200)
    assert JAY not in child.content.decode()
    assert "Quiet evenings" not in family.content.decode()


def test_who_looked_names_those_who_did(cast, signed_in, held, made):
    signed_in(cast.amina).get(reverse("workspace:family", args=[made.pk]))
    priya = signed_in(cast.priya)
    page = priya.get(reverse("workspace:who-looked", args=[made.pk])).content.decode()

    assert "Amina Yusuf" in page
    assert "family page" in page
    assert signed_in(cast.amina).get(
        reverse("workspace:who-looked", args=[made.pk])
    ).status_code == 403  # fmt: skip


def test_a_day_of_autosaves_is_one_line(made):
    from safehome.audit.models import Event
    from safehome.workspace.queries.looking import folded

    def event(verb, *, minute, by="amina", purpose=""):
        at = timezone.now().replace(hour=12, minute=minute)
        return Event(verb=verb, at=at, person_id=PEOPLE[by], purpose=purpose)

    events = [
        event("family.opened", minute=40, purpose="family page"),
        *(e for minute in range(39, 25, -1) for e in (
            event("draft.saved", minute=minute),
            event("family.opened", minute=minute, purpose="draft"),
        )),
        event("draft.saved", minute=20, by="ben"),
        event("session.seen", minute=11, purpose=str(made.pk)),
        event("session.seen", minute=10, purpose=str(made.pk)),
        event("draft.saved", minute=5),
    ]  # fmt: skip
    lines = folded(events, {PEOPLE["amina"]: "Amina", PEOPLE["ben"]: "Ben"})

    assert [(one.who, one.what, one.times) for one in lines] == [
        ("Amina", "looked", 1),
        ("Amina", "wrote in a draft", 15),
        ("Ben", "wrote in a draft", 1),
        ("Amina", "looked at a session", 2),
    ]
    assert lines[1].at.minute == 39
    assert lines[3].purpose == "", "an identifier says nothing to anybody"


def test_names_that_stood_in_a_list_are_shown_on_request(cast, signed_in, held, made):
    signed_in(cast.amina).get("/families/")
    priya = signed_in(cast.priya)
    address = reverse("workspace:who-looked", args=[made.pk])

    assert ">caseload<" not in priya.get(address).content.decode()
    assert ">caseload<" in priya.get(address, {"lists": "yes"}).content.decode()


@pytest.mark.feature("NEW12")
def test_word_with_a_family_that_waited_is_still_read_once_it_is_worked_with(
    cast, acting, signed_in
):
    """Whoever takes a family on reads what was said to whoever was in touch before."""
    with acting(cast.priya) as by:
        family = make_waiting(by, cast.team.pk, carers=[
            {"name": "Carol Marlow", "kind": "birth", "safe_contact": "Ring before noon"},
        ])  # fmt: skip
    with acting(cast.ben) as by:
        open_family(family.pk, purpose="allocating")
        assign_family(family, person=cast.amina.pk, by=by)
    page = reverse("workspace:chronology", args=[family.pk])
    there = reverse("referrals:check-in", args=[family.pk])

    amina = signed_in(cast.amina)
    assert f'href="{there}"' in amina.get(page).text
    assert "Ring before noon" in amina.get(there).text
    told = signed_in(cast.mo).get(page).text
    assert "Word with the family while it waited" in told
    assert there not in told, "what was said is not for a manager"


def test_what_was_agreed_on_the_day_it_was_written_stands_after_what_came_before(
    cast, acting, signed_in, made
):
    """And what is typed in from an older paper stands on the paper's day."""
    with acting(cast.amina) as by:
        make_agreement(made.carers[0], on=timezone.localdate(), purpose="research", by=by)
        make_agreement(made.carers[0], on=timezone.localdate() - timedelta(days=9), by=by,
                       purpose="recording")  # fmt: skip
    said = signed_in(cast.amina).get(reverse("workspace:chronology", args=[made.pk])).text
    today, added, older = (
        said.index("Use of answers for research"), said.index("Jay was added as a child"),
        said.index("Sessions recorded for supervision"),
    )  # fmt: skip
    assert today < added < older, "the newest stands first"


@pytest.mark.feature("PRG1")
def test_the_sessions_page_leads_a_carer_who_comes_later_in(cast, signed_in, journey):
    page = reverse("workspace:sessions", args=[journey.family_id])
    there = reverse("journeys:join-journey", args=[journey.pk])
    assert f'href="{there}"' in signed_in(cast.amina).get(page).text
    assert there not in signed_in(cast.mo).get(page).text
