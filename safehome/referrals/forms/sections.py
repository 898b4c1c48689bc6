"""The lines of a referral's task list, and the pages behind each."""

from __future__ import annotations

from safehome.referrals.forms.fields import Page
from safehome.referrals.forms.pages import (
    Agreeing,
    CarerNeeds,
    CarerReach,
    CarerWho,
    ChildLife,
    ChildPart,
    ChildWho,
    HowSoon,
    InOutline,
    Kinds,
    NotToKnow,
    ReachYou,
    SafeNow,
    Somebody,
    Therapeutic,
    WhenWhere,
    Who,
)


class Section:
    """A line of the task list."""

    def __init__(
        self, key: str, title: str, pages: dict[str, type[Page]], *, one: str = "",
        hint: str = "", optional: bool = False,
    ) -> None:  # fmt: skip
        """one: what one of several is called, as in "Add another carer"."""
        self.key, self.title, self.pages, self.one = key, title, pages, one
        self.hint, self.optional = hint, optional

    @property
    def first(self) -> str:
        return next(iter(self.pages))

    def after(self, page: str) -> str:
        """The page that follows, or ""."""
        names = list(self.pages)
        place = names.index(page) + 1
        return names[place] if place < len(names) else ""

    def before(self, page: str) -> str:
        names = list(self.pages)
        place = names.index(page) - 1
        return names[place] if place >= 0 else ""


# By the words of their addresses, which are neutral: they may stay in a history.
SECTIONS = {
    "you": Section("referrer", "You", {"who": Who, "reach": ReachYou}),
    "when": Section("urgency", "How soon", {"soon": HowSoon, "now": SafeNow}),
    "adults": Section("carers", "Parents and carers",
                      {"who": CarerWho, "reach": CarerReach, "needs": CarerNeeds},
                      one="parent or carer"),
    "children": Section("children", "Children",
                        {"who": ChildWho, "part": ChildPart, "life": ChildLife}, one="child",
                        hint="Every child of the family"),
    "outline": Section("behaviour", "What happened, in outline",
                       {"kind": Kinds, "when": WhenWhere, "words": InOutline}),
    "support": Section("therapy", "Support for the child", {"support": Therapeutic}),
    "others": Section("network", "People around the family", {"who": Somebody},
                      one="person", optional=True),
    "agreeing": Section("telling", "Who knows, and agrees",
                        {"agree": Agreeing, "not": NotToKnow}),
}  # fmt: skip
SLUGS = {section.key: slug for slug, section in SECTIONS.items()}
