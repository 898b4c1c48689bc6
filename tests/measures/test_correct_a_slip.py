"""Correcting a slip: what was entered wrongly is put right, and both versions stay."""

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from safehome.measures import actions
from safehome.measures.models import Answers, CheckInAsked, GoalRating, Slip
from safehome.measures.queries import answered_in, answers_of, goals_of
from safehome.measures.queries.slips import standing_of, versions_of
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.measures.test_give_answers import ITEMS, give

WHY = {"why": "misread", "because": "The fours on the paper are sevens."}


@pytest.fixture
def journey(cast, acting):
    with acting(cast.amina) as by:
        return make_journey(by, make_family(by, cast))


def correct(before, by, *, value=7, **other):
    asked = pack_of(before.pack_version).questionnaire(before.questionnaire)
    facts = {
        "given": dict.fromkeys((item.id for item in asked.items), value), "mode": before.mode,
        "help": before.help, "on": before.given_on, "words": {}, **WHY, **other,
    }  # fmt: skip
    return actions.correct_answers(before, asked, by=by, **facts)


@pytest.mark.feature("MEA1")
def test_it_works(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        before = give(journey, by, value=4)
        after = correct(before, by, value=7)

        assert after.scores["total"] == 7.0
        assert (after.version, after.after_id) == (2, before.pk)
        assert Answers.objects.get() == after
        assert Answers.every.get(pk=before.pk).given == dict.fromkeys(ITEMS, 4)
        first, second = versions_of(after)
        assert (first.slip.words, first.slip.found_by_id) == (WHY["because"], by.pk)
        assert second.stands


def test_the_later_version_is_answered_once_and_looked_at(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        after = correct(give(journey, by), by)

        assert answered_in(by.organisation_id, journey=journey.pk) == [
            (after.carer_id, "kuc", "baseline")
        ]
        assert answers_of(by, journey.pk, after.carer_id, "kuc") == [after]
        with pytest.raises(PermissionDenied, match="already answered"):
            give(journey, by)


def test_nothing_changed_and_no_reason_are_refused(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        before = give(journey, by, value=4)
        for wrong in (
            {"value": 4}, {"why": "wrong-carer"}, {"because": "  "}, {"mode": "link"},
            {"on": timezone.localdate() + timezone.timedelta(days=1)},
        ):  # fmt: skip
            with pytest.raises(ValueError, match=r"changed|why|link|today"):
                correct(before, by, **wrong)
        assert not Slip.objects.exists()
        assert standing_of(before) == before


def test_of_two_at_once_the_second_is_told(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        before = give(journey, by, value=4)
        correct(before, by, value=7)
        with pytest.raises(actions.Overtaken):
            correct(before, by, value=9)
        with pytest.raises(actions.Overtaken):
            actions.set_aside(before, why="wrong-point", because="No", by=by)
        assert Answers.objects.get().given["k1"] == 7


@pytest.mark.parametrize("who", ["mo", "rita", "priya"])
def test_only_who_enters_answers_corrects_them(cast, acting, journey, who):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        before = give(journey, by)
    with acting(getattr(cast, who)) as by, pytest.raises(PermissionDenied, match="practitioners"):
        correct(before, by)


def test_another_organisation_sees_no_slip(cast, acting, journey):
    with acting(cast.amina) as by:
        open_family(journey.family_id, purpose="answers")
        correct(give(journey, by), by)
    with acting(cast.dev):
        assert not Slip.objects.exists()
        assert not Answers.every.exists()


class TestSettingAside:
    """A set that was entered by mistake."""

    def test_it_is_due_again(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = give(journey, by, value=4)
            actions.set_aside(before, why="wrong-carer", because="Their partner’s sheet.", by=by)

            assert answered_in(by.organisation_id, journey=journey.pk) == []
            assert standing_of(before) is None
            again = give(journey, by, value=8)
            assert (again.version, again.after_id) == (2, before.pk)
            assert standing_of(before) == again

    def test_a_corrected_one_can_be(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            after = correct(give(journey, by), by)
            actions.set_aside(after, why="wrong-point", because="Of the end.", by=by)
            assert not Answers.objects.exists()
            assert [one.slip.done for one in versions_of(after)] == ["corrected", "set-aside"]

    def test_a_reason_of_a_correction_is_none(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            with pytest.raises(ValueError, match="why"):
                actions.set_aside(give(journey, by), why="misread", because="x", by=by)


class TestLowAnswers:
    """A correction that shows answers low asks for a check-in; none takes one away."""

    def home(self, journey, by, value):
        asked = pack_of(journey.pack_version).questionnaire("home")
        return actions.give_answers(
            journey.carers.select_related("carer").get().carer, asked,
            {item.id: value for item in asked.items}, journey=journey.pk,
            pack_version=journey.pack_version, point="baseline", mode="paper",
            on=timezone.localdate(), by=by,
        )  # fmt: skip

    def test_lower_than_it_seemed(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = self.home(journey, by, 9)
            assert not CheckInAsked.objects.exists()
            after = correct(before, by, value=0)
            assert CheckInAsked.objects.get().answers_id == after.pk

    def test_higher_than_it_seemed_leaves_the_ask(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = self.home(journey, by, 0)
            correct(before, by, value=9)
            assert CheckInAsked.objects.get().answers_id == before.pk

    def test_who_is_asked_already_is_asked_once(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = self.home(journey, by, 1)
            after = correct(before, by, value=0)
            ask = CheckInAsked.objects.get()
            assert ask.answers_id == before.pk
            actions.write_check_in(
                ask, who="Amina", on=timezone.localdate(), found="All well.", by=by
            )
            # Somebody has looked; as high again is nothing new, and lower than that is.
            last = correct(after, by, value=1)
            assert CheckInAsked.objects.get() == ask
            correct(last, by, value=0)
            assert CheckInAsked.objects.count() == 2


class TestGoals:
    """Numbers of goals are corrected; their words are the carer's and stay."""

    def test_a_number_counts_anew(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            carer = journey.carers.select_related("carer").get().carer
            asked = pack_of(journey.pack_version).questionnaire("goals")
            before = actions.give_answers(
                carer, asked, {"g1": 2}, journey=journey.pk, pack_version=journey.pack_version,
                point="baseline", mode="paper", on=timezone.localdate(), by=by,
                words={asked.open[0].id: "To sleep"},
            )  # fmt: skip
            after = correct(before, by, given={"g1": 5})
            (goal,) = goals_of(by.organisation_id, journey=journey.pk)
            assert [one.value for one in goal.ratings] == [5]
            assert goal.words == "To sleep"
            assert GoalRating.objects.filter(answers=before).count() == 1

            actions.set_aside(after, why="wrong-point", because="Of session two.", by=by)
            (goal,) = goals_of(by.organisation_id, journey=journey.pk)
            assert goal.ratings == ()


def bare_slip(before, *, found_by, done, why):
    """A row as somebody could write it who forgot to ask."""
    open_family(before.family_id, purpose="answers")
    return Slip.objects.create(
        organisation_id=before.organisation_id, family_id=before.family_id, answers=before,
        carer_id=before.carer_id, done=done, why=why, words="x", found_by_id=found_by,
    )  # fmt: skip


class TestTheDatabase:
    """What the database itself refuses, whoever forgot to ask."""

    def test_neither_version_nor_slip_changes(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = give(journey, by)
            correct(before, by)
        for change in (
            lambda: Answers.every.filter(pk=before.pk).update(point="end"),
            lambda: Answers.every.filter(pk=before.pk)._raw_delete("default"),
            lambda: Slip.objects.update(why="misheard"),
            lambda: Slip.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(Exception, match="permission denied"), acting(cast.amina):
                change()

    def test_a_later_version_needs_a_slip_before_it(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = give(journey, by)
        with pytest.raises(Exception, match="row-level security"), acting(cast.amina) as by:
            Answers.objects.create(
                organisation_id=before.organisation_id, family_id=before.family_id,
                carer_id=before.carer_id, journey_id=before.journey_id,
                pack_version_id=before.pack_version_id, questionnaire="kuc", point="baseline",
                mode="paper", given_on=before.given_on, given={}, scores={}, version=2,
                after=before, entered_by_id=by.pk,
            )  # fmt: skip

    def test_nobody_else_is_named(self, cast, acting, journey):
        with acting(cast.amina) as by:
            open_family(journey.family_id, purpose="answers")
            before = give(journey, by)
        with pytest.raises(Exception, match="row-level security"), acting(cast.amina):
            bare_slip(before, found_by=cast.ben.pk, done="set-aside", why="not-given")

    def test_no_function_counts_what_does_not_stand(self, superuser: psycopg.Connection):
        """Every function of the database that reads answers reads those that stand."""
        found = superuser.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace IN"
            " (SELECT oid FROM pg_namespace WHERE nspname IN ('ctx', 'public', 'audit'))"
            " AND prosrc ~ 'measures_answers\\y'"
        ).fetchall()
        assert found == []
        views = superuser.execute(
            "SELECT count(*) FROM pg_proc WHERE prosrc ~ 'measures_standing\\y'"
        ).fetchone()
        assert views == (3,)
