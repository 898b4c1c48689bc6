"""A referral in a few lines: who, what kind, how safe, who agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from safehome.families.models import CarerKind
from safehome.families.queries import LANGUAGES
from safehome.network.models import TherapyStatus
from safehome.referrals.body import BEHAVIOURS, Body, Carer, Child
from safehome.referrals.forms.pages import AGREE, PLACES, WHEN
from safehome.referrals.models import ReferrerKind

SAFE = {"yes": "Everybody is safe at the moment", "no": "Not everybody is safe",
        "not-sure": "Not sure that everybody is safe"}  # fmt: skip
PART = (("displayed", "has displayed HSB"), ("harmed", "has been harmed"), ("sibling", "sibling"))


@dataclass(frozen=True)
class Glance:
    label: str
    lines: tuple[str, ...]


def glance(body: Body, *, today: date) -> list[Glance]:
    """What one wants to know first. Codes that we do not know are shown as they came."""
    found = [
        Glance("Children", tuple(_child(child, today) for child in body.children)),
        Glance("Parents and carers", tuple(_carer(carer) for carer in body.carers)),
        Glance("What kind", (_joined(BEHAVIOURS.get(one, one) for one in body.behaviour.kinds),
                             _when_where(body))),
        Glance("Safe", (SAFE.get(body.urgency.safe_now, ""), body.urgency.safe_now_words)),
        Glance("Support for the child", (_joined(
            [dict(TherapyStatus.choices).get(body.therapy.status, body.therapy.status),
             body.therapy.provider]),)),
        Glance("Carers agree", (_joined([dict(AGREE).get(body.telling.carers_agree, "")]),)),
    ]  # fmt: skip
    kept = (Glance(one.label, tuple(line for line in one.lines if line)) for one in found)
    return [one for one in kept if one.lines]


def referrer_lines(body: Body) -> list[str]:
    """Who referred, and how to reach them."""
    said = body.referrer
    kind = dict(ReferrerKind.choices).get(said.kind, said.kind)
    lines = [said.name, _joined([said.role, said.agency]), kind, said.phone, said.email]
    return [line for line in lines if line]


def _child(child: Child, today: date) -> str:
    return _joined([child.name or "Not named", _age(child, today), *_parts(child)])


def _parts(child: Child) -> Iterator[str]:
    yield from (words for key, words in PART if getattr(child, key))


def _age(child: Child, today: date) -> str:
    born = child.birth_date
    if born is None:
        return f"about {child.age}" if child.age is not None else ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return str(years)


def _carer(carer: Carer) -> str:
    spoken = (
        LANGUAGES.get(carer.language, carer.language) if carer.language not in ("", "en") else ""
    )
    return _joined([
        carer.name or "Not named", dict(CarerKind.choices).get(carer.kind, carer.kind).lower(),
        carer.phone, spoken, "interpreter" if carer.interpreter else "", carer.safe_contact,
        "somebody in the family must not learn this address" if carer.address_is_hidden else "",
        "does not know of this referral" if carer.knows == "no" else "",
    ])  # fmt: skip


def _when_where(body: Body) -> str:
    places = dict(PLACES)
    said = [dict(WHEN).get(body.behaviour.when, "")]
    return _joined([*said, *(places.get(one, one) for one in body.behaviour.where)])


def _joined(words: Iterable[str]) -> str:
    return " · ".join(word for word in words if word)
