"""The project's own source, read as a tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = PROJECT / "safehome"


def public_actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of every room's actions: ("families.opening.open_family", its tree).

    Where actions are a folder, the public ones are those that it offers by name.
    """
    for path in sorted([*ROOMS.glob("*/actions.py"), *ROOMS.glob("*/actions/*.py")]):
        place = ".".join(path.relative_to(ROOMS).with_suffix("").parts)
        offers = path.with_name("__init__.py").read_text() if path.parent.name == "actions" else ""
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if not offers or f'"{node.name}"' in offers:
                yield f"{place.replace('.actions', '')}.{node.name}", node


def rules() -> list[str]:
    """Every module of plain rules, as it is imported."""
    return [
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for path in sorted(ROOMS.glob("*/rules.py"))
    ]
