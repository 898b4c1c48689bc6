"""The bench: short and small here, to know that it measures pages and not refusals."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bench.asking import Boxes, Browser, Wrong
from bench.sizes import size
from safehome.config.bulk.rows import Rows
from safehome.config.bulk.staff import CASELOAD, shares
from tests.cluster import LOCAL

ROOT = Path(__file__).parents[2]
SHORT = ("--rounds", "1", "--each", "4", "--home", str(LOCAL / "bench-tests"))
PLAYED = ("caseload", "family page", "save draft", "sign session")


def test_measures_a_hundred_families_and_prints_ratios_first(tmp_path: Path) -> None:
    written = tmp_path / "figures.json"
    chosen = [word for name in PLAYED for word in ("--scenario", name)]
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--families", "100", *SHORT, *chosen, "--json", written],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.index("Ratios") < done.stdout.index("milliseconds")

    scenarios = json.loads(written.read_text())["scenarios"]
    assert set(scenarios) == set(PLAYED)
    for name, (figures,) in scenarios.items():
        assert figures["families"] == 100
        assert figures["times"] == 4
        assert 0 < figures["p50_ms"] <= figures["p95_ms"]
        assert figures["cpu_over_parts"] > 0, name
        assert figures["cpu_door_ms"] > 0, name
        assert figures["cpu_database_ms"] > 0, name
        assert figures["growth_p50"] == 1
    # The gates that hold on any machine: how often the database is asked, and how much is sent.
    caseload, family = scenarios["caseload"][0], scenarios["family page"][0]
    assert 1 <= caseload["statements"] <= caseload["statements_allowed"]
    assert 1 <= family["statements"] <= family["statements_allowed"]
    for name in ("save draft", "sign session"):
        (saved,) = scenarios[name]
        assert 1 <= saved["statements"] <= saved["statements_allowed"], name
    assert caseload["rows"] >= 50
    assert caseload["bytes_gzip"] <= 15_000


def test_measures_the_report_of_outcomes_on_rows_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--scenario", "outcomes", "--journeys", "2k",
         "--home", str(LOCAL / "bench-tests")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("ordinary", "large"):
        assert f"{name}: counted " in done.stdout
        assert f"{name}, frozen set: rows " in done.stdout
    for more, said in (
        (["--scenario", "home"], "is measured alone"), (["--journeys", "400"], "fewer than 2000"),
    ):  # fmt: skip
        asked = [sys.executable, "-m", "bench", "--scenario", "outcomes", *more]
        refused = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert said in refused.stderr


class Door(BaseHTTPRequestHandler):
    """Stands for a door that sends a stranger away, quickly."""

    def do_GET(self) -> None:
        if self.path == "/signed-out/":
            self.send_response(302)
            self.send_header("Location", "/sign-in/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"<title>Sign in</title></html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        asking = Browser(server.server_port, "s" * 43, "f" * 32)
        yield asking
        asking.close()
        server.shutdown()
        thread.join()


def test_never_times_a_refusal(browser: Browser) -> None:
    with pytest.raises(Wrong, match="302 /sign-in/"):
        browser.page("/signed-out/")


def test_never_times_another_page(browser: Browser) -> None:
    assert browser.page("/", "</html>").status == 200
    with pytest.raises(Wrong, match="without 'K4TX-9MA7'"):
        browser.page("/", "</html>", "K4TX-9MA7")


def test_reads_the_boxes_of_a_form() -> None:
    page = (
        '<form method="post"><input type="hidden" name="seen" value="2">'
        '<textarea name="words_1"></textarea><input type="radio" name="rating_open" value="3">'
        '<input type="radio" name="rating_open" value="4">'
        '<button name="act" value="sign">Sign</button></form>'
    )
    boxes = Boxes(page)
    assert boxes.hidden == [("seen", "2")]
    assert boxes.names == ["words_1", "rating_open"]
    assert boxes.buttons == [("act", "sign")]


@pytest.mark.parametrize(("text", "families"), [("100", 100), ("1k", 1000), (" 100K ", 100_000)])
def test_reads_sizes(text: str, families: int) -> None:
    assert size(text) == families


def testshares_families_out_in_caseloads_of_about_twenty() -> None:
    assert sum(shares(50)) == 50
    assert max(shares(50)) == CASELOAD


def test_identifiers_made_in_bulk_are_of_version_7_and_sort_by_making() -> None:
    rows = Rows()
    made = [rows.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert {one[14] for one in made} == {"7"}
    assert {one[19] for one in made} == {"8"}
