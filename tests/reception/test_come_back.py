"""Coming back with the reference and the code; nothing else opens anything."""

from __future__ import annotations

import pytest

from safehome.vault import codes
from tests.factories.reception import Visitor
from tests.reception.conftest import Referrer


@pytest.mark.feature("REF1")
def test_it_works_from_another_device(referrer: Referrer) -> None:
    referrer.starts()
    referrer.answers("you/1/who", name="Wren Social", kind="school")
    there = Referrer(Visitor(), referrer.code, referrer.reference)

    answer = there.comes_back(code=referrer.code.lower().replace("-", " "))

    assert answer.headers["Location"] == "/harbour/tasks/"
    assert "Wren Social" in there.browser.get("/harbour/tasks/you/1/who/").text


def test_a_wrong_code_and_an_unknown_reference_are_the_same(
    referrer: Referrer, monkeypatch
) -> None:
    """The same page, and the same work: scrypt runs once for each."""
    referrer.starts()
    done: list[int] = []
    honest = codes.key_from

    def counted(code: str, salt: bytes) -> bytes:
        done.append(len(salt))
        return honest(code, salt)

    monkeypatch.setattr(codes, "key_from", counted)
    told = []
    for reference, code in (
        (referrer.reference, "ACDE-FGHJ-KMNP"), ("ACDE-FGHJ", referrer.code),
        ("ACDE-FGHJ", "ACDE-FGHJ-KMNP"), ("nonsense", "no code at all"),
    ):  # fmt: skip
        stranger = Referrer(Visitor(), code, reference)
        answer = stranger.comes_back()
        assert answer.status_code == 200
        assert "writing" not in answer.cookies
        told.append(answer.text.replace(code, "C").replace(reference, "R"))
    from tests.house.test_access_matrix import TOKENS

    assert len({TOKENS.sub("", text) for text in told}) == 1
    assert done == [codes.SALT] * 4


def test_cleared_the_browser_opens_nothing(referrer: Referrer) -> None:
    referrer.starts()
    assert referrer.browser.get("/harbour/tasks/").status_code == 200
    cleared = referrer.browser.post("/harbour/clear/")
    assert "cookies" in cleared.headers["Clear-Site-Data"]
    assert referrer.browser.get("/harbour/tasks/").headers["Location"] == "/harbour/return/"
    assert referrer.comes_back().headers["Location"] == "/harbour/tasks/"


def test_a_cookie_made_up_opens_nothing(referrer: Referrer) -> None:
    referrer.starts()
    whole = referrer.browser.cookies["writing"].value
    for made_up in (
        "",
        "harbour",
        "x.y.z",
        whole[:-4] + "AAA=",
        whole.replace("harbour", "meadow"),
    ):
        referrer.browser.cookies["writing"] = made_up
        assert referrer.browser.get("/harbour/tasks/").status_code == 302
    referrer.browser.cookies["writing"] = whole
    assert referrer.browser.get("/harbour/tasks/").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(referrer: Referrer) -> None:
    cookie = referrer.starts().cookies["writing"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["expires"] == ""
    assert referrer.code.replace("-", "") not in cookie.value.replace("-", "")


def test_what_nobody_came_back_to_is_gone(referrer: Referrer, superuser) -> None:
    referrer.starts()
    superuser.execute("UPDATE referrals_started SET expires_at = now() - interval '1 minute'")
    assert referrer.browser.get("/harbour/tasks/").status_code == 302
    Referrer(Visitor()).starts()
    (left,) = superuser.execute("SELECT count(*) FROM referrals_started").fetchone()
    assert left == 1


def test_handed_in_twice_counts_once(referrer: Referrer, superuser) -> None:
    referrer.starts()
    referrer.writes_all()
    for _ in range(2):
        answer = referrer.browser.post("/harbour/check/", follow=True)
        assert "What happens next" in answer.text
    (arrived,) = superuser.execute("SELECT count(*) FROM referrals_arrival").fetchone()
    assert arrived == 1
    assert "We have it" in referrer.comes_back().text
