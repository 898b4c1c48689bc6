"""What was recommended, who sees to it and what came of it: added to, never changed."""

from __future__ import annotations

import doctest
from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.evaluation.rules.indicators import INDICATORS, TITLES
from safehome.recommendations import actions, queries, rules
from safehome.recommendations.models import Recommendation, State, Step
from tests.factories.families import open_pack_version
from tests.factories.recommendations import make_recommendation

LIST, ADD = reverse("recommendations:register"), reverse("recommendations:recommend")


def day(name: str, on) -> dict[str, object]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def whole(cast, **changes):
    today = timezone.localdate()
    given = {
        "found": "Few carers answered again", "recommends": "Ask in the session itself",
        "source": "external", "from_whom": "Northern Evaluation", "indicator": "answered",
        "area": "both", "modules": ["practitioner/the-session"], "to_do": "Try it in one team",
        "owner": str(cast.ben.pk), **day("made_on", today),
        **day("due_on", today + timedelta(days=60)),
    }  # fmt: skip
    return given | changes


@pytest.fixture
def made(cast, acting) -> Recommendation:
    open_pack_version()
    with acting(cast.mo) as by:
        return make_recommendation(by)


def step(cast, made, acting, state, *, words="We did it.", outcome="More answer again.", by=None):
    with acting(by or cast.ben) as actor:
        one = queries.recommendation(actor, made.pk)
        return actions.go_on(
            one, state=state, to_do=one.last.to_do, owner=cast.ben.pk, due_on=one.last.due_on,
            words=words, outcome=outcome, by=actor,
        )  # fmt: skip


@pytest.mark.feature("PRG20")
def test_from_a_finding_to_what_came_of_it(cast, signed_in):
    open_pack_version()
    mo = signed_in(cast.mo)
    assert "Nothing was recommended yet" in mo.get(LIST).text
    assert "Practise" not in mo.get(f"{ADD}?indicator=answered").text
    page = mo.post(ADD, whole(cast), follow=True).text
    assert "The recommendation is in the register" in page
    assert "Ask in the session itself" in page
    assert "By module of training" in page

    address = LIST + page.split(f'href="{LIST}')[-1].split('"')[0]
    one = signed_in(cast.amina).get(address).text  # a practitioner reads it
    assert "Northern Evaluation" in one
    assert "/outcomes/indicators/#answered" in one
    assert "Write what became of it" not in one

    last = {**whole(cast), "state": "done", "words": "One team asked in the session."}
    refused = signed_in(cast.ben).post(f"{address}step/", last).text
    assert "Write what came of it" in refused
    page = (
        signed_in(cast.ben)
        .post(f"{address}step/", last | {"outcome": "Nine of ten answered again."}, follow=True)
        .text
    )
    for words in ("Nine of ten answered again.", "One team asked in the session.", "Mo Brennan"):
        assert words in page


def test_what_is_missing_is_said_at_its_place(cast, signed_in):
    open_pack_version()
    page = signed_in(cast.mo).post(ADD, {}).text
    for words in (
        "Write what was found", "Write what is recommended", "Choose where it comes from",
        "Write who recommends it", "Choose where something is to change", "Choose who sees to it",
        "Write what is to be done", "Write by when",
    ):  # fmt: skip
        assert words in page
    late = day("made_on", timezone.localdate() + timedelta(days=2))
    assert "has not come yet" in signed_in(cast.mo).post(ADD, whole(cast, **late)).text


def test_the_same_form_twice_is_one_recommendation(cast, signed_in, acting):
    open_pack_version()
    given = whole(cast, key="0198c0de-0000-7000-8000-000000000001")
    mo = signed_in(cast.mo)
    for _ in range(2):
        mo.post(ADD, given)
    with acting(cast.mo) as by:
        assert len(queries.register(by)) == 1


def test_its_history_is_kept(cast, acting, made):
    for state in ("under-way", "not-taken", "open", "done"):
        step(cast, made, acting, state)
    with acting(cast.amina) as by:
        found = [one.state for one in queries.steps_of(made)]
        assert found == ["open", "under-way", "not-taken", "open", "done"]
        assert queries.recommendation(by, made.pk).last.state == "done"


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("before", State.values)
def test_it_goes_only_where_it_can(before, state):
    found = rules.missing(state, before=before, words="so", outcome="so")
    assert (found == {}) is (state in rules.WAYS[before])
    assert rules.missing(state, before=before, words=" ", outcome="so") != {}


@pytest.mark.parametrize(
    ("state", "words", "outcome", "says"),
    [
        ("not-taken", "", "", "why it is not taken"),
        ("done", "", "x", "what was done"),
        ("done", "x", " ", "what came of it"),
        ("under-way", "", "", "how it is going"),
    ],
)
def test_an_action_refuses_half_a_step(cast, acting, made, state, words, outcome, says):
    with pytest.raises(PermissionDenied, match=says):
        step(cast, made, acting, state, words=words, outcome=outcome)


def test_the_database_refuses_an_end_without_a_word(cast, made, superuser):
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute("UPDATE recommendations_step SET state = 'not-taken', words = ''")


def test_what_is_late_stands_first_and_says_so(cast, acting, signed_in, made):
    with acting(cast.mo) as by:
        make_recommendation(
            by, recommends="Late one", due_on=timezone.localdate() - timedelta(days=1)
        )
        first, second = queries.register(by)
    assert (first.made.recommends, first.late, second.late) == ("Late one", True, False)
    page = signed_in(cast.rita).get(LIST).text
    assert page.count(">Late<") == 1
    step(cast, first.made, acting, "done")
    assert ">Late<" not in signed_in(cast.rita).get(LIST).text
    assert "Late one" in signed_in(cast.rita).get(f"{LIST}?state=done").text
    assert "None of these" in signed_in(cast.rita).get(f"{LIST}?state=under-way").text


def test_who_writes(cast, acting, signed_in, made):
    for who in (cast.amina, cast.rita):
        assert signed_in(who).get(ADD).status_code == 403
        with acting(who) as by, pytest.raises(PermissionDenied):
            make_recommendation(by)
        with acting(who), pytest.raises(Exception, match="row-level security"):
            Step.objects.create(
                organisation_id=cast.harbour.pk, recommendation=made, state="open", to_do="x",
                owner_id=who.pk, due_on=timezone.localdate(), written_by_id=who.pk,
            )  # fmt: skip
    assert signed_in(cast.ada).get(LIST).status_code == 403
    assert signed_in(cast.dev).get(f"{LIST}{made.pk}/").status_code == 404
    assert "Nothing was recommended yet" in signed_in(cast.dev).get(LIST).text


def test_nobody_changes_what_was_written(cast, acting, made):
    for act in (
        lambda: Recommendation.objects.update(found="other"),
        lambda: Step.objects.update(state="done", words="x"),
    ):
        with acting(cast.mo), pytest.raises(Exception, match="permission denied"):
            act()


def test_each_figure_of_the_report_can_be_named():
    assert list(TITLES) == [one.id for one in INDICATORS]


def test_the_examples_are_true():
    assert doctest.testmod(rules).attempted
    assert doctest.testmod(rules).failed == 0


def test_whoever_cannot_read_the_register_is_not_offered(cast, signed_in):
    page = signed_in(cast.mo).get("/recommendations/add/").text
    assert cast.amina.name in page
    assert cast.eve.name not in page, "an evaluator sees frozen sets alone"
    assert cast.ada.name not in page
