"""The pages of one set of answers: reading it, correcting a slip, setting it aside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from safehome.drafts.models import Draft, SetAside
from safehome.measures.actions import give_answers
from safehome.measures.models import Answers, Slip
from safehome.programme.queries import pack_of
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.links import make_kept_feedback
from tests.measures.test_correct_a_slip import bare_slip
from tests.measures.test_give_answers import ITEMS, give
from tests.measures.test_pages import on_the_day

WHY = {"why": "wrong-box", "because": "I pressed four and not seven."}
ASIDE = {"why": "wrong-carer", "because": "It was her sister’s sheet."}


@pytest.fixture
def made(cast, acting):
    """Answers of fours at the start of a journey: the journey and the set."""
    with acting(cast.amina) as by:
        journey = make_journey(by, make_family(by, cast))
        open_family(journey.family_id, purpose="answers")
        return journey, give(journey, by, value=4)


def again(**other):
    return {
        "mode": "paper", "help": "none", **on_the_day(timezone.localdate()),
        **dict.fromkeys(ITEMS, "4"), **WHY, **other,
    }  # fmt: skip


def key_in(page):
    return re.search(r'name="key" value="([^"]+)"', page.text)[1]


def save(client, pk, **other):
    at = f"/answers/{pk}/correct/"
    return client.post(at, again(act="save", key=key_in(client.get(at)), **other))


@pytest.mark.feature("MEA1")
def test_it_works(cast, signed_in, acting, made):
    journey, before = made
    amina = signed_in(cast.amina)
    page = amina.get(f"/journeys/{journey.pk}/answers/").text
    assert f"/answers/{before.pk}/" in page
    assert "Correct a mistake" in amina.get(f"/answers/{before.pk}/").text

    at = f"/answers/{before.pk}/correct/"
    form = amina.get(at)
    assert len(re.findall(r'value="4"[^>]* checked', form.text)) == 12
    both = amina.post(at, again(k1="7", key=key_in(form), mode="together")).text
    assert "Nothing is saved yet" in both
    assert re.search(r"4 of 10</td>\s*<td[^>]*><strong>7 of 10", both)
    assert "help" in both
    assert 'name="k1" value="7"' in both
    with acting(cast.amina):
        assert not Slip.objects.exists()

    saved = save(amina, before.pk, k1="7")
    with acting(cast.amina):
        assert Answers.objects.get().given["k1"] == 7
        assert saved["Location"] == f"/answers/{Answers.objects.get().pk}/"
    now = amina.get(saved["Location"]).text
    assert "I pressed four and not seven." in now
    assert "The wrong box was chosen" in now
    assert "Amina" in now
    old = amina.get(f"/answers/{before.pk}/").text
    assert "Corrected since" in old
    assert "What counts now" in old
    assert "Correct a mistake" not in old
    assert "Entered again" in amina.get(f"/families/{journey.family_id}/measures/").text


def test_nothing_changed_or_no_reason_is_named(cast, signed_in, made):
    _, before = made
    amina = signed_in(cast.amina)
    at = f"/answers/{before.pk}/correct/"
    page = amina.post(at, again(mode="together")).text
    assert "Nothing is changed" in page
    page = amina.post(at, again(k1="7", why="", because=" ")).text
    assert "Choose why" in page
    assert "Write in a few words how it came about" in page


def test_the_day_before_the_family_was_known_is_refused(cast, signed_in, made):
    _, before = made
    day = timezone.localdate() - timedelta(days=400)
    page = signed_in(cast.amina).post(
        f"/answers/{before.pk}/correct/", again(k1="7", **on_the_day(day))
    )
    assert "Nothing was asked of this family before" in page.text


def test_sent_twice_is_kept_once(cast, signed_in, acting, made):
    _, before = made
    amina = signed_in(cast.amina)
    at = f"/answers/{before.pk}/correct/"
    posted = again(act="save", key=key_in(amina.get(at)), k1="7")
    first, second = amina.post(at, posted), amina.post(at, posted)
    assert (second.status_code, second.url) == (302, first.url)
    assert "Somebody" not in amina.get(second.url).text
    with acting(cast.amina):
        assert Slip.objects.count() == 1
        assert not Draft.objects.exists()


def test_set_aside_twice_is_set_aside_once(cast, signed_in, acting, made):
    _, before = made
    amina = signed_in(cast.amina)
    at = f"/answers/{before.pk}/set-aside/"
    posted = {**ASIDE, "key": key_in(amina.get(at))}
    first, second = amina.post(at, posted), amina.post(at, posted)
    assert (second.status_code, second.url) == (302, first.url)
    assert "Somebody" not in amina.get(second.url).text
    with acting(cast.amina):
        assert Slip.objects.count() == 1


def test_what_is_typed_after_somebody_corrected_is_kept(cast, signed_in, acting, made):
    _, before = made
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    at = f"/answers/{before.pk}/correct/"
    url = re.search(r'data-draft-url="([^"]+)"', amina.get(at).text)[1]
    typed = {"because": "Amina read a seven.", "draft_version": "0"}
    assert amina.post(url, typed).status_code == 200
    save(ben, before.pk, k1="7")

    told = amina.post(url, {**typed, "because": "Amina read a nine.", "draft_version": "1"})
    assert told.status_code == 409
    with acting(cast.amina):
        open_family(before.family_id, purpose="answers")
        kept = " ".join(one.body for one in SetAside.objects.all())
    assert "Amina read a seven." in kept
    assert "Amina read a nine." in kept


def test_a_reason_typed_while_somebody_corrected_is_not_lost(cast, signed_in, acting, made):
    _, before = made
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    at = f"/answers/{before.pk}/set-aside/"
    key = key_in(amina.get(at))
    save(ben, before.pk, k1="7")
    page = amina.post(at, {**ASIDE, "key": key}).text
    assert "while you were writing" in page
    assert ASIDE["because"] in page
    with acting(cast.amina):
        now = Answers.objects.get()
    assert f'action="/answers/{now.pk}/set-aside/"' in page
    amina.post(f"/answers/{now.pk}/set-aside/", {**ASIDE, "key": key_in(amina.get(
        f"/answers/{now.pk}/set-aside/"))})  # fmt: skip
    late = ben.post(f"/answers/{now.pk}/set-aside/", ASIDE).text
    assert "nothing left to do" in late
    assert ASIDE["because"] in late
    with acting(cast.ben):
        assert not Draft.objects.filter(about_id=now.pk).exists()


def test_what_is_typed_is_kept(cast, signed_in, made):
    _, before = made
    amina = signed_in(cast.amina)
    at = f"/answers/{before.pk}/correct/"
    amina.post(at, again(k1="7", why=""))
    assert re.search(r'name="k1"[^>]*value="7"[^>]* checked', amina.get(at).text)
    save(amina, before.pk, k1="7")
    assert not Draft.objects.exists()


def test_of_two_at_once_the_second_is_told_and_loses_nothing(cast, signed_in, acting, made):
    _, before = made
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    at = f"/answers/{before.pk}/correct/"
    key = key_in(ben.get(at))
    save(amina, before.pk, k1="7")
    page = ben.post(at, again(act="save", key=key, k1="2", because="Ben read a two.")).text

    assert "Somebody corrected these answers while you were writing" in page
    assert re.search(r"7 of 10</td>\s*<td[^>]*><strong>2 of 10", page)
    assert "Ben read a two." in page
    with acting(cast.amina):
        now = Answers.objects.get()
        assert now.given["k1"] == 7
    assert f'action="/answers/{now.pk}/correct/"' in page
    ben.post(f"/answers/{now.pk}/correct/", again(act="save", key=key_in(ben.get(
        f"/answers/{now.pk}/correct/")), k1="2"))  # fmt: skip
    with acting(cast.amina):
        assert Answers.objects.get().given["k1"] == 2
        assert Answers.every.count() == 3


class TestSettingAside:
    """A set that was entered by mistake."""

    def test_it_is_asked_again(self, cast, signed_in, made):
        journey, before = made
        amina = signed_in(cast.amina)
        at = f"/answers/{before.pk}/set-aside/"
        assert "Choose why" in amina.post(at, {"because": "x"}).text
        amina.post(
            at, {"why": "wrong-carer", "because": "Their partner’s.", "key": key_in(amina.get(at))}
        )
        carer = before.carer_id
        page = amina.get(f"/journeys/{journey.pk}/answers/{carer}/baseline/kuc/")
        assert page.status_code == 200
        tab = amina.get(f"/families/{journey.family_id}/measures/").text
        assert "Set aside: entered by mistake" in tab
        assert f"/answers/{before.pk}/" in tab
        assert "They count nowhere" in amina.get(f"/answers/{before.pk}/").text
        assert amina.get(f"/answers/{before.pk}/correct/")["Location"].endswith(f"{before.pk}/")


class TestWhatIsTheirs:
    """What came by a private link, and what went to supervision."""

    def test_a_link_is_not_rewritten(self, cast, signed_in, acting, making, made):
        _, before = made
        making.admin.execute("UPDATE measures_answers SET mode = 'link'")
        amina = signed_in(cast.amina)
        assert "so they are theirs" in amina.get(f"/answers/{before.pk}/").text
        assert amina.get(f"/answers/{before.pk}/correct/").status_code == 302
        assert save_at(amina, before.pk).status_code == 403
        page = amina.get(f"/answers/{before.pk}/set-aside/").text
        assert "never rewritten" in page
        assert "entered in error" not in page
        with pytest.raises(Exception, match="row-level security"), acting(cast.amina):
            bare_slip(before, found_by=cast.amina.pk, done="corrected", why="misread")

    @pytest.mark.parametrize("mode", ["paper", "link"])
    def test_feedback_on_the_work_is_for_a_supervisor(self, cast, signed_in, acting, making, mode):
        with acting(cast.amina) as by:
            journey = make_journey(by, make_family(by, cast))
        with acting(cast.ben) as by:
            before = give_feedback(journey, by)
        making.admin.execute("UPDATE measures_answers SET mode = %s", [mode])
        amina, ben = signed_in(cast.amina), signed_in(cast.ben)
        amina.raise_request_exception = False
        assert "ask a supervisor" in amina.get(f"/answers/{before.pk}/").text
        for act in ("correct", "set-aside"):
            assert amina.post(f"/answers/{before.pk}/{act}/", ASIDE).status_code == 403
        ben.post(f"/answers/{before.pk}/set-aside/", ASIDE)
        with acting(cast.ben):
            assert Slip.objects.get().answers_id == before.pk

    def test_feedback_for_supervision_stays(self, cast, signed_in, acting):
        with acting(cast.amina) as by:
            journey = make_journey(by, make_family(by, cast))
            kept = make_kept_feedback(by, journey)
        assert signed_in(cast.amina).get(f"/answers/{kept.answers_id}/").status_code == 404
        assert save_at(signed_in(cast.amina), kept.answers_id).status_code == 404
        ben = signed_in(cast.ben)
        assert "stays as it was given" in ben.get(f"/answers/{kept.answers_id}/").text
        assert save_at(ben, kept.answers_id).status_code == 403
        assert ben.post(f"/answers/{kept.answers_id}/set-aside/", WHY).status_code == 403


def give_feedback(journey, by):
    """What a carer put down on paper about a session, entered by somebody."""
    open_family(journey.family_id, purpose="answers")
    asked = pack_of(journey.pack_version).questionnaire("feedback")
    return give_answers(
        journey.carers.select_related("carer").first().carer, asked, {"f1": 1, "f2": 1},
        journey=journey.pk, pack_version=journey.pack_version, point="session-1", mode="paper",
        on=timezone.localdate(), by=by,
    )  # fmt: skip


def save_at(client, pk):
    client.raise_request_exception = False
    return client.post(f"/answers/{pk}/correct/", again(k1="7", act="save"))


@pytest.mark.parametrize("tail", ["", "correct/", "set-aside/"])
def test_another_organisation_gets_404(cast, signed_in, made, tail):
    assert signed_in(cast.dev).get(f"/answers/{made[1].pk}/{tail}").status_code == 404


def test_nothing_is_called_kept_before_it_is(cast, signed_in, made):
    """Without the script that saves, the page says truly when what is typed will be kept."""
    _, before = made
    amina = signed_in(cast.amina)
    for tail in ("correct/", "set-aside/"):
        at = f"/answers/{before.pk}/{tail}"
        page = amina.get(at).text
        assert "Kept when you press the button" in page
        assert "Saved " not in page
        typed = amina.post(at, {"because": "Something begun."}).text
        assert re.search(r"Saved \d\d:\d\d", typed)
        assert "Kept when you press the button" not in typed
        assert "Something begun." in amina.get(at).text
