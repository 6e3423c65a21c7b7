"""A real nginx in front: whose address counts, and that what a visitor writes into the header changes nothing."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest, HttpResponse

from lanyard.kernel.networks import networks
from lanyard.kernel.proxies import VisitorsAddress
from tests.project.test_commands import free_port
from tools import nginx

SETTINGS = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{behind};
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }}
    }}
}}
"""
MADE_UP = "203.0.113.77"


def tells_the_address(environ: dict, start_response: Callable) -> list[bytes]:
    """The site's own reading of who is there, as a page."""

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    answer = VisitorsAddress(page)(WSGIRequest(environ))
    start_response("200 OK", [("Content-Length", str(len(answer.content)))])
    return [answer.content]


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of nginx, and of what is behind it."""
    path = nginx.found()
    if not path and os.environ.get("CI"):
        pytest.fail("There is no nginx. “make test” installs it.")
    if not path:
        pytest.skip("There is no nginx here; “make test” installs it or says how.")
    folder = tmp_path_factory.mktemp("nginx")
    port, behind = free_port(), free_port()
    (folder / "nginx.conf").write_text(SETTINGS.format(folder=folder, port=port, behind=behind))
    site = ThreadedWSGIServer(("127.0.0.1", behind), WSGIRequestHandler)
    site.set_app(tells_the_address)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    front = subprocess.Popen([path, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        wait_for(port, folder)
        yield f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{behind}/"
    finally:
        front.terminate()
        front.wait(timeout=20)
        site.shutdown()
        site.server_close()


def wait_for(port: int, folder: Path) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail(f"nginx does not answer: {(folder / 'error.log').read_text()}")


def address_seen(url: str, forwarded: str = "", visitor: str = "127.0.0.2") -> str:
    """Which address the site takes a visitor for, who comes from this one."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20, source_address=(visitor, 0))
    try:
        connection.request("GET", "/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def test_behind_nginx_the_visitors_own_address_counts_whatever_they_wrote(urls, settings):
    settings.PROXIES = networks(["127.0.0.1"])
    front, behind = urls
    for forwarded in ("", MADE_UP, f"{MADE_UP}, 127.0.0.1", "nonsense", f"127.0.0.1, {MADE_UP}"):
        assert address_seen(front, forwarded) == "127.0.0.2"
        # Whoever reaches the site itself, past nginx, is nobody whom it was told to believe.
        assert address_seen(behind, forwarded) == "127.0.0.2"


def test_where_no_server_is_named_no_header_is_believed(urls, settings):
    settings.PROXIES = ()
    front, behind = urls
    assert address_seen(front, MADE_UP) == "127.0.0.1"
    assert address_seen(behind, MADE_UP) == "127.0.0.2"
