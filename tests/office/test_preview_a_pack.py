"""The programme office looks at a pack as people will see it, published or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from safehome.config.doors import office
from safehome.people.endpoints import addresses, declared
from safehome.programme.queries import pack_of
from tests.factories import signed_in_client
from tests.programme.paper_reading import faults


def leaf(version, path: str) -> str:
    return reverse("office:version-leaf", args=[version.pk, path])


def links(html: str) -> set[str]:
    return set(re.findall(r'href="(/programme/[^"#]+)"', html))


@pytest.mark.feature("LIC5", "PRG4")
def test_every_part_of_a_published_version_opens(olu: Client, version) -> None:
    """From the list of versions, by nothing but links, to every page and every paper."""
    seen: dict[str, int] = {}
    to_see = {leaf(version, "index")}
    assert to_see <= links(olu.get(reverse("office:programme")).text)
    while to_see:
        path = to_see.pop()
        if path.endswith(".pdf"):
            seen[path] = 200
            continue
        answer = olu.get(path)
        seen[path] = answer.status_code
        to_see |= links(answer.text) - seen.keys()

    assert set(seen.values()) == {200}
    pack = pack_of(version)
    for place in (
        "sessions/13", "handouts/01-our-plan-for-now/cy-easy", "questionnaires/kuc/cy",
        "plan/sp15", "plan/voices", "supervision/fidelity", "letters/certificate",
        "training/practitioner/course", "adoption/readiness", "words",
    ):  # fmt: skip
        assert leaf(version, place) in seen
    papers = [path for path in seen if path.endswith(".pdf")]
    versions = [path for path in seen if "/preview/handouts/" in path][1:]  # the first lists them
    assert len(papers) == 1 + len(versions)  # the manual as well
    assert len(papers) > 2 * len(pack.handouts)


def test_it_says_that_it_is_published_and_stays(olu: Client, version) -> None:
    assert "A published version never changes." in olu.get(leaf(version, "index")).text


def test_a_paper_opens_in_the_browser(olu: Client, version) -> None:
    path = reverse("office:version-paper", args=[version.pk, "01-our-plan-for-now.cy"])
    answer = olu.get(path)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert faults(answer.content, title="Ein cynllun am nawr", language="cy") == []


def test_what_is_not_there_is_not_found(olu: Client, version) -> None:
    nowhere = version.pk.__class__(int=1)
    for path in (
        leaf(version, "sessions/99"),
        leaf(version, "../../settings"),
        reverse("office:version-leaf", args=[nowhere, "index"]),
        reverse("office:version-paper", args=[version.pk, "nowhere"]),
        reverse("office:version-picture", args=[version.pk, "pack.yaml"]),
        reverse("office:version-picture", args=[version.pk, "../../secret.png"]),
        reverse("office:waiting-leaf", args=["small", "9.9", "index"]),
        reverse("office:waiting-leaf", args=["small", "..", "index"]),
        reverse("office:waiting-paper", args=["small", "1.1", "manual"]),
    ):
        assert olu.get(path).status_code == 404, path


def test_a_pack_that_lies_ready_is_listed_and_shown(olu: Client) -> None:
    page = olu.get(reverse("office:programme")).text
    front = reverse("office:waiting-leaf", args=["small", "1.0", "index"])
    assert front in page
    assert "Not published." in olu.get(front).text
    manual = olu.get(reverse("office:waiting-paper", args=["small", "1.0", "manual"]))
    assert manual.content.startswith(b"%PDF-")


def test_what_changes_in_the_folder_is_seen_at_once(olu: Client, packs: Path) -> None:
    hello = reverse("office:waiting-leaf", args=["small", "1.0", "handouts/01-hello/en"])
    assert "A new line." not in olu.get(hello).text

    page = packs / "small" / "1.0" / "handouts" / "01-hello.md"
    page.write_text(page.read_text("utf-8") + "\nA new line.\n", "utf-8")

    assert "A new line." in olu.get(hello).text


def test_a_broken_one_gives_its_findings_and_nothing_else(olu: Client) -> None:
    path = reverse("office:waiting-leaf", args=["small", "1.1", "index"])
    assert path in olu.get(reverse("office:programme")).text
    page = olu.get(path).text

    assert "cannot be shown yet" in page
    assert "sessions/01.yaml" in page
    assert "sh-tabs" not in page


def test_what_is_published_is_no_longer_waiting(olu: Client, version, settings) -> None:
    settings.PACKS = "packs"
    assert "Not published yet" not in olu.get(reverse("office:programme")).text


def every_address(version) -> list[str]:
    kinds = {"leaf": "index", "paper": "manual", "picture": "x.png"}
    found = []
    for name, _, view in addresses(office.urlpatterns):
        if not name.startswith("office:"):
            continue
        assert declared(view) is not None
        of, _, kind = name.removeprefix("office:").partition("-")
        owner = {"version": [version.pk], "waiting": ["small", "1.0"]}.get(of, [])
        found.append(reverse(name, args=[*owner, kinds[kind]] if owner else []))
    return found


@pytest.mark.feature("SEC3")
def test_only_the_office_comes_in(everybody_else, version) -> None:
    paths = every_address(version)
    assert len(paths) == 8
    for path in paths:
        assert Client().get(path).status_code == 302, path
        for person in everybody_else.values():
            # The database itself vouches for nobody else here.
            assert signed_in_client(person).get(path).status_code in (302, 403), (person, path)
