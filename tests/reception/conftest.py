"""A front door that is open, and somebody who comes to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import signing

from safehome.reception import slowing
from tests.factories import Cast
from tests.factories.reception import Visitor, open_front_door


@dataclass
class Referrer:
    """Somebody who writes a referral, page after page."""

    browser: Visitor = field(default_factory=Visitor)
    code: str = ""
    reference: str = ""
    where: str = "harbour"

    def path(self, rest: str = "") -> str:
        return f"/{self.where}/{rest}"

    def starts(self, **more: str) -> Any:
        drawn = signing.dumps(slowing.now() - 60, salt="drawn")
        answer = self.browser.post(self.path("start/"), {"drawn": drawn} | more)
        found = re.findall(r"<dd>([A-Z0-9-]+)</dd>", answer.text)
        if len(found) == 2:
            self.reference, self.code = found
        return answer

    def state(self, page: str) -> str:
        text = self.browser.get(self.path(f"tasks/{page}/")).text
        return re.search(r'name="seen_draft" value="(\w+)"', text)[1]  # type: ignore[index]

    def answers(self, page: str, **given: Any) -> Any:
        given.setdefault("seen_draft", self.state(page))
        return self.browser.post(self.path(f"tasks/{page}/"), given)

    def comes_back(self, reference: str = "", code: str = "", **more: str) -> Any:
        return self.browser.post(
            self.path("return/"),
            {"reference": reference or self.reference, "code": code or self.code} | more,
        )

    def writes_all(self) -> None:
        for page, given in WHOLE.items():
            answer = self.answers(page, **given)
            assert answer.status_code == 302, (page, answer.text)


WHOLE: dict[str, dict[str, Any]] = {
    "you/1/who": {"name": "Wren Social", "agency": "Northtown", "role": "Social worker, desk 4",
                  "kind": "social-care"},
    "you/1/reach": {"phone": "01632 960321", "email": ""},
    "when/1/soon": {"urgency": "soon", "why": "School begins again."},
    "when/1/now": {"safe_now": "yes", "safe_now_words": "Grandmother stays."},
    "adults/1/who": {"name": "Carol Quillfeather", "kind": "birth", "knows": "yes"},
    "adults/1/reach": {"phone": "01632 960001", "safe_contact": "Mornings."},
    "adults/1/needs": {"language": "en"},
    "children/1/who": {"name": "Jay Quillfeather", "birth_date_day": "4",
                       "birth_date_month": "3", "birth_date_year": "2014"},
    "children/1/part": {"part": ["displayed"]},
    "children/1/life": {"lives_with": "Carol"},
    "outline/1/kind": {"kinds": ["touch"]},
    "outline/1/when": {"when": "month", "where": ["home"]},
    "outline/1/words": {"words": "Carol noticed and rang the school."},
    "support/1/support": {"status": "planned"},
    "agreeing/1/agree": {"carers_agree": "yes"},
    "agreeing/1/not": {"must_not_know": "A cousin"},
}  # fmt: skip


@pytest.fixture
def door(cast: Cast) -> Cast:
    open_front_door(cast.mo)
    return cast


@pytest.fixture
def referrer(door: Cast) -> Referrer:
    return Referrer()
