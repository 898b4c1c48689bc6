"""Our components give the HTML that govuk-frontend publishes, so its styles keep fitting.

The fixtures are upstream's own, vendored with their licence. Each is put into our
keyword arguments, rendered, and compared after normalising. What we leave out or do
otherwise is in upstream_options.py, with the reason; nothing else may differ.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template import engines

from tests.design.html import normal
from tests.design.upstream_components import COMPONENTS
from tests.design.upstream_options import FIXTURES, SKIPPED, DiffersError, Options


def arguments_for(component: str, fixture: Options) -> Options:
    if reason := SKIPPED.get((component, fixture["name"])):
        raise DiffersError(reason)
    return COMPONENTS[component][2](fixture["options"])


def comparable() -> list[Any]:
    """The fixtures that ours can say as well; the others are passed over, with a reason."""
    found = []
    for component in COMPONENTS:
        for one in json.loads((FIXTURES / f"{component}.json").read_text())["fixtures"]:
            try:
                arguments_for(component, one)
            except DiffersError:
                continue
            found.append(pytest.param(component, one, id=f"{component}: {one['name']}"))
    return found


COMPARABLE = comparable()


def test_most_of_upstream_is_compared() -> None:
    """So that a change here cannot quietly empty the comparison."""
    assert len(COMPARABLE) >= 165
    assert {one.values[0] for one in COMPARABLE} == set(COMPONENTS)


@pytest.mark.parametrize(("component", "fixture"), COMPARABLE)
def test_it_gives_the_same_html(component: str, fixture: Options) -> None:
    file, macro, _ = COMPONENTS[component]
    arguments = arguments_for(component, fixture)
    if "href" in arguments and component == "button":
        macro = "link_button"
    module = engines["jinja2"].env.get_template(f"components/{file}.html").module
    ours = str(getattr(module, macro)(**arguments))
    if component == "table":
        # Ours scrolls sideways on a narrow screen; upstream's does not.
        ours = ours[ours.index("<table") : ours.index("</table>") + len("</table>")]
    assert normal(ours) == normal(upstream(component, fixture["html"]))


def upstream(component: str, html: str) -> str:
    """Upstream's HTML without what our shell puts elsewhere on purpose."""
    if component == "service-navigation":
        # The header and its container are the layout's; there is no menu button, because
        # the list wraps and so works without scripts.
        start, end = html.index("<nav"), html.index("</nav>") + len("</nav>")
        html = html[start:end]
        if "<button" in html:
            cut = html.index("<button"), html.index("</button>") + len("</button>")
            html = html[: cut[0]] + html[cut[1] :]
    return html
