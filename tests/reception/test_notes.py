"""What a carer's telephone asks of the public door: one box once, and one word later."""

from __future__ import annotations

import base64
import gzip
import json
import re

import pytest

from safehome.reception import shell
from safehome.reception.views import notes
from safehome.vault.keyring import open_family
from tests.factories.families import make_family, open_pack_version
from tests.factories.reception import Visitor
from tests.plans.copying import make_planned
from tests.plans.phoning import offer, opened


@pytest.fixture(autouse=True)
def _nobody_knocked(superuser):
    superuser.execute("DELETE FROM ctx.knock")


@pytest.fixture
def offered(cast, acting):
    open_pack_version()
    with acting(cast.amina) as by:
        planned = make_planned(by, make_family(by, cast, carers=("Carol", "Gran")))
        open_family(planned.made.pk, purpose="test")
        return offer(planned, planned.made.carers[0], by=by)


def ask(what, token, *, site="same-origin", kind="application/json", browser=None, **more):
    written = token if isinstance(token, str) else base64.urlsafe_b64encode(token).decode()
    headers = {"Sec-Fetch-Site": site} if site else {}
    return (browser or Visitor()).post(
        f"/notes/{what}/", json.dumps({"token": written.rstrip("=")}), content_type=kind,
        headers=headers | more,
    )  # fmt: skip


@pytest.mark.feature("PLN6")
def test_the_box_is_handed_over_once(offered):
    answer = ask("take", offered.token)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert opened(offered, answer.content)["form"] == 1

    assert ask("take", offered.token).status_code == 404
    assert ask("stands", offered.token).json()["stands"] == "holds"
    assert ask("erased", offered.token).status_code == 204
    assert ask("stands", offered.token).json()["stands"] == "over"


def test_wrong_used_and_old_links_are_told_the_same(offered, superuser):
    told = {ask("take", token).content for token in (b"x" * 32, b"", b"x" * 99, "%%", offered.key)}
    superuser.execute("UPDATE plans_phonecopy SET link_until = now()")
    told.add(ask("take", offered.token).content)
    told.add(ask("stands", offered.token).content)
    assert len(told) == 1
    assert ask("erased", b"x" * 32).status_code == 204


@pytest.mark.parametrize("what", ["take", "stands", "erased"])
def test_only_our_own_page_asks(offered, what):
    for wrong in (
        {"site": "cross-site"}, {"site": "same-site"}, {"site": "none"}, {"site": ""},
        {"site": "", "Origin": "https://elsewhere.example"}, {"kind": "text/plain"},
    ):  # fmt: skip
        assert ask(what, offered.token, **wrong).status_code == 403, wrong
    assert ask("take", offered.token, site="", Origin="http://testserver").status_code == 200


def test_whoever_tries_many_is_slowed_and_nobody_is_shut_out(offered):
    answers = [ask("take", bytes([n]) * 32).status_code for n in range(notes.WRONG_ONES + 2)]
    assert answers[-1] == 429
    assert answers.count(404) == notes.WRONG_ONES
    assert ask("stands", b"x" * 32).headers["Retry-After"] == "60"
    assert ask("take", offered.token).status_code == 200, "a right one still opens"


def test_the_page_says_nothing_and_is_the_same_for_everybody(offered):
    page = Visitor().get("/notes/")
    assert page.content == Visitor().get("/notes/", headers={"Cookie": "writing=x"}).content
    policy = page.headers["Content-Security-Policy"]
    for said in ("default-src 'none'", "require-trusted-types-for 'script'", "script-src 'self'"):
        assert said in policy
    assert "unsafe" not in policy
    manifest = Visitor().get("/notes/about.webmanifest").json()
    everything = page.text + json.dumps(manifest) + shell.worker("/notes/")
    everything += "".join(
        (shell.FOLDER / part).read_text() for part in shell.PARTS if part.endswith(("css", "js"))
    )
    for word in ("Safe Home", "harm", "sexual", "child", "children’s", "safety", "Harbour", "plan"):
        assert not re.search(rf"\b{word}\b", everything, re.I), word
    for word in ("child", "safe home", "carer"):
        assert word not in page.text.casefold() + json.dumps(manifest).casefold()
    assert (manifest["name"], manifest["scope"]) == ("Notes", "/notes/")


def test_it_sets_no_cookie():
    for path in ("/notes/", "/notes/worker.js", "/notes/about.webmanifest"):
        assert not Visitor().get(path).cookies


def test_all_that_is_kept_is_there_and_small():
    kept = list(shell.PARTS)
    sizes = {part: len((shell.FOLDER / part).read_bytes()) for part in kept}
    scripts = [part for part in kept if part.endswith(".js")]
    assert set(scripts) == {one.name for one in shell.FOLDER.glob("*.js")}, "each is kept"
    assert all(sizes[part] <= 10_000 for part in scripts)
    sent = sum(len(gzip.compress((shell.FOLDER / part).read_bytes())) for part in scripts)
    assert sent <= 10_000
    assert sum(sizes.values()) + len(Visitor().get("/notes/").content) <= 60_000


def test_no_organisation_is_called_so():
    from safehome.config.founding import found_organisation

    with pytest.raises(ValueError, match="address of the public door"):
        found_organisation(None, "Notes", "notes")  # type: ignore[arg-type]
