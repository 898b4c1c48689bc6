"""Serving a written preview to this machine only, for whoever writes a pack."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"


class _Quiet(SimpleHTTPRequestHandler):
    """Files as they are now, and no line for each of them."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy", "default-src 'self'; script-src 'none'; base-uri 'none'"
        )
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server bound to this machine; port 0 takes a free one. Raises OSError when it is taken."""
    return ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(folder)))


def address(serving: ThreadingHTTPServer) -> str:
    return f"http://{HOST}:{serving.server_port}/"
