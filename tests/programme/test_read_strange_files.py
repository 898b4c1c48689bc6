"""Whatever a stranger writes is a finding: never a traceback, nothing run, nothing half-loaded."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.programme import pages, reading
from safehome.programme.checking import check, report
from safehome.programme.findings import BrokenPack, Finding
from safehome.programme.loading import examine, load, parse

from .building import GOOD, build, files_of

PATHS = sorted(files_of(GOOD))
SESSION = "sessions/01.yaml"
MANUAL = "manual/01.md"


def findings(path: str, content: bytes) -> tuple[Finding, ...]:
    """What is said of the good pack with one file changed."""
    return examine({**files_of(GOOD), path: content}).findings


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"number: 1\ntitle: \xff\xfe", 2, "not UTF-8"),
        ("number: 1".encode("utf-16"), 1, "not UTF-8"),
        (b"title: a\x00b", 1, "hidden character here (U+0000)"),
        ("title: x\npurpose: \u202egnp".encode(), 2, "hidden character here (U+202E)"),
        (b"a: " + b"x" * 1_000_000, 1, "larger than 1,000,000 bytes"),
        (b"[" * 40, 1, "nested more than 20 deep"),
        (b"{a: " * 100_000, 1, "nested more than 20 deep"),
        (b"- 1\n" * 60_000, 50_000, "More than 50,000 values"),
        (b"%YAML 1.1\n---\na: 1\n", 1, "Directives"),
        (b"? [a, b]\n: c\n", 1, "must be a word or a whole number"),
        (b"", 1, "Write names and values here"),
        (b"- a list", 1, "Write names and values here"),
        (b"just words", 1, "Write names and values here"),
    ],
)
def test_yaml(content: bytes, line: int, says: str) -> None:
    found = findings(SESSION, content)

    assert any((one.line, one.path) == (line, SESSION) and says in one.message for one in found)


def test_a_billion_laughs_are_not_laughed() -> None:
    laughs = b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"

    found = [one for one in findings(SESSION, laughs) if one.path == SESSION]
    assert sum("Aliases" in one.message for one in found) == 3
    assert sum("Anchors" in one.message for one in found) == 3


def test_a_byte_order_mark_and_windows_lines_are_no_fault(tmp_path: Path) -> None:
    files = files_of(build(tmp_path / "pack"))
    for path in PATHS:
        files[path] = b"\xef\xbb\xbf" + files[path].replace(b"\n", b"\r\n")

    assert parse(files).manual[1].text.markdown.startswith("\n## What")
    assert parse(files).session(1).title == "Beginning"


def test_yes_no_and_days_stay_words() -> None:
    document, found = reading.read_yaml("x", b"a: yes\nb: NO\nc: 2026-01-31\nd: 12:30\ne: 0x1F\n")

    assert not found
    assert document
    assert document.data == {"a": "yes", "b": "NO", "c": "2026-01-31", "d": "12:30", "e": "0x1F"}


def test_each_value_knows_its_line() -> None:
    document, _ = reading.read_yaml("x", b"a:\n  - b: 1\n    c: 2\n  - d\n")

    assert document
    assert document.line("a", 0, "c") == 3
    assert document.line("a", 1) == 4
    assert document.line("a", 0, "nowhere") == 2


@pytest.mark.parametrize(
    "strange",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "words <b onclick='x'>here</b>",
        "<!-- hidden -->",
        "[a](javascript:alert(1))",
        "[a](JAVASCRIPT:alert(1))",
        "[a](java\\script:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "[a](//example.org/x)",
        "[a](/etc/passwd)",
        "[a](http://example.org)",
        "[a](https:///x)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![](../handouts/01-hello.md)",
        "![a](https://example.org/a.png)",
        "[](https://example.org)",
        "[a](https://[)",
        "x" * 7_000,
        "[" * 90_000,
        "word\n" * 30_000,
    ],
    ids=lambda strange: strange[:30],
)
def test_markdown(strange: str) -> None:
    head = b"---\nsession: 1\ntitle: Beginning\n---\n\n"

    found = findings(MANUAL, head + strange.encode())
    assert [one.path for one in found] == [MANUAL] * len(found)
    assert found


def test_html_is_shown_as_words_even_when_nobody_checked() -> None:
    shown = pages.html("<script>x</script> [a](javascript:x) <b>")

    assert "<script" not in shown
    assert "<b>" not in shown
    assert "href" not in shown


def test_links_out_of_the_pack_are_refused_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("not for anybody", "utf-8")
    folder = build(tmp_path / "pack")
    os.symlink(secret, folder / "handouts" / "02-secret.md")
    os.symlink(tmp_path, folder / "stories")
    os.mkfifo(folder / "README.md")

    with pytest.raises(BrokenPack) as refused:
        load(folder)
    assert [(one.path, one.message.split(".")[0]) for one in refused.value.findings] == [
        ("README.md", "This is neither a file nor a folder"),
        ("handouts/02-secret.md", "Links to other files are not allowed"),
        ("stories", "Links to other files are not allowed"),
    ]


@pytest.mark.parametrize("name", ["../x.yaml", "/etc/passwd", "a\\b.md", "handouts/\u202e.md", ""])
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert any(one.path == name for one in findings(name, b"x: 1"))


def test_names_that_differ_by_case_only_are_refused() -> None:
    assert any("case only" in one.message for one in findings("Pack.yaml", b""))


def test_a_picture_is_a_picture() -> None:
    assert not findings("handouts/tree.png", b"\x89PNG\r\n\x1a\n")
    assert findings("handouts/tree.png", b"<svg onload='alert(1)'/>")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=10) | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)
mischief = st.sampled_from(
    ["&a", "*a", "!!python/object", "<script>", "---\n", "%TAG", "{", "[", "]", ": ", "\t", "- ",
     "|", ">", "\x00", "\ufeff", "\u2028", "\x85", "session: 1\n", "title: x\n", "[a](b)", "![",
     "```", "<!--", "&#x0;", "\\", "\n\n", "'", '"', "? ", "# ", "\r"]
)  # fmt: skip
anything = (
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-16"))
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | plain.map(lambda data: yaml.safe_dump(data, allow_unicode=True).encode("utf-8", "replace"))
    | st.lists(mischief | st.text(max_size=5), max_size=30).map(
        lambda bits: "".join(bits).encode("utf-8", "surrogatepass")
    )
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(PATHS), content=anything, headed=st.booleans())
def test_anything_at_all_is_a_pack_or_findings(path: str, content: bytes, headed: bool) -> None:
    if headed and path.endswith(".md"):
        head, _, _ = files_of(GOOD)[path].partition(b"---\n\n")
        content = head + b"---\n\n" + content

    files = {**files_of(GOOD), path: content}
    examined = examine(files)

    assert (examined.pack is None) == any(one.severity == "error" for one in examined.findings)
    assert {*report("a pack", files).findings} >= {*examined.findings}
    lines = content.count(b"\n") + content.count(b"\r") + 2
    for finding in examined.findings:
        assert finding.message
        assert finding.line >= 1
        if finding.path == path:
            assert finding.line <= lines + content.count(b"\x85") + content.count(b"\xa8")


YAML_PLACES = [
    (path, place)
    for path, content in files_of(GOOD).items()
    if path.endswith(".yaml")
    for place in yaml.safe_load(content)
]


@settings(max_examples=300, deadline=None)
@given(data=plain, where=st.sampled_from(YAML_PLACES))
def test_any_data_in_any_place_is_a_pack_or_findings(data: object, where: tuple[str, str]) -> None:
    path, place = where
    whole = yaml.safe_load(files_of(GOOD)[path])
    whole[place] = data
    content = yaml.safe_dump(whole, allow_unicode=True).encode("utf-8", "replace")

    assert report("a pack", {**files_of(GOOD), path: content}).folder == "a pack"


PAGES = sorted(path for path in PATHS if path.endswith(".md"))
marks = st.sampled_from(
    ["# ", "## Step by step\n", "### Welcome\n", "- **Remote.** ", "> ", "1. ", "* * *\n", "```\n",
     "[a](../handouts/01-hello.md)", "![](x.png)", "[symbol: x] ", "<b>", "&lt;", "\n\n", "    ",
     "|a|b|\n|-|-|\n", "[^1]", "~~~", "==", "\\", "[x]: y\n", "<https://example.org>",
     "- [ ] ", "\t", "\u00a0", "🙂"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(PAGES), bits=st.lists(marks | st.text(max_size=8), max_size=40))
def test_any_markdown_under_a_good_head_is_a_pack_or_findings(path: str, bits: list[str]) -> None:
    head, _, _ = files_of(GOOD)[path].partition(b"---\n\n")
    content = head + b"---\n\n" + "".join(bits).encode("utf-8", "surrogatepass")

    said = report("a pack", {**files_of(GOOD), path: content})
    assert all(one.message and one.line >= 1 for one in said.findings)


def test_files_too_large_to_be_meant_are_findings_and_quick() -> None:
    for path in PATHS:
        for content in (b"a: " + b"[" * 400_000, b"- x\n" * 300_000, b"#" * 1_000_001):
            assert any(one.path == path for one in findings(path, content)), path


def test_the_check_says_the_same_and_never_breaks(tmp_path: Path) -> None:
    folder = build(tmp_path / "pack")
    for path in PATHS:
        (folder / path).write_bytes(b"\xff\x00[{&*")

    assert {one.path for one in check(folder).findings} >= set(PATHS)
