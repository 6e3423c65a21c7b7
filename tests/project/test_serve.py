"""How `lanyard run` answers when more come at once than it can answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import requests

from lanyard.project.serve import NoMoreThanItAnswers

TIMEOUT = 20


def test_who_comes_while_others_wait_is_left_at_the_door_for_another_process_and_answered_in_the_end():
    let, over = threading.Event(), threading.Event()

    def slow(environ: dict, start_response: Callable) -> Iterable[bytes]:
        let.wait(TIMEOUT)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"here"]

    listening = socket.create_server(("127.0.0.1", 0))
    address = listening.getsockname()
    server = NoMoreThanItAnswers(
        slow, _sock=listening, bind_socket=False, sockinfo=(listening.family, listening.type, 0, address), threads=1
    )

    def serve() -> None:
        while not over.is_set():
            server.asyncore.loop(timeout=0.05, count=1, map=server._map)

    serving = threading.Thread(target=serve)
    serving.start()

    def ask(_: int) -> bytes:
        return requests.get("http://{}:{}/".format(*address), timeout=TIMEOUT).content

    try:
        with ThreadPoolExecutor(6) as people:
            answers = people.map(ask, range(6))
            until = time.monotonic() + TIMEOUT / 2
            while time.monotonic() < until and not server.task_dispatcher.queue:
                time.sleep(0.01)
            time.sleep(0.2)
            # One is being answered and few wait inside; the others have not been taken from the door.
            taken = len(server.active_channels)
            let.set()
            assert list(answers) == [b"here"] * 6
    finally:
        over.set()
        serving.join(TIMEOUT)
        server.task_dispatcher.shutdown()
        for channel in list(server.active_channels.values()):
            channel.close()
        server.close()
    assert 1 <= taken < 6
