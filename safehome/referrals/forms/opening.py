"""A family's record as its referral words it, on one page to be confirmed. Nothing is retyped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from safehome.design.widgets import DayMonthYear
from safehome.families.models import CarerKind, Channel, Gender
from safehome.families.queries import LANGUAGES
from safehome.network.models import ProfessionalRole
from safehome.people.models import Team
from safehome.referrals.forms.waiting import InterimFields, PriorityForm
from safehome.referrals.opening import Adult, Home, Opening, Worker, Young

NO_HOME = [("", "Not known")]
ASK_FIRST = [("", "Not agreed yet: only in person")]
CHILD_IS = [
    ("displayed", "Has displayed the behaviour"), ("harmed", "Was harmed"),
    ("sibling", "Is a brother or sister"),
]  # fmt: skip


def _line(label: str, *, required: str = "", limit: int = 200) -> Any:
    return forms.CharField(
        label=label, required=bool(required), max_length=limit,
        error_messages={"required": required},
    )  # fmt: skip


def _keep(what: str) -> Any:
    return forms.BooleanField(label=f"Write {what} down", required=False, initial=True)


def _choice(label: str, choices: Iterable[tuple[str, Any]], *, required: str = "") -> Any:
    return forms.ChoiceField(
        label=label, choices=list(choices), required=bool(required),
        error_messages={"required": required},
    )  # fmt: skip


class OpeningForm(PriorityForm, InterimFields):
    """Every part of the opening has its own group of boxes, begun with the referral's words."""

    name = _line("Family name", required="Write a name for the family", limit=120)
    team = _choice("Team", [], required="Choose a team")
    tell = forms.BooleanField(
        label="Let the referrer see that the family is on the waiting list", required=False
    )

    def __init__(
        self, *args: Any, opening: Opening, teams: Iterable[Team], initial: dict[str, Any],
        **more: Any,
    ) -> None:  # fmt: skip
        self.meant = opening
        more["initial"] = initial | {"name": opening.name}
        super().__init__(*args, **more)
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [(str(one.pk), one.name) for one in teams]
        self.groups: list[tuple[str, str, list[str]]] = []
        self._homes()
        self._adults()
        self._children()
        self._workers()

    def _add(self, title: str, prefix: str, boxes: dict[str, Any], values: dict[str, Any]) -> None:
        names = []
        for name, box in boxes.items():
            full = f"{prefix}_{name}"
            if name in values:
                box.initial = values[name]
            self.fields[full] = box
            names.append(full)
        self.groups.append((title, prefix, names))

    def _homes(self) -> None:
        carers = [(str(n), one.name) for n, one in enumerate(self.meant.adults)]
        for place, home in enumerate(self.meant.homes):
            boxes = {
                "name": _line("What the family calls it", required="Write what they call it"),
                "address": forms.CharField(
                    label="Address", required=False, max_length=400,
                    widget=forms.Textarea({"rows": 3}),
                ),
                "hidden_from": forms.MultipleChoiceField(
                    label="Who must not learn this address?", required=False, choices=carers,
                    widget=forms.CheckboxSelectMultiple,
                ),
            }  # fmt: skip
            self._add(home.name, f"home{place}", boxes, {
                "name": home.name, "address": home.address,
                "hidden_from": [str(one) for one in home.hidden_from],
            })  # fmt: skip

    def _places(self) -> list[tuple[str, str]]:
        return NO_HOME + [(str(n), one.name) for n, one in enumerate(self.meant.homes)]

    def _adults(self) -> None:
        for place, one in enumerate(self.meant.adults):
            boxes = {
                "keep": _keep(one.name), "name": _line("Full name", required="Write their name"),
                "kind": _choice("What kind of carer are they?", CarerKind.choices,
                                required="Choose what kind of carer they are"),
                "home": _choice("Lives at", self._places()),
                "phone": _line("Telephone"), "email": forms.EmailField(
                    label="E-mail", required=False),
                "language": _choice("Language", LANGUAGES.items()),
                "interpreter": forms.BooleanField(label="Needs an interpreter", required=False),
                "needs_note": _line("Anything that helps them take part", limit=400),
                "channel": _choice("How may they be reached safely?",
                                   ASK_FIRST + list(Channel.choices)),
                "hours": _line("When and how, as the referral says it", limit=400),
                "must_not_know": _line("Who must not learn of this work"),
            }  # fmt: skip
            values = {name: getattr(one, name) for name in boxes if name not in ("keep", "home")}
            values["home"] = "" if one.home is None else str(one.home)
            self._add(f"Carer: {one.name}", f"adult{place}", boxes, values)

    def _children(self) -> None:
        for place, one in enumerate(self.meant.children):
            boxes = {
                "keep": _keep(one.name), "name": _line("Full name", required="Write their name"),
                "birth_date": forms.DateField(
                    label="Date of birth", required=False, widget=DayMonthYear),
                "gender": _choice("How they describe themselves", Gender.choices),
                "what": forms.MultipleChoiceField(
                    label="Here because", required=False, choices=CHILD_IS,
                    widget=forms.CheckboxSelectMultiple),
                "home": _choice("Lives at", self._places()),
                "needs_note": _line("What helps them", limit=400),
            }  # fmt: skip
            values = {
                "name": one.name, "birth_date": one.birth_date, "gender": one.gender,
                "what": [name for name, _ in CHILD_IS if getattr(one, name)],
                "home": "" if one.home is None else str(one.home), "needs_note": one.needs_note,
            }  # fmt: skip
            self._add(f"Child: {one.name}", f"child{place}", boxes, values)

    def _workers(self) -> None:
        for place, one in enumerate(self.meant.workers):
            boxes = {
                "keep": _keep(one.name), "name": _line("Full name", required="Write their name"),
                "agency": _line("Where they work"),
                "role": _choice("Their part", ProfessionalRole.choices, required="Choose one"),
                "phone": _line("Telephone"),
                "email": forms.EmailField(label="E-mail", required=False),
            }  # fmt: skip
            values = {name: getattr(one, name) for name in boxes if name != "keep"}
            self._add(f"Works with them: {one.name}", f"worker{place}", boxes, values)

    def grouped(self) -> list[tuple[str, list[Any]]]:
        """Each group's title and boxes, for the page."""
        return [(title, [self[name] for name in names]) for title, _, names in self.groups]

    def rest(self) -> list[Any]:
        names = ("level", "because", "interim_plan", "interim_plan_words", "next_on", "tell")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kept = [n for n, _ in enumerate(self.meant.adults) if given.get(f"adult{n}_keep")]
        if not kept:
            self.add_error(None, "Keep at least one carer, so that somebody can be reached")
        children = [n for n, _ in enumerate(self.meant.children) if given.get(f"child{n}_keep")]
        if not any("displayed" in given.get(f"child{n}_what", []) for n in children):
            self.add_error(None, "Say which child has displayed the behaviour")
        for n, _ in enumerate(self.meant.homes):
            for who in given.get(f"home{n}_hidden_from", []):
                if given.get(f"adult{who}_keep") and given.get(f"adult{who}_home") == str(n):
                    self.add_error(
                        f"home{n}_hidden_from", "Somebody chosen here lives there. Choose one."
                    )
        return given

    def opening(self) -> Opening:
        """What was confirmed. Places of people who were left out close up."""
        given = self.cleaned_data
        kept = [n for n, _ in enumerate(self.meant.adults) if given[f"adult{n}_keep"]]
        homes = tuple(
            Home(given[f"home{n}_name"], given[f"home{n}_address"],
                 tuple(kept.index(int(who)) for who in given[f"home{n}_hidden_from"]
                       if int(who) in kept))
            for n, _ in enumerate(self.meant.homes)
        )  # fmt: skip
        return Opening(
            given["name"], homes, tuple(self._adult(n) for n in kept),
            tuple(self._child(n) for n, _ in enumerate(self.meant.children)
                  if given[f"child{n}_keep"]),
            tuple(self._worker(n) for n, _ in enumerate(self.meant.workers)
                  if given[f"worker{n}_keep"]),
        )  # fmt: skip

    def _of(self, prefix: str, names: Iterable[str]) -> dict[str, Any]:
        return {name: self.cleaned_data[f"{prefix}_{name}"] for name in names}

    def _home_of(self, prefix: str) -> int | None:
        home = self.cleaned_data[f"{prefix}_home"]
        return int(home) if home else None

    def _adult(self, n: int) -> Adult:
        names = ("name", "kind", "phone", "email", "language", "interpreter", "needs_note",
                 "channel", "hours", "must_not_know")  # fmt: skip
        return Adult(**self._of(f"adult{n}", names), home=self._home_of(f"adult{n}"),
                     is_unaware=self.meant.adults[n].is_unaware)  # fmt: skip

    def _child(self, n: int) -> Young:
        what = self.cleaned_data[f"child{n}_what"]
        facts = self._of(f"child{n}", ("name", "birth_date", "gender", "needs_note"))
        return Young(**facts, home=self._home_of(f"child{n}"), displayed="displayed" in what,
                     harmed="harmed" in what, sibling="sibling" in what)  # fmt: skip

    def _worker(self, n: int) -> Worker:
        return Worker(**self._of(f"worker{n}", ("name", "agency", "role", "phone", "email")))
