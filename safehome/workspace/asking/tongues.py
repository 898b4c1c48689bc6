"""In which languages questions can be asked of a carer, and why not in the one they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safehome.families.models import FamilyMember
from safehome.kit.verdicts import ALLOW, Verdict
from safehome.measures.own_words import OwnWords, written
from safehome.measures.queries.readings import language_name, pages_may_show, words_in
from safehome.measures.rules import ENGLISH
from safehome.programme.packs import Pack
from safehome.programme.papers.furniture import name_of
from safehome.programme.shapes import Questionnaire


@dataclass(frozen=True)
class Offer:
    """Languages in which some of the questions can be asked, English first.

    best: the carer's own, if it is among them. verdicts: language → questionnaire → whether
    it can be asked so. reads, why: what the carer reads, and why that is not offered of all.
    """

    choices: list[tuple[str, str]]
    best: str
    verdicts: Mapping[str, Mapping[str, Verdict]]
    reads: str = ""
    why: tuple[str, ...] = ()

    @property
    def is_choice(self) -> bool:
        return len(self.choices) > 1

    def verdict(self, questionnaire: str, language: str) -> Verdict:
        """Whether one set can be asked in a language that is offered."""
        return self.verdicts.get(language, {}).get(questionnaire, ALLOW)


def offer_by_link(carer: FamilyMember, asked: Sequence[Questionnaire], pack: Pack) -> Offer:
    """In which languages a private link can be: its pages and questions in the same one."""
    pages = {one: pages_may_show(carer.organisation_id, one) for one in _further(carer, pack)}
    return _offer(carer, asked, pack, pages)


@dataclass(frozen=True)
class Turned:
    """One set of questions as it stands before a carer: in which language, and what else there is.

    english: the same in English, where it is in another one. other: the languages that the page
    can be turned to. gone: why it is not in the one that was asked for any more.
    """

    language: str
    asked: Questionnaire
    english: Questionnaire | None
    own: OwnWords
    offer: Offer
    gone: str = ""

    @property
    def other(self) -> list[tuple[str, str]]:
        return [one for one in self.offer.choices if one[0] != self.language]

    @property
    def is_turned(self) -> bool:
        return self.english is not None


def turned_to(wanted: str, carer: FamilyMember, asked: Questionnaire, pack: Pack) -> Turned:
    """A set in the language that is wanted; else in the carer's own, if somebody has read it.

    A practitioner's own form is in English. asked: in English.
    """
    if asked.for_ != "carer":
        return Turned(
            ENGLISH, asked, None, written(ENGLISH), Offer([(ENGLISH, "English")], "en", {})
        )
    offer = offer_by_link(carer, [asked], pack)
    there = [one for one, _ in offer.choices]
    gone = offer.verdict(asked.id, wanted).reason if wanted and wanted not in there else ""
    language = wanted if wanted in there else ENGLISH if wanted else offer.best
    ((words, _),) = words_in(carer.organisation_id, [asked], pack, language)
    english = None if language == ENGLISH else asked
    return Turned(language, words, english, written(language), offer, gone)


def _further(carer: FamilyMember, pack: Pack) -> list[str]:
    """Every language but English that the pack or this carer speaks of."""
    found = dict.fromkeys([*pack.manifest.languages, carer.language])
    return [one for one in found if one != ENGLISH]


def _offer(
    carer: FamilyMember, asked: Sequence[Questionnaire], pack: Pack, pages: Mapping[str, Verdict]
) -> Offer:
    choices, verdicts, why = [(ENGLISH, "English")], {}, []
    for language, of_pages in pages.items():
        told = words_in(carer.organisation_id, asked, pack, language)
        verdicts[language] = {
            one.id: of_pages if not of_pages else verdict
            for one, (_, verdict) in zip(asked, told, strict=True)
        }
        if any(verdicts[language].values()):
            choices.append((language, f"{language_name(language)} ({name_of(language)})"))
        if language == carer.language:
            reasons = [of_pages.reason, *(verdict.reason for _, verdict in told)]
            why = [one for one in dict.fromkeys(reasons) if one]
    offered = carer.language in [one for one, _ in choices]
    reads = f"The language of {carer.called} is {language_name(carer.language)}."
    if why:
        reads += " Some of it is in English only:" if offered else " It is asked in English:"
    return Offer(choices, carer.language if offered else ENGLISH, verdicts, reads, tuple(why))
