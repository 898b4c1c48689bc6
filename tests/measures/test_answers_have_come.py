"""Questions and answers, when some have come by a private link and nobody took them in yet."""

from __future__ import annotations

import pytest

from safehome.measures import actions
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, make_journey
from tests.factories.links import Carer, make_private_link


@pytest.fixture
def asked(cast, acting, signed_in):
    """A private link that Carol has, the address of its journey's questions, and how to read it."""
    with acting(cast.amina) as by:
        journey = make_journey(by, make_family(by, cast, name="Marlow"))
        made = make_private_link(by, journey)
    return made, lambda: signed_in(cast.amina).get(f"/journeys/{journey.pk}/answers/").text


def to_ask(page: str) -> str:
    return page.split("To ask now</h2>")[1].split("</ul>", maxsplit=1)[0]


@pytest.mark.feature("MEA2")
def test_what_came_stands_first_and_is_not_asked_again(cast, acting, asked):
    made, page = asked
    before = page()
    assert "Answers have come</h2>" not in before
    title = before.split("To ask now</h2>")[1].split("<a ")[1].split(">")[1].split("<")[0]
    assert title in to_ask(before)

    carol = Carer(made)
    carol.begins()
    carol.answers_all(["7", *["5"] * 11])
    carol.sends()
    come = page()
    assert come.index("Answers have come</h2>") < come.index("To ask now</h2>")
    assert come.count("Take in the answers</button>") == 1
    assert come.count(">Came, to take in</strong>") == 1, "in the table of points as well"
    assert title not in to_ask(come), "they would be asked what they have answered"

    with acting(cast.amina) as by:
        open_family(made.link.carer.family_id, purpose="test")
        actions.take_in(made.link, by=by)
    taken = page()
    assert "Answers have come</h2>" not in taken
    assert title not in to_ask(taken)
