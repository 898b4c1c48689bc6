"""What a carer is given: hand-outs in each of their versions, and questionnaires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from safehome.design.symbols import drawing

from .. import shapes
from ..instruments import may_use_words
from ..packs import Pack
from ..pages import gapped
from ..papers.furniture import furniture, name_of
from ..versions import Version, versions_of
from .leaf import Leaf


@dataclass(frozen=True)
class Line:
    """One line of an easy-read page: its words, and the drawing beside them."""

    words: Markup
    drawing: Markup | None
    heading: bool


def handouts(pack: Pack) -> Iterator[Leaf]:
    """The hand-outs in a list, then each version of each."""
    rows = [(one, versions_of(pack, one)) for one in pack.handouts.values()]
    yield Leaf("handouts", "Hand-outs", "Hand-outs", "handouts", {"rows": rows})
    for handout, versions in rows:
        for version in versions:
            yield Leaf(
                f"handouts/{handout.slug}/{version.name}",
                version.title,
                "Hand-outs",
                "handout",
                {
                    "version": version,
                    "versions": [(one, called(one)) for one in versions],
                    "lines": _lines(version),
                    "own": furniture(version.language),
                    "handout": handout,
                },
                files=(version.text.path,),
                aside=version is not versions[0],
            )


def called(version: Version) -> str:
    """A version in the words of a switch: its language, and whether it is easy read."""
    easy = f", {furniture(version.language).easy_read.lower()}" if version.is_easy else ""
    return f"{name_of(version.language)}{easy}"


def questionnaires(pack: Pack) -> Iterator[Leaf]:
    """The questionnaires in a list, then each as it is asked, in each language it is in."""
    yield Leaf("questionnaires", "Questionnaires", "Questionnaires", "questionnaires", {})
    today = datetime.now(UTC).date()
    for name in pack.questionnaires:
        languages = [
            one
            for one in pack.manifest.languages
            if one == pack.manifest.language or (one, name) in pack.translated_questionnaires
        ]
        for language in languages:
            asked = pack.questionnaire(name, language)
            words = pack.translated_questionnaires.get((language, name))
            draft = furniture(language).draft if words and words.review == "draft" else ""
            path = f"{language}/questionnaires/{name}.yaml" if words else ""
            yield Leaf(
                f"questionnaires/{name}/{language}",
                asked.title,
                "Questionnaires",
                "questionnaire",
                {
                    "asked": asked,
                    "shown_in": language,
                    "languages": [(one, name_of(one)) for one in languages],
                    "draft": draft,
                    "kept_back": may_use_words(asked, "display", on=today).reason,
                    "choices": _choices(asked),
                    "points": [
                        point.title or point.point
                        for point in pack.manifest.measure_schedule
                        if name in point.measures
                    ],
                    "reversed": [one.text for one in asked.items if one.reverse],
                    "texts": {one.id: one.text for one in asked.items},
                },
                files=(path or f"questionnaires/{name}.yaml",),
                aside=language != pack.manifest.language,
            )


def _lines(version: Version) -> list[Line]:
    """Everything is escaped by `gapped`; the drawings are our own."""
    if not version.is_easy:
        return []
    return [
        Line(
            Markup(gapped(line.words)),  # noqa: S704
            Markup(drawing(line.symbol)) if line.symbol else None,  # noqa: S704
            line.heading,
        )
        for line in version.text.easy_lines
    ]


def _choices(asked: shapes.Questionnaire) -> list[dict[str, str]]:
    """The answers of the scale, as radios."""
    scale = asked.scale
    return [
        {"value": str(number), "text": str(number)}
        for number in range(scale.lowest, scale.highest + 1)
    ]
