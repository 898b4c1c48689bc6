"""A carer who can be reached; the worker with its own role; a mail server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connections

from safehome.config import settings as ours
from safehome.notices import carriers
from safehome.notices.sending import send_due
from tests.factories.contacts import reachable
from tests.factories.families import MadeFamily, make_family


@pytest.fixture
def made(cast, acting) -> MadeFamily:
    with acting(cast.amina) as by:
        family = make_family(by, cast, name="Quillfeather", carers=("Carol", "Dean"))
        reachable(family.carers[0], by=by)
        return family


@pytest.fixture(scope="session")
def worker() -> Iterator[str]:
    """A connection of the worker's role: it can see no table."""
    connections.databases["worker"] = connections.configure_settings(
        {"default": {}, "worker": ours.database("sh_worker", ours.PLACE.database)}
    )["worker"]
    yield "worker"
    # Letters' tests use this fixture too, as one of their own.
    if "worker" in connections.databases:
        connections["worker"].close()
        connections["worker"].close_pool()
        del connections.databases["worker"]


@pytest.fixture
def send(worker: str, posted: object) -> Callable[..., dict[str, int]]:
    """The worker at work, at a moment."""

    def run(at: datetime | None = None) -> dict[str, int]:
        return dict(send_due(at, using=worker))

    return run


class Sink:
    """Takes every mail, or refuses as it is told, and keeps the bytes."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        if self.answer.startswith("250"):
            self.raw.append(envelope.original_content)  # type: ignore[attr-defined]
        return self.answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]  # type: ignore[misc]


@pytest.fixture(scope="session")
def _server() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield sink, port
    controller.stop()


@pytest.fixture
def posted(_server, monkeypatch, tmp_path) -> Iterator[Sink]:
    """Where mail goes in this test. Text messages go into a file beside it."""
    sink, port = _server
    sink.raw, sink.answer = [], "250 OK"
    monkeypatch.setattr(settings, "MAILERS", {"default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": port},
    }})  # fmt: skip
    monkeypatch.setattr(settings, "DEFAULT_FROM_EMAIL", "no-reply@post.example")
    texts = {"CARRIER": "file", "FILE": str(tmp_path / "texts.jsonl"), "KEY": "", "TEMPLATE": "",
             "URL": ""}  # fmt: skip
    monkeypatch.setattr(settings, "TEXTS", texts)
    carriers.texts.cache_clear()
    yield sink
    carriers.texts.cache_clear()
