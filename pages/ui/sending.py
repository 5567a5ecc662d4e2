"""How messages go out to a browser."""

import asyncio
import socket
from functools import wraps


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Has the servers that this loop makes from now on send every message at once.

    A system sends a small message only when the one before has been confirmed, which browsers put
    off by 40 ms and more, unless a program asks it not to wait. asyncio asks, but of sockets made
    for TCP by name alone; Streamlit's is not, so that every move of a slider came that much later.
    Connections take the setting from the socket that listens.
    """
    create = loop.create_server

    @wraps(create)
    def create_server(*arguments, sock: socket.socket | None = None, **options):
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        return create(*arguments, sock=sock, **options)

    loop.create_server = create_server
