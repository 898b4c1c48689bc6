"""Answers given while a family waits, and how they stand beside those from the start on."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.evaluation import queries
from safehome.evaluation.__main__ import main
from safehome.evaluation.actions import freeze_set
from safehome.evaluation.page import page_of
from safehome.evaluation.rules.counts import Scope, Waited
from safehome.evaluation.rules.frozen import freeze, thaw
from safehome.evaluation.rules.waiting import FIGURES
from safehome.evaluation.rules.whole import report_of
from safehome.evaluation.rules.words import NOT_ALIKE
from safehome.evaluation.sheets import lines_of
from safehome.measures.models import Answers
from safehome.measures.rules import WAITING
from tests.evaluation.test_counting import answer
from tests.evaluation.test_frozen import CALM, counted
from tests.factories.families import (
    make_agreement,
    make_family,
    make_journey,
    open_pack_version,
)
from tests.measures.test_give_answers import ITEMS


def there(family, carer=None):
    page = f"/families/{family.pk}/waiting-answers/"
    return f"{page}{carer.pk}/kuc/" if carer else page


def sent(value, **more):
    on = timezone.localdate() - timedelta(weeks=9)  # six weeks before the journey began
    given = {"mode": "together", "help": "none", "given_on_day": on.day,
             "given_on_month": on.month, "given_on_year": on.year}  # fmt: skip
    return given | dict.fromkeys(ITEMS, str(value)) | more


@pytest.fixture
def waits(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        made = make_family(by, cast, name="Waiting", carers=("Carol",))
        make_agreement(made.carers[0], by=by, purpose="waiting-questions")
        return made


@pytest.mark.feature("NEW27")
def test_asked_while_they_wait_it_stands_beside_the_start(cast, acting, signed_in, waits):
    amina, (carol,) = signed_in(cast.amina), waits.carers
    assert "Questions while they wait" in amina.get(f"/families/{waits.pk}/").content.decode()
    form = amina.get(there(waits, carol)).content.decode()
    assert "while waiting" in form

    assert amina.post(there(waits, carol), sent(4))["Location"] == there(waits)

    assert "Answered" in amina.get(there(waits)).content.decode()
    with acting(cast.amina) as by:
        (kept,) = Answers.objects.all()
        assert (kept.point, kept.journey_id, kept.scores["total"]) == (WAITING, waits.pk, 4)
        answer(make_journey(by, waits), by, "baseline", 5)
    with acting(cast.mo) as by:
        counts = queries.counts_for(by)
    told = {(one.what, one.value): one.n for one in counts.waits if one.part == "total"}
    assert told == {("start", 4000): 1, ("change", 1000): 1, ("weeks", 6000): 1}
    assert {one.n for one in counts.scores if one.what == "start"} == {1}  # as without it


def test_on_paper_and_not_twice(cast, acting, signed_in, waits):
    amina, (carol,) = signed_in(cast.amina), waits.carers
    amina.post(there(waits, carol), sent(4, mode="paper"))

    again = amina.post(there(waits, carol), sent(9))
    assert again.status_code == 403
    assert "already answered" in again.content.decode()
    with acting(cast.amina):
        (kept,) = Answers.objects.all()
    assert (kept.mode, kept.scores["total"]) == ("paper", 4)


def test_once_a_journey_has_begun_the_start_is_asked_instead(cast, acting, signed_in, waits):
    (carol,) = waits.carers
    with acting(cast.amina) as by:
        make_journey(by, waits)

    answered = signed_in(cast.amina).post(there(waits, carol), sent(4))
    assert answered.status_code == 403
    assert "at the start" in answered.content.decode()
    assert "Ask now" not in signed_in(cast.amina).get(there(waits)).content.decode()
    led = signed_in(cast.amina).get(there(waits, carol), follow=True)
    assert led.redirect_chain == [(there(waits), 302)]
    assert "at the start" in led.content.decode()


def test_nobody_else_sees_or_asks(cast, signed_in, waits):
    (carol,) = waits.carers
    for person in (cast.noor, cast.sam, cast.dev):
        assert signed_in(person).get(there(waits)).status_code == 404
        assert signed_in(person).post(there(waits, carol), sent(4)).status_code == 404
    assert signed_in(cast.mo).get(there(waits)).status_code == 403
    assert signed_in(cast.priya).post(there(waits, carol), sent(4)).status_code == 403


def test_what_is_wrong_is_said_and_typed_answers_stay(cast, acting, signed_in, waits):
    (carol,) = waits.carers
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = signed_in(cast.amina).post(
        there(waits, carol),
        sent(4, given_on_day=tomorrow.day, given_on_month=tomorrow.month,
             given_on_year=tomorrow.year),
    ).content.decode()  # fmt: skip
    assert "in the future" in page
    assert page.count('value="4" checked') == len(ITEMS)
    with acting(cast.amina):
        assert not Answers.objects.exists()


# ------------------------------------------------ what the report says of it


def waited(*changes, never=0, weeks=9):
    """Carers who waited: each with a change until the start, and some who were not asked again."""
    n = len(changes)
    rows = [Waited("calm", "total", "start", 4000, n + never)]
    rows += [Waited("calm", "total", "change", each, changes.count(each)) for each in set(changes)]
    rows += [Waited("calm", "total", "weeks", weeks * 1000, n)]
    return tuple(rows)


def report(waits):
    return report_of(replace(counted(), waits=waits), Scope(), [CALM])


def values(found):
    return {
        line.figure: line.note or line.value
        for line in lines_of(found, basis="x") if line.indicator == "while-waiting"
    }  # fmt: skip


def test_of_nine_pairs_nothing_is_told():
    found = report(waited(*[1000] * 9, never=40))

    assert page_of(found).waiting == (("How calm", "Too few to say."),)
    assert set(values(found).values()) == {"too few to say"}


def test_of_enough_both_stand_side_by_side_with_their_limits():
    found = report(waited(*[0] * 10, *[1000] * 10, never=6))

    ((_, told),) = page_of(found).waiting
    assert "about 9 weeks" in told
    assert "answers of 20 carers moved by +0.5" in told
    assert "From the start to the end" in told
    assert "26 carers answered while they waited, and 20 of them again" in told
    assert "not proof of effect" in NOT_ALIKE
    assert "drawn by lot" in NOT_ALIKE


def test_small_counts_are_held_back_and_no_sum_gives_them_away():
    told = values(report(waited(*[0] * 12, *[1000] * 20, *[-2000] * 3, never=7)))

    assert told["Worse"] == "held back"
    hidden = [name for name, _, held in FIGURES if held and told[name] == "held back"]
    assert len(hidden) >= 2  # else the whole less the others would say how many got worse


def test_nothing_of_it_in_a_report_on_a_part():
    counts = replace(counted(), waits=waited(*[1000] * 20))

    assert report_of(counts, Scope(year=counts.years[0]), [CALM]).waiting == ()


def test_a_frozen_set_has_it_and_an_older_one_has_none():
    counts = replace(counted(), waits=waited(*[0] * 10, *[1000] * 10))
    content = freeze([counts], [CALM], year=2026, draw=random.Random(1))

    thawed = thaw(content)[0]["end"]
    assert sorted(thawed.waits, key=repr) == sorted(counts.waits, key=repr)
    assert values(report_of(thawed, Scope(), [CALM])) == values(report_of(counts, Scope(), [CALM]))


def test_evaluate_comes_to_the_same(cast, acting, waits, signed_in, tmp_path, capsys):
    (carol,) = waits.carers
    signed_in(cast.amina).post(there(waits, carol), sent(4))
    with acting(cast.amina) as by:
        answer(make_journey(by, waits), by, "baseline", 5)
    with acting(cast.mo) as by:
        made = freeze_set("Autumn", by=by)
        (tmp_path / "set.json").write_bytes(bytes(made.tallies))

    assert main([str(tmp_path / "set.json")]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if "while-waiting" in line]
    assert len(rows) == len(FIGURES)
    assert all("too few to say" in line for line in rows)


def test_other_organisations_are_not_counted(cast, acting, signed_in, waits):
    (carol,) = waits.carers
    signed_in(cast.amina).post(there(waits, carol), sent(4))

    with acting(cast.dev) as by:
        assert queries.counts_for(by).waits == ()
    with acting(cast.ada) as by:
        assert queries.counts_for(by).waits == ()


def test_answers_of_a_journey_are_never_of_the_waiting(cast, acting, waits):
    """A pack may call a point of its own so: what counts is that there was no journey yet."""
    with acting(cast.amina) as by:
        answer(make_journey(by, waits), by, WAITING, 5)
    with acting(cast.mo) as by:
        assert not queries.counts_for(by).waits
