"""Training and adoption: courses, quizzes, rehearsals, readiness, milestones, the workshop."""

from __future__ import annotations

from collections.abc import Iterator

from .. import shapes
from ..packs import Pack, Text
from ..parts import Part, read_part
from .leaf import Leaf
from .outline import label, outline


def training(pack: Pack) -> Iterator[Leaf]:
    """Courses with their modules and quizzes, and the rehearsal families."""
    yield from _folder(
        pack, "training", "Training",
        "Courses with their modules and quizzes, and families to rehearse with.",
    )  # fmt: skip


def adoption(pack: Pack) -> Iterator[Leaf]:
    """What an organisation works through before and after it begins."""
    yield from _folder(
        pack, "adoption", "Adoption",
        "What an organisation works through before its first family, and after.",
        besides=("suitability.yaml",),
    )  # fmt: skip


def _folder(
    pack: Pack, folder: str, title: str, lead: str, *, besides: tuple[str, ...] = ()
) -> Iterator[Leaf]:
    """A leaf for each file of the folder, and for those `besides` that stand outside it."""
    leaves = [
        _leaf(part, title)
        for path, content in sorted(pack.files.items(), key=_course_first)
        if path.startswith(f"{folder}/") or path in besides
        if (part := read_part(path, content)[0])
    ]
    if leaves:
        listed = [(leaf.path, leaf.title, str(leaf.given["kind"])) for leaf in leaves]
        yield Leaf(folder, title, title, "listing", {"listed": listed, "lead": lead})
        yield from leaves


def _course_first(file: tuple[str, bytes]) -> tuple[str, bool, str]:
    path = file[0]
    return (
        path.rpartition("/")[0].partition("/modules")[0].partition("/quizzes")[0],
        (not path.endswith("/course.yaml")),
        path,
    )


def _leaf(part: Part, title: str) -> Leaf:
    path = part.path.rpartition(".")[0]
    course = label(part.names["course"]) if part.names.get("course") else ""
    kind = f"{label(part.kind)}, {course.lower()}" if course else label(part.kind)
    called = getattr(part.value, "title", "") or getattr(part.value, "family", "")
    name = str(called or label(path.rpartition("/")[2]))
    if part.page:
        text = Text(part.path, part.page.text, part.page.first)
        given: dict[str, object] = {"text": text, "head": part.value, "kind": kind}
        return Leaf(path, name, title, "article", given, (part.path,))
    given = {"outline": outline(_values(part.value)), "kind": kind}
    return Leaf(path, name, title, "outline", given, (part.path,))


def _values(shape: shapes.Shape) -> dict[str, object]:
    return shape.model_dump(mode="json", by_alias=True)
