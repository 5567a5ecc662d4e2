"""A server sends every message at once, also from a socket such as Streamlit makes."""

import asyncio
import socket

import app
from pages.ui import cached
from pages.ui.sending import send_at_once


async def waits() -> bool:
    """Whether a connection to a server on a new socket of this running loop waits for the other
    side before it sends on.
    """
    loop, accepted = asyncio.get_running_loop(), asyncio.Event()
    result = []

    def connected(reader, writer):
        own = writer.get_extra_info("socket")
        result.append(not own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()
        accepted.set()

    def protocol():
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(), connected)

    listener = socket.socket(socket.AF_INET)  # as Streamlit's: no protocol is named
    listener.bind(("127.0.0.1", 0))
    async with await loop.create_server(protocol, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname())
        await accepted.wait()
        writer.close()
    return result[0]


def test_connections_do_not_wait():
    async def connected() -> bool:
        send_at_once(asyncio.get_running_loop())
        return await waits()

    assert not asyncio.run(connected())


def test_a_server_that_makes_its_own_socket_is_made_as_ever():
    async def port() -> int:
        send_at_once(asyncio.get_running_loop())
        async with await asyncio.start_server(lambda *both: None, "127.0.0.1", 0) as server:
            return server.sockets[0].getsockname()[1]

    assert asyncio.run(port()) > 0


def test_the_app_has_its_server_do_so(monkeypatch):
    monkeypatch.setattr(cached, "prepared", lambda: True)

    async def started() -> bool:
        async with app.started(None):
            return await waits()

    assert not asyncio.run(started())
