"""Building a pack for a test: the small good one, with a broken example laid over it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
GOOD = HERE / "good"
BROKEN = HERE / "broken"

# A manual page has at least 600 words; the good pack's own has few, so that it is quick to read.
MORE = "\n\n".join(["Ask how the carer is, and listen to the answer first."] * 60) + "\n"


@dataclass(frozen=True)
class Fault:
    """A broken example: what is to be said of it, and whether the pack loads all the same."""

    name: str
    says: str
    loads: bool


def faults() -> list[Fault]:
    """Every broken example there is."""
    found = []
    for path in sorted(BROKEN.glob("*/fault.yaml")):
        fault = yaml.safe_load(path.read_text("utf-8"))
        found.append(Fault(path.parent.name, fault["says"], fault.get("loads", False)))
    return found


def build(folder: Path, broken: str = "") -> Path:
    """Copy the good pack to `folder` and lay a broken example over it."""
    shutil.copytree(GOOD, folder)
    manual = folder / "manual" / "01.md"
    if broken != "manual-too-short":
        manual.write_text(manual.read_text("utf-8") + "\n" + MORE, "utf-8")
    if broken:
        shutil.copytree(BROKEN / broken, folder, dirs_exist_ok=True)
        recipe = folder / "fault.yaml"
        _follow(yaml.safe_load(recipe.read_text("utf-8")), folder)
        recipe.unlink()
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    """A folder as names and bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _follow(recipe: dict[str, dict[str, list[dict[str, str]]]], folder: Path) -> None:
    for name, changes in recipe.get("change", {}).items():
        text = (folder / name).read_text("utf-8")
        for change in changes:
            assert change["old"] in text, f"{name} has no {change['old']!r}"
            text = text.replace(change["old"], change["new"], 1)
        (folder / name).write_text(text, "utf-8")
    for name in recipe.get("delete", ()):
        (folder / name).unlink()
