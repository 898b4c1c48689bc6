"""To anybody who may not see a family, it looks as if it did not exist."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

# The token of a form is masked anew in every answer, and says nothing.
MASKED = re.compile(r"csrfmiddlewaretoken[^>]*>")
ABOUT_A_FAMILY = [
    "workspace:family", "workspace:people", "workspace:sessions", "workspace:measures",
    "workspace:chronology", "workspace:who-looked", "families:add-household",
    "families:add-carer", "families:add-child", "families:add-adult", "families:relate",
    "families:assign", "families:block",
]  # fmt: skip
ABOUT_A_MEMBER = ["workspace:member", "families:correct-member", "families:agree-safe-contact"]


def same(client, name, foreign, method="get"):
    """The answers to a hidden id and to one that never was, as everything a browser can see."""
    answers = []
    for pk in (foreign, uuid4()):
        page = getattr(client, method)(reverse(name, args=[pk]))
        body = MASKED.sub("", page.content.decode().replace(str(pk), "the id"))
        answers.append((page.status_code, body, dict(page.headers)))
    return answers


@pytest.mark.parametrize("name", ABOUT_A_FAMILY)
@pytest.mark.parametrize("who", ["dev", "noor", "sam"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_hidden_family_and_none_are_the_same(cast, signed_in, made, name, who, method):
    hidden, none = same(signed_in(getattr(cast, who)), name, made.pk, method)

    assert hidden == none
    assert hidden[0] in ((404,) if who == "dev" else (403, 404, 405)) or method == "post"


@pytest.mark.parametrize("name", ABOUT_A_FAMILY)
def test_dev_is_told_that_there_is_no_such_page(cast, signed_in, made, name):
    assert signed_in(cast.dev).get(reverse(name, args=[made.pk])).status_code == 404


@pytest.mark.parametrize("name", ABOUT_A_MEMBER)
@pytest.mark.parametrize("who", ["dev", "noor", "sam"])
def test_a_hidden_member_and_none_are_the_same(cast, signed_in, made, name, who):
    hidden, none = same(signed_in(getattr(cast, who)), name, made.children[0].pk)

    assert hidden == none
    assert hidden[0] == 404


def test_an_unassigned_practitioner_sees_nothing(cast, signed_in, made):
    noor = signed_in(cast.noor)

    assert "No families yet" in noor.get("/families/").content.decode()
    assert "Marlow" not in noor.get("/").content.decode()
    assert "Nobody of that name" in noor.get("/families/search/?q=carol").content.decode()
    reference = made.family.reference
    assert "Nobody of that name" in noor.get(f"/families/search/?q={reference}").content.decode()


def test_nobody_signed_in_is_led_to_sign_in(client, made):
    page = client.get(reverse("workspace:family", args=[made.pk]))

    assert page.status_code == 302
    assert "Marlow" not in page.content.decode()
