"""Taking a referral down by telephone: the same pages, kept as one goes."""

from __future__ import annotations

import re

from safehome.referrals.models import Referral
from tests.reception.conftest import WHOLE, Referrer


def test_it_works(door, signed_in, acting) -> None:
    client = signed_in(door.amina)
    tasks = client.post("/referrals/take-down/").headers["Location"]
    assert "Taking a referral down" in client.get(tasks).text
    for page, given in WHOLE.items():
        answer = client.post(f"{tasks}{page}/", given | {"seen_draft": state(client, tasks, page)})
        assert answer.status_code == 302, (page, answer.text)
    said = client.post(tasks.replace("tasks", "check"))
    reference, code = re.findall(r"<dd>([A-Z0-9-]+)</dd>", said.text)

    assert "Carol Quillfeather" in client.get("/referrals/").text
    caller = Referrer(reference=reference, code=code)
    assert "We have it" in caller.comes_back().text


def state(client, tasks, page) -> str:
    text = client.get(f"{tasks}{page}/").text
    return re.search(r'name="seen_draft" value="(\w+)"', text)[1]


def test_handed_in_it_is_no_longer_written(door, signed_in, acting) -> None:
    from tests.factories.referrals import make_referral

    with acting(door.amina) as by:
        referral = make_referral(by)
    client = signed_in(door.amina)
    assert client.get(f"/referrals/{referral.pk}/tasks/").status_code == 403
    assert client.get(f"/referrals/{referral.pk}/").status_code == 200


def test_what_is_missing_is_said(door, signed_in) -> None:
    client = signed_in(door.amina)
    tasks = client.post("/referrals/take-down/").headers["Location"]
    said = client.post(tasks.replace("tasks", "check")).text
    assert "It was not handed in yet" in said
    assert "Name at least one parent or carer" in said


def test_colleagues_who_do_not_answer_for_it_do_not_see_it(door, signed_in, acting) -> None:
    from tests.factories.referrals import make_referral

    with acting(door.amina) as by:
        referral = make_referral(by)
    for who, status in ((door.noor, 404), (door.dev, 404), (door.ada, 403), (door.priya, 200)):
        assert signed_in(who).get(f"/referrals/{referral.pk}/").status_code == status
    with acting(door.noor):
        assert not Referral.objects.exists()
