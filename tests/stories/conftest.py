"""A real door and a real browser, once for all stories of one process."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from safehome.config.serve import open_door, wait_until_open

# Playwright's loop runs in this thread; the stories' own reading and writing is plain.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), str(ON_A_MAC))
    assert Path(found).exists(), "Stories need Chromium; ./run stories says how to get it"
    return found


@pytest.fixture(scope="session")
def door() -> Iterator[str]:
    """The address of a staff door that serves this run's databases."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = open_door("staff", port)
    try:
        assert wait_until_open(port, process), "The staff door did not open"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()
