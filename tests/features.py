"""Which test sees which feature working: ./run features

Reads docs/features.md for the ids and every test file's marks, without running
anything. With --missing, lists the ids that no test names yet.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| ((?:[A-Z]+)\d+) \| (.+?) \|(?: (\w+) \|)?\s*$")


def known(page: str) -> dict[str, tuple[str, str]]:
    """Each id with its feature and how much it is wanted.

    >>> known("| SES1 | Sessions laid out on dates | must |")
    {'SES1': ('Sessions laid out on dates', 'must')}
    """
    rows = (ROW.match(line) for line in page.splitlines())
    return {row[1]: (row[2], row[3] or "") for row in rows if row}


def marks(source: str) -> Iterator[tuple[str, str]]:
    """Each test that names features: (feature, test).

    >>> list(marks('@pytest.mark.feature("SES1", "SES3")\\ndef test_it_works(): ...'))
    [('SES1', 'test_it_works'), ('SES3', 'test_it_works')]
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.feature":
                for argument in mark.args:
                    yield str(ast.literal_eval(argument)), node.name


def seen(folder: Path) -> dict[str, list[str]]:
    """Each feature with the tests that see it."""
    found = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        for feature, test in marks(path.read_text()):
            found[feature].append(f"{path.relative_to(PROJECT)}::{test}")
    return dict(found)


def main(arguments: list[str]) -> int:
    features = known((PROJECT / "docs" / "features.md").read_text())
    tests = seen(PROJECT / "tests")
    unknown = sorted(tests.keys() - features.keys())
    for feature in unknown:
        sys.stderr.write(
            f"{feature} is not in docs/features.md, but {', '.join(tests[feature])} names it.\n"
        )
    missing = "--missing" in arguments
    for feature, (title, wanted) in features.items():
        if missing and feature not in tests:
            sys.stdout.write(f"{feature:7} {wanted:5} {title}\n")
        elif not missing and feature in tests:
            sys.stdout.write(f"{feature:7} {title}\n")
            sys.stdout.writelines(f"          {test}\n" for test in tests[feature])
    count = len(tests.keys() & features.keys())
    sys.stdout.write(f"{count} of {len(features)} features are seen by a test.\n")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
