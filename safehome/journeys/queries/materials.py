"""What each carer is to be given in a session, in the form and the language they read best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from safehome.families.models import FamilyMember, Need
from safehome.journeys.models import Session
from safehome.programme.packs import Handout, Pack
from safehome.programme.papers import handout_pdf
from safehome.programme.papers.furniture import furniture, name_of
from safehome.programme.queries import pack_of
from safehome.programme.versions import Version, best_first, version_named


@dataclass(frozen=True)
class Printable:
    """One version of a hand-out: what it is called, and where it is printed from."""

    handout: str
    version: str
    title: str
    original: str  # its title in the pack's own language, when that is another one
    words: str
    is_draft: bool


@dataclass(frozen=True)
class Material:
    """A hand-out for one carer: the version to take, and the others there are."""

    best: Printable
    others: tuple[Printable, ...]


@dataclass(frozen=True)
class ForCarer:
    """One carer's papers. `reads` says how they read best, "" for English in full."""

    name: str
    reads: str
    materials: tuple[Material, ...]


def materials_for(pack: Pack, number: int, carers: Iterable[FamilyMember]) -> tuple[ForCarer, ...]:
    """The hand-outs of a session of the pack, carer by carer."""
    handouts = pack.handouts_of(number)
    return tuple(
        ForCarer(
            carer.called, _reads(carer), tuple(_material(pack, one, carer) for one in handouts)
        )
        for carer in carers
    )


def handout_paper(session: Session, *, handout: str, version: str) -> bytes:
    """A hand-out of the version of the programme that this family is on. 404 for no such one."""
    pack = pack_of(session.journey.pack_version)
    try:
        found = version_named(pack, handout, version)
    except KeyError:
        raise Http404 from None
    return handout_pdf(pack, found)


def _material(pack: Pack, handout: Handout, carer: FamilyMember) -> Material:
    easy = Need.EASY_READ in carer.needs
    best, *others = (
        _printable(one) for one in best_first(pack, handout, language=carer.language, easy=easy)
    )
    return Material(best, tuple(others))


def _printable(version: Version) -> Printable:
    easy = "easy read, " if version.is_easy else ""
    return Printable(
        handout=version.handout.slug,
        version=version.name,
        title=version.title,
        original=version.handout.title if version.title != version.handout.title else "",
        words=f"{easy}{name_of(version.language)}",
        is_draft=version.is_draft,
    )


def _reads(carer: FamilyMember) -> str:
    said = [furniture("en").easy_read.lower()] if Need.EASY_READ in carer.needs else []
    if carer.language != "en":
        said.append(name_of(carer.language))
    return ", ".join(said)
