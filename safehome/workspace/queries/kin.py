"""The family as a picture: who is in it, where they live, what they are to one another."""

from __future__ import annotations

from safehome.design.pictures import Bond, Drawn, Home, Kin, Pair, Shape, kin_map
from safehome.families.kinship import Couple, Said, couples, generations
from safehome.families.models import Gender
from safehome.families.telling import ended, sentence
from safehome.workspace.links import link
from safehome.workspace.queries.family import About, Somebody

SHAPES = {Gender.FEMALE: Shape.CIRCLE, Gender.MALE: Shape.SQUARE}
BONDS = {True: Bond.TOGETHER, False: Bond.PARTED, None: Bond.UNSAID}
HIDDEN = "address not to be told"


def family_picture(about: About) -> Drawn | None:
    """The family map, or nothing while nobody is written in. Asks nothing of the database."""
    if not about.members:
        return None
    people = {str(one.pk): one for one in about.members}
    said = [Said(str(tie.one_id), tie.tie, str(tie.other_id), ended(tie)) for tie in about.ties]
    row = generations({key: one.is_child for key, one in people.items()}, said)
    genders = {str(one.pk): one.gender for one in about.records}
    words = _words(about)
    return kin_map(
        [_kin(key, one, row[key], genders[key]) for key, one in people.items()],
        homes=_homes(about),
        pairs=[_pair(couple) for couple in couples(said, row=row)],
        title=f"The family of {about.family.name}",
        key=f"kin-{about.family.pk}",
        says=_says(about, words),
        headings=("Name", "Age", "Lives at", "Is what to whom"),
        rows=[(one.name, one.age, one.household or "Not known", "; ".join(words[key]))
              for key, one in people.items()],
    )  # fmt: skip


def _kin(key: str, one: Somebody, row: int, gender: str) -> Kin:
    return Kin(
        key=key,
        name=one.called if one.is_child else one.name,
        row=row,
        inside="0" if one.age == "under 1" else one.age,
        beneath="no longer in the family" if one.left else _beneath(one),
        shape=SHAPES.get(Gender(gender), Shape.DIAMOND),
        home=str(one.household_pk or ""),
        faint=one.left,
        link=link("workspace:member", one.pk),
    )


def _beneath(one: Somebody) -> str:
    """What kind of carer. Of a child nothing: a picture on a turned laptop labels nobody."""
    return "" if one.is_child else one.what


def _homes(about: About) -> list[Home]:
    homes = {}
    for record in about.records:
        if record.household is not None:
            mark = HIDDEN if record.household.address_is_hidden else ""
            homes[str(record.household_id)] = Home(
                str(record.household_id), record.household.name, mark
            )
    return list(homes.values())


def _pair(couple: Couple) -> Pair:
    return Pair(
        couple.adults, BONDS[couple.together], tuple(couple.by_birth), tuple(couple.otherwise)
    )


def _words(about: About) -> dict[str, list[str]]:
    called = {one.pk: one.called for one in about.members}
    words: dict[str, list[str]] = {str(one.pk): [] for one in about.members}
    for tie in about.ties:
        if tie.one_id in called and tie.other_id in called:
            words[str(tie.one_id)].append(
                sentence(called, tie).removeprefix(called[tie.one_id] + " ")
            )
    return words


def _says(about: About, words: dict[str, list[str]]) -> str:
    said = []
    for home, here in about.households:
        people = ", ".join(
            one.called + (f", {one.age}" if one.age and one.is_child else "") for one in here
        )
        said.append(f"{home}: {people}.")
    for one in about.members:
        said += [f"{one.called} {words_of}." for words_of in words[str(one.pk)]]
    return " ".join(said)
