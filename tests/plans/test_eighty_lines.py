"""A plan of eighty lines opens and saves with as many statements as one of eight."""

import pytest
from django.urls import reverse

from safehome.plans.models import Line
from tests.factories.families import make_family, open_pack_version
from tests.factories.plans import make_line, make_plan
from tests.plans.test_weeks import typed
from tests.workspace.test_statements import said_during, statements

SECTIONS = ("SP4", "SP5", "SP7", "SP12")


@pytest.fixture
def two_plans(clean, cast, acting):
    """One of eight lines and one of eighty, each of a family of its own."""
    open_pack_version()
    found = []
    for name, many in (("Short", 8), ("Long", 80)):
        with acting(cast.amina) as by:
            made = make_family(by, cast, name=name)
            version = make_plan(by, made)
            for place in range(many):
                make_line(
                    by, version, f"We do thing {place}", section=SECTIONS[place % 4],
                    children=made.children, hands={made.carers[0].pk: [[[0], 930, 1200]]},
                )  # fmt: skip
            found.append((made, version, Line.objects.filter(version=version)[0].pk))
    return found


@pytest.mark.parametrize(("page", "most"), [
    ("write", 6), ("version", 7), ("agree", 10), ("load", 6), ("line", 6),
])  # fmt: skip
def test_it_opens_with_as_many(cast, signed_in, two_plans, page, most):
    client, counts = signed_in(cast.amina), []
    for _, version, line in two_plans:
        about = line if page == "line" else version.pk
        counts.append(statements(client, reverse(f"plans:{page}", args=[about])))
    assert len(counts[0]) == len(counts[1]) <= most, "\n".join(counts[1])


def test_a_line_is_saved_with_as_many(cast, signed_in, two_plans):
    client, counts = signed_in(cast.amina), []
    for made, version, line in two_plans:
        anew = typed(made, seen=1, days=["0"], begins="15:30", ends="20:00")
        address = reverse("plans:line", args=[line])
        client.get(address)
        counts.append(said_during(lambda: client.post(address, anew), status=302))  # noqa: B023
        new = f"{reverse('plans:write', args=[version.pk])}?section=SP4"
        counts.append(said_during(lambda: client.post(new, typed(made)), status=302))  # noqa: B023
    assert len(counts[0]) == len(counts[2]) <= 11, "\n".join(counts[2])
    assert len(counts[1]) == len(counts[3]) <= 11, "\n".join(counts[3])
