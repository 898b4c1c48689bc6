"""GOV.UK Notify through its own client, against a stand-in on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from safehome.notices.carriers import NotifyTexts, NotTaken

KEY = f"test-{uuid4()}-{uuid4()}"


class Notify(HTTPServer):
    """Answers as the service does; keeps what it was asked."""

    status = 201
    asked: list[tuple[str, dict[str, object]]]


class Answer(BaseHTTPRequestHandler):
    server: Notify

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        assert self.headers["Authorization"].startswith("Bearer ")
        said = {"id": str(uuid4())} if self.server.status == 201 else {"errors": [{"message": "x"}]}
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def notify() -> Iterator[Notify]:
    server = Notify(("127.0.0.1", 0), Answer)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def carrier(server: Notify) -> NotifyTexts:
    return NotifyTexts(KEY, "template-1", f"http://127.0.0.1:{server.server_port}")


def test_it_works(notify):
    carrier(notify).send("07700900123", "Hello.", reference="n-1")

    assert notify.asked == [("/v2/notifications/sms", {
        "phone_number": "07700900123", "template_id": "template-1",
        "personalisation": {"message": "Hello."}, "reference": "n-1",
    })]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (403, True), (429, False), (500, False)]
)
def test_what_it_refuses_is_tried_again_or_not(notify, status, for_good):
    notify.status = status
    with pytest.raises(NotTaken) as refused:
        carrier(notify).send("07700900123", "Hello.", reference="n-1")
    assert refused.value.for_good is for_good


def test_when_it_is_not_there(notify):
    with pytest.raises(NotTaken) as refused:
        NotifyTexts(KEY, "t", "http://127.0.0.1:9").send("07700900123", "Hello.", reference="n")
    assert not refused.value.for_good
