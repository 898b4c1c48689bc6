"""Every address of the public door, as its registry lists them."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safehome.config.doors import reception
from safehome.people.endpoints import addresses, declared, refuse_undeclared
from safehome.referrals.forms.sections import SECTIONS
from tests.factories.reception import Visitor, open_front_door
from tests.house.test_access_matrix import TOKENS
from tests.reception.conftest import Referrer

PARAMETER = re.compile(r"<(\w+):(\w+)>")
KNOWN = {"section": "children", "number": "1", "page": "who", "written": "ACDE-FGHJ-KMNP-QRTU",
         "language": "cy"}  # fmt: skip

# What a telephone asks; only the page itself may, which a test's browser is not.
# What a private link opens, for a browser that holds none: told alike, and never an error.
BY_A_LINK = ("reception:line", "reception:lines-check", "reception:lines-from",
             "reception:lines-from-in")  # fmt: skip
BY_OUR_PAGE = ("reception:notes-take", "reception:notes-stands", "reception:notes-erased")


def paths(code: str) -> dict[str, tuple[str, str]]:
    """By name: a path of this organisation, and a method it answers to."""
    found = {}
    for name, pattern, view in addresses(reception.urlpatterns):
        endpoint = declared(view)
        assert endpoint is not None
        assert endpoint.roles is None, f"{name}: nobody signs in here"
        filled = PARAMETER.sub(lambda m: code if m[2] == "code" else KNOWN[m[2]], pattern)
        found[name] = ("/" + filled, "GET" if "GET" in endpoint.methods else "POST")
    return found


def test_each_is_declared() -> None:
    refuse_undeclared(reception.urlpatterns)
    assert len(paths("harbour")) > 10


def test_an_organisation_without_a_front_door_is_as_if_it_did_not_exist(door) -> None:
    for name, (path, method) in paths("CODE").items():
        if "/CODE/" not in path:
            continue
        told = set()
        for code in ("meadow", "office", "nowhere", "a" * 60):
            answer = Visitor().generic(method, path.replace("CODE", code))
            assert answer.status_code == 404, (name, path)
            told.add(TOKENS.sub("", answer.text))
        assert len(told) == 1, name
        assert "supervisor" not in told.pop()


def test_every_answer_is_kept_by_nobody(referrer: Referrer, superuser) -> None:
    superuser.execute("DELETE FROM ctx.knock")
    referrer.starts()
    for name, (path, method) in paths("harbour").items():
        answer = referrer.browser.generic(method, path)
        # Pressed too soon, and kept after it was cleared: both are told so.
        slowed = {"reception:start": 429, "reception:keep": 409} | dict.fromkeys(BY_OUR_PAGE, 403)
        slowed |= dict.fromkeys(BY_A_LINK, 404)
        assert answer.status_code < 400 or answer.status_code == slowed.get(name), name
        assert answer.headers["Cache-Control"] == "no-store", name
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        title = re.search(r"<title>(.*)</title>", answer.text, re.S)
        if title:
            for word in ("harm", "sexual", "Safe Home", "Harbour"):
                assert word not in title[1], (name, title[1])
        for cookie in answer.cookies.values():
            assert "auth" not in cookie.key
            assert "session" not in cookie.key


def test_another_method_is_refused(referrer: Referrer) -> None:
    views = {name: view for name, _, view in addresses(reception.urlpatterns)}
    for name, (path, _) in paths("harbour").items():
        allowed = declared(views[name])
        assert allowed is not None
        for other in {"PUT", "DELETE", "PATCH", "POST", "GET"} - set(allowed.methods):
            assert referrer.browser.generic(other, path).status_code == 405, (name, other)


def test_a_form_from_elsewhere_is_refused(door) -> None:
    strict = Visitor(enforce_csrf_checks=True)
    for name, (path, method) in paths("harbour").items():
        if method == "POST":
            assert strict.post(path).status_code == 403, name
    assert strict.post("/harbour/check/").status_code == 403
    assert strict.post("/harbour/return/").status_code == 403


def test_while_it_is_closed(cast) -> None:
    open_front_door(cast.mo, is_open=False)
    visitor = Visitor()
    for name, (path, method) in paths("harbour").items():
        if name.startswith(("reception:notes", "reception:line")):  # no organisation's
            continue
        answer = visitor.generic(method, path)
        assert answer.status_code in (200, 302), name
        if name not in ("reception:health", "reception:nowhere", "reception:return",
                        "reception:clear", "reception:handed-in"):  # fmt: skip
            assert "takes no referrals here" in answer.text, name


HOSTILE = ("\x00", "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "<script>", "9" * 400, "-1",
           "NaN", "𝕏" * 9)  # fmt: skip
NAMES = (
    "name", "kind", "part", "birth_date_day", "birth_date_month", "birth_date_year", "age", "act",
    "seen", "seen_draft", "draft_version", "prompted", "drawn", "ticket", "website", "reference",
    "code", "kinds", "urgency", "words", "carers_agree",
)  # fmt: skip
said = st.text(max_size=60) | st.sampled_from(HOSTILE)
tries = st.fixed_dictionaries(
    {
        "at": st.sampled_from(sorted(paths("harbour").values())),
        "section": st.sampled_from([*SECTIONS, "nothing"]),
        "number": st.sampled_from(["1", "2", "0", "9" * 14]),
        "page": st.sampled_from(["who", "reach", "part", "kind", "when", "words", "nothing"]),
        "method": st.sampled_from(["GET", "POST"]),
        "posted": st.dictionaries(st.sampled_from(NAMES), said | st.lists(said, max_size=3)),
        "cookie": st.just("") | st.just("") | st.text(st.characters(codec="ascii"), max_size=40),
    }
)


@settings(
    max_examples=60, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(one=tries)
def test_hostile_input_never_breaks_it(referrer: Referrer, one) -> None:
    if not referrer.reference:
        referrer.starts()
    own = referrer.browser.cookies["writing"].value
    where = one["at"][0].replace("children", one["section"]).replace("/1/", f"/{one['number']}/")
    where = where.replace("/who/", f"/{one['page']}/")
    if one["cookie"]:
        referrer.browser.cookies["writing"] = one["cookie"]
    ask = referrer.browser.get if one["method"] == "GET" else referrer.browser.post
    answer = ask(where, one["posted"])
    referrer.browser.cookies["writing"] = own
    assert answer.status_code < 500, (where, one)
