"""Doors open where nothing else stands."""

from __future__ import annotations

import socket

from django.test import Client

from safehome.config.serve import taken


def test_a_port_in_use_is_named_and_a_free_one_is_not() -> None:
    with socket.socket() as standing, socket.socket() as free:
        standing.bind(("127.0.0.1", 0))
        standing.listen()
        free.bind(("127.0.0.1", 0))  # bound, and nobody answers
        there, other = standing.getsockname()[1], free.getsockname()[1]
        assert taken([other, there]) == there
        assert taken([other]) is None


def test_a_browser_that_asks_for_an_icon_beside_a_paper_gets_a_plain_one(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/x-icon"
    assert b"".join(answer.streaming_content).startswith(b"\x00\x00\x01\x00")  # as icons begin
