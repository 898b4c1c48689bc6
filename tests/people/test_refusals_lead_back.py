"""A refusal says where to go: back to where one came from, or to the start."""

from __future__ import annotations

import pytest

BACK = "Back to the page before"


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/families/?tab=journey", "/families/?tab=journey"),
        ("http://elsewhere.example/families/", ""),
        ("http://testserver/staff/", ""),  # the refused page itself
        ("http://testserver//elsewhere.example/", ""),
        ("", ""),
    ],
)
def test_it_leads_back_within_the_service_alone(cast, signed_in, came_from, leads_to):
    headers = {"Host": "testserver"} | ({"Referer": came_from} if came_from else {})
    answer = signed_in(cast.amina).get("/staff/", headers=headers)

    assert answer.status_code == 403
    assert "To the start page" in answer.text
    assert (BACK in answer.text) == bool(leads_to)
    assert not leads_to or f'href="{leads_to}"' in answer.text
