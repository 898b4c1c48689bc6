"""A plan on its pages: begun, written, agreed, broken, answered, read."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from safehome.plans import actions
from safehome.plans.actions import VoiceWords
from safehome.plans.actions.living import BreachWords, ReviewWords
from safehome.plans.models import Breach, Line, Plan, Review, Version, Voice
from safehome.vault.keyring import open_family
from tests.factories.families import open_pack_version
from tests.factories.plans import (
    ask_everybody,
    fill,
    make_in_force,
    make_line,
    make_plan,
    next_version,
)


def days(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def text_of(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _pack(clean):
    """The open pack: its sections, suggestions and questions."""
    open_pack_version()


@pytest.fixture
def draft(cast, acting, made):
    with acting(cast.amina) as by:
        return make_plan(by, made)


def write(client, draft, section="SP7", **more):
    address = f"{reverse('plans:write', args=[draft.pk])}?section={section}"
    return client.post(address, {"text": "Phones sleep in the kitchen"} | more)


@pytest.mark.feature("PLN1")
def test_a_plan_is_begun_and_stands_on_the_tab(cast, acting, signed_in, made):
    client = signed_in(cast.amina)
    assert "No safety plan yet" in text_of(client, "workspace:plans", made.pk)
    answer = client.post(
        reverse("plans:begin", args=[made.pk]),
        {"setting": "relative", "called": "Nan’s house", "stage": "interim"},
    )
    assert "/write/" in answer.url
    tab = text_of(client, "workspace:plans", made.pk)
    assert "With a relative: Nan’s house" in tab
    assert "Being written" in tab


@pytest.mark.feature("PLN1")
def test_a_line_says_who_when_and_for_whom(cast, acting, signed_in, made, draft):
    client = signed_in(cast.amina)
    carol, (jay, mina) = made.carers[0], made.children
    answer = write(
        client, draft, "SP4", text="I am in the room", hands=[str(carol.pk)], days=["0", "1", "2"],
        begins="15:30", ends="20:00", children=[str(jay.pk), str(mina.pk)], said_by=str(carol.pk),
        read_back="on", closeness="in-sight",
    )  # fmt: skip
    assert answer.status_code == 302
    page = text_of(client, "plans:write", draft.pk, section="SP4")
    assert "“I am in the room”" in page
    assert "Mon to Wed, 15:30 to 20:00" in page
    assert "for Jay and Mina" in page


@pytest.mark.feature("PLN1")
def test_what_is_forbidden_is_asked_what_happens_instead(cast, acting, signed_in, draft):
    client = signed_in(cast.amina)
    refused = write(client, draft, text="No phones upstairs").content.decode()
    assert "“No” says what is not done. Write what you do instead" in refused
    assert "No phones upstairs" in refused  # nothing that was typed is lost
    assert write(
        client, draft, text="No phones upstairs", instead="They charge in the kitchen"
    ).status_code == 302  # fmt: skip
    assert write(client, draft, text="No locked doors", as_it_is="on").status_code == 302
    agree = text_of(client, "plans:agree", draft.pk)
    assert "“No locked doors” says what is not done: write what is done instead" in agree
    assert "“No phones upstairs” says" not in agree


def test_a_suggestion_is_started_from_and_never_taken_over_unread(
    cast, acting, signed_in, made, draft
):
    client = signed_in(cast.amina)
    page = text_of(client, "plans:write", draft.pk, section="SP1", suggestion="sp1-hope-words")
    assert "Our hope for this family, in our own words, is: [our hope]." in page
    with acting(cast.amina):
        assert not Line.objects.exists()
    write(client, draft, "SP1", text="Our hope is: [our hope].", suggestion="sp1-hope-words")
    assert "still has a place to fill in" in text_of(client, "plans:agree", draft.pk)


@pytest.mark.feature("PLN3", "NEW8")
def test_somebody_else_s_change_is_shown_and_nothing_is_lost(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        line = make_line(by, draft, "We knock", section="SP5")
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    address = reverse("plans:line", args=[line.pk])
    assert ben.post(address, {"text": "We knock and wait", "seen": 1}).status_code == 302
    both = amina.post(address, {"text": "We knock twice", "seen": 1}).content.decode()
    assert "Theirs reads: “We knock and wait”" in both
    assert "We knock twice" in both
    assert amina.post(address, {"text": "We knock twice and wait", "seen": 2}).status_code == 302


def test_a_line_is_taken_out_with_a_reason_and_put_back(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        line = make_line(by, draft, "We knock", section="SP5")
    client = signed_in(cast.amina)
    remove = reverse("plans:remove-line", args=[line.pk])
    assert "Write why it goes" in client.post(remove, {}).content.decode()
    client.post(remove, {"because": "There is no door"})
    assert "Taken out: <s>We knock</s>" in text_of(client, "plans:write", draft.pk, section="SP5")
    client.post(reverse("plans:put-line-back", args=[line.pk]))
    assert "Taken out" not in text_of(client, "plans:write", draft.pk, section="SP5")


@pytest.mark.feature("NEW7")
def test_each_child_speaks_or_there_is_a_reason(cast, acting, signed_in, made, draft):
    client = signed_in(cast.amina)
    jay, mina = made.children
    today = timezone.localdate()
    page = text_of(client, "plans:voice", draft.pk, jay.pk)
    assert "To ask with" in page
    there = reverse("plans:voice", args=[draft.pk, jay.pk])
    nothing = client.post(there, days("asked_on", today)).content.decode()
    assert "Write what they say, or choose why their voice is not here" in nothing
    said = {"helps": "The landing light", "how": "drawing"} | days("asked_on", today)
    assert client.post(there, said).status_code == 302
    absent = {"no_voice": "not-now", "no_voice_note": "Asked again on Friday"}
    client.post(reverse("plans:voice", args=[draft.pk, mina.pk]), absent)
    read = text_of(client, "plans:version", draft.pk, **{"for": "workers"})
    assert "“The landing light”" in read
    assert "Would rather not say now. Asked again on Friday" in read
    with acting(cast.amina):
        assert Voice.objects.count() == 2


@pytest.mark.feature("FID5", "PLN1")
def test_from_a_draft_to_what_holds(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        fill(by, draft, made, stand=False)
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    today = timezone.localdate()
    assert "How Carol stands to it" in text_of(amina, "plans:agree", draft.pk)
    for member, how in [(made.carers[0], "differs"), *((one, "content") for one in made.children)]:
        address = reverse("plans:stand", args=[draft.pk, member.pk])
        asked = {"stand": how, "words": "Not the evenings", "how": "spoken"} | days(
            "said_on", today
        )
        assert amina.post(address, asked).status_code == 302
    page = text_of(amina, "plans:agree", draft.pk)
    assert "Nothing is missing." in page
    assert "approved by a supervisor before it is in force" in page
    assert amina.post(reverse("plans:put-in-force", args=[draft.pk])).status_code == 403
    approve = reverse("plans:approve", args=[draft.pk])
    assert amina.get(approve).status_code == 403
    wanting = ben.post(approve, {"approved": "no"}).content.decode()
    assert "Write what is still wanted" in wanting
    ben.post(approve, {"approved": "yes", "comment": "Clear and kind."})
    amina.post(reverse("plans:put-in-force", args=[draft.pk]))
    tab = text_of(amina, "workspace:plans", made.pk)
    assert "Agreed" in tab
    whole = text_of(amina, "plans:plan", draft.plan_id)
    assert "Does not agree: “Not the evenings”" in whole  # dissent stands with it


@pytest.mark.feature("NEW8", "NEW9")
def test_what_did_not_work_is_answered_before_the_next_version_holds(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        first = make_in_force(by, made)
    client = signed_in(cast.amina)
    told = {"kind": "near-miss", "what": "The door stood open"}
    client.post(
        reverse("plans:breach", args=[first.plan_id]),
        told | days("happened_on", timezone.localdate()),
    )
    plan = text_of(client, "plans:plan", first.plan_id)
    assert "To be looked at again" in plan
    assert "To be answered" in plan
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        breach = Breach.objects.get()
        second = ask_everybody(by, next_version(by, first, stage="interim"), made)
    page = text_of(client, "plans:agree", second.pk)
    assert "Not answered yet: it nearly went wrong" in page
    client.post(reverse("plans:put-in-force", args=[second.pk]))
    with acting(cast.amina):
        assert Version.objects.get(pk=second.pk).in_force_at is None
    client.post(
        reverse("plans:answer", args=[second.pk, breach.pk]), {"words": "A bell on the door"}
    )
    client.post(reverse("plans:put-in-force", args=[second.pk]))
    with acting(cast.amina):
        assert Version.objects.get(pk=second.pk).in_force_at is not None
    changes = text_of(client, "plans:compare", second.pk)
    assert "A bell on the door" in changes
    assert "stay as before" in changes


@pytest.mark.feature("PLN4")
def test_a_review_is_asked_for_held_and_can_close_the_plan(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
    client = signed_in(cast.amina)
    plan = version.plan_id
    assert client.post(reverse("plans:close", args=[plan]), {}).status_code == 200
    client.post(reverse("plans:ask-review", args=[plan]), {"why": "move"})
    assert "A review is asked for: somebody moved" in text_of(client, "plans:plan", plan)
    refused = client.post(reverse("plans:close", args=[plan]), {"because": "Done"})
    assert refused.status_code == 403
    with acting(cast.amina):
        review = Plan.objects.get(pk=plan).reviews.get()
    hold = reverse("plans:hold-review", args=[review.pk])
    assert "Write what worked" in client.post(hold, {}).content.decode()
    client.post(
        hold,
        {"worked": "Evenings", "children_say": "Both are glad", "outcome": "close",
         "because": "It has done its work"} | days("held_on", timezone.localdate()),
    )  # fmt: skip
    assert "Closed" in text_of(client, "plans:plan", plan)


def test_nobody_of_another_organisation_is_told_that_it_is_there(cast, acting, signed_in, draft):
    client = signed_in(cast.dev)
    for name in ("plans:write", "plans:version", "plans:agree"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404


def test_a_draft_is_given_up_only_when_asked_twice(cast, acting, signed_in, draft):
    client = signed_in(cast.amina)
    address = reverse("plans:give-up", args=[draft.pk])
    assert "Tick this if the draft is to be given up" in client.post(address, {}).content.decode()
    client.post(address, {"sure": "on"})
    with acting(cast.amina):
        assert Version.objects.get(pk=draft.pk).discarded_at is not None


def test_a_manager_sees_how_it_stands_and_not_what_it_says(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
    client = signed_in(cast.mo)
    tab = text_of(client, "workspace:plans", made.pk)
    assert "For now" in tab
    assert reverse("plans:plan", args=[version.plan_id]) not in tab
    assert client.get(reverse("plans:version", args=[version.pk])).status_code == 403


def test_what_a_child_is_not_content_that_others_read_is_for_workers(
    cast, acting, signed_in, made, draft
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        for child, shared in zip(made.children, (False, True), strict=True):
            words = VoiceWords(
                helps=f"Canary {child.pk}", how="drawing", asked_on=timezone.localdate(),
                shared=shared,
            )  # fmt: skip
            actions.write_voice(draft, child, words=words, by=by)
        make_line(by, draft, "We knock", section="SP5", from_what="Canary from")
        stood = {"stand": "differs", "words": "Canary stand", "how": "spoken"}
        actions.keep_stand(draft, made.carers[0], on=timezone.localdate(), by=by, **stood)
    jay, mina = made.children
    amina = signed_in(cast.amina)
    theirs = text_of(amina, "plans:version", draft.pk)
    assert f"Canary {mina.pk}" in theirs
    assert "What was said is for a copy of their own" in theirs
    for never in (f"Canary {jay.pk}", "Canary stand", "Canary from"):
        assert never not in theirs
    assert "for=workers" not in theirs  # nor a way to it on the page that is turned to them
    assert "for=workers" in text_of(amina, "plans:agree", draft.pk)
    ours = text_of(amina, "plans:version", draft.pk, **{"for": "workers"})
    for kept in (f"Canary {jay.pk}", "Canary stand", "Canary from"):
        assert kept in ours


@pytest.mark.feature("PLN1")
def test_there_is_one_plan_for_each_place(cast, acting, signed_in, made, draft):
    client, there = signed_in(cast.amina), reverse("plans:begin", args=[made.pk])
    again = client.post(there, {"setting": "home", "stage": "interim"})
    assert "There is a plan for this place already" in again.content.decode()
    facts = {"setting": "relative", "called": "Nan’s house", "stage": "interim"}
    assert client.post(there, facts).status_code == 302
    twice = client.post(there, facts | {"called": " nan’s  HOUSE"}).content.decode()
    assert "say which one" in twice
    assert client.post(there, facts | {"called": "Aunt Bea"}).status_code == 302
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        with pytest.raises(PermissionDenied, match="already"):
            actions.begin_plan(made.family, setting="home", stage="interim", by=by)
        plan = Plan.objects.select_related("family").get(pk=draft.plan_id)
        actions.give_up_version(draft, by=by)
        actions.close_plan(plan, because="It was the wrong home", by=by)
        assert actions.begin_plan(made.family, setting="home", stage="interim", by=by)
    page = text_of(client, "plans:plan", draft.plan_id)
    assert "by Amina Yusuf: It was the wrong home" in page


@pytest.mark.feature("NEW8")
def test_a_plan_is_not_closed_over_what_did_not_work(cast, acting, signed_in, made):
    today = timezone.localdate()
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        plan = Plan.objects.select_related("family").get(pk=version.plan_id)
        actions.tell_breach(plan, words=BreachWords("near-miss", today, "The door"), by=by)
        review = Review.objects.get()
        closing = ReviewWords(today, "All", "", "Glad", "close", "They moved")
        with pytest.raises(PermissionDenied, match="what becomes of it"):
            actions.hold_review(review, words=closing, by=by)
        changing = ReviewWords(today, "All", "", "Glad", "change", "The door")
        actions.hold_review(review, words=changing, by=by)
        with pytest.raises(PermissionDenied, match="not answered yet"):
            actions.close_plan(plan, because="Done", by=by)
        assert Plan.objects.get().closed_at is None
    amina = signed_in(cast.amina)
    assert "Close it" not in text_of(amina, "plans:plan", version.plan_id)
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        again = actions.ask_review(plan, why="move", note="", by=by)
    there = reverse("plans:hold-review", args=[again.pk])
    held = {"worked": "All", "children_say": "Glad", "because": "Moved", "outcome": "close"}
    assert "what becomes of it" in amina.post(there, held | days("held_on", today)).content.decode()
    told = held | {"did_not": "The door; nobody lives there now"} | days("held_on", today)
    assert amina.post(there, told).status_code == 302
    with acting(cast.amina):
        assert Plan.objects.get().closed_at is not None


@pytest.mark.feature("NEW7")
def test_a_line_says_who_wrote_it_to_those_who_work_with_the_family(
    cast, acting, signed_in, made, draft
):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        make_line(by, draft, "We knock", section="SP5")
    amina = signed_in(cast.amina)
    assert "Written by Amina Yusuf" in text_of(amina, "plans:write", draft.pk, section="SP5")
    assert "Written by" not in text_of(amina, "plans:version", draft.pk)


def test_answers_and_accounts_written_by_two_are_shown_to_the_second(cast, acting, signed_in, made):
    with acting(cast.amina) as by:
        version = make_in_force(by, made)
        plan = Plan.objects.select_related("family").get(pk=version.plan_id)
        words = BreachWords("near-miss", timezone.localdate(), "The door")
        what = actions.tell_breach(plan, words=words, by=by)
        second = next_version(by, version)
    amina, ben = signed_in(cast.amina), signed_in(cast.ben)
    places = (
        (reverse("plans:answer", args=[second.pk, what.pk]), {}),
        (reverse("plans:account", args=[second.pk, made.carers[0].pk]), {"energy": "enough"}),
    )
    for there, more in places:
        first = more | {"words": "Ben’s words", "seen": ""}
        assert ben.post(there, first).status_code == 302
        late = amina.post(there, more | {"words": "Amina’s words", "seen": ""})
        page = late.content.decode()
        assert late.status_code == 200
        assert "Somebody else wrote here meanwhile: “Ben’s words”" in page
        assert "Amina’s words" in page
        seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
        both = more | {"words": "Of both", "seen": seen}
        assert amina.post(there, both).status_code == 302
    agree = text_of(amina, "plans:agree", second.pk)
    assert "<strong>Of both</strong>" in agree
    assert "Change<span" in agree


def test_who_approves_reads_the_whole_of_it_on_the_same_page(cast, acting, signed_in, made, draft):
    with acting(cast.amina) as by:
        open_family(made.pk, purpose="test")
        make_line(by, draft, "We knock", section="SP5", from_what="Being walked in on")
    page = text_of(signed_in(cast.ben), "plans:approve", draft.pk)
    assert "We knock" in page
    assert "Being walked in on" in page
