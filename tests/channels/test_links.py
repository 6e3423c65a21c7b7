"""Looking at the website: a real web server, and nothing inside the network (OFF3)."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.channels import fetching
from lanyard.channels.actions.links import check_links
from lanyard.channels.models import LinkCheck
from tests.channels.office import live

PAGES = {
    "/": b'<html><a href="https://www.chirp.example/old-quay/">Us</a></html>',
    "/without": b"<p>https://chirp.example/old-quay</p>",
    "/large": b"x" * (fetching.LARGEST + 1),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path.startswith("/slow"):
            # Three slow redirects, and then a page that never ends.
            time.sleep(0.4)
            number = int(self.path.removeprefix("/slow") or 0)
            self.send_response(302 if number < 3 else 200)
            self.send_header("Location", f"/slow{number + 1}")
            self.end_headers()
            for _ in range(100 if number == 3 else 0):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        else:
            self.send_response(200 if self.path in PAGES else 404)
            self.end_headers()
            self.wfile.write(PAGES.get(self.path, b""))

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refused(url, **more):
    with pytest.raises(fetching.CannotFetch) as problem:
        fetching.read_page(url, **more)
    return str(problem.value)


def test_a_page_is_read_where_the_test_allows_this_machine(site):
    assert "Us" in fetching.read_page(f"{site}/", allow_loopback=True)


def test_by_default_this_machine_is_never_asked(site):
    assert refused("http://127.0.0.1/") == "not_public"
    assert refused("http://localhost/") == "not_public"
    assert refused("http://[::1]/") == "not_public"
    assert refused(f"{site}/") == "not_web"


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.1", "100.64.0.1", "224.0.0.1", "2130706433",
     "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0x7f.1"],
)  # fmt: skip
def test_addresses_inside_a_network_are_refused_however_they_are_written(address):
    assert refused(f"http://{address}/") in ("not_public", "no_address")
    assert refused(f"http://{address}:80/", allow_loopback=False) in ("not_public", "no_address")


def test_a_redirect_into_the_network_is_refused(site):
    assert refused(f"{site}/to/http://10.0.0.1/", allow_loopback=True) == "not_public"
    assert refused(f"{site}/to/file:///etc/passwd", allow_loopback=True) == "not_web"


def test_too_much_too_often_and_nothing_are_told_apart(site):
    assert refused(f"{site}/large", allow_loopback=True) == "too_large"
    assert refused(f"{site}/round", allow_loopback=True) == "too_many"
    assert refused(f"{site}/nowhere", allow_loopback=True) == "not_found"
    assert refused("http://127.0.0.1:9/", allow_loopback=True) == "no_answer"


def test_a_slow_site_is_left_in_time_however_it_is_slow(site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 1)
    began = time.monotonic()
    assert refused(f"{site}/slow", allow_loopback=True) == "no_answer"
    # Four answers of 0.4 seconds and ten of bytes, were it not for the limit of one second over all of them.
    assert time.monotonic() - began < 6


def test_a_name_that_takes_long_to_look_up_is_left_in_time(monkeypatch):
    released = threading.Event()
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.2)
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *a, **k: released.wait(30) * [])
    assert refused("https://slow.example/") == "no_answer"
    released.set()


@pytest.mark.parametrize("url", ["ftp://example.org/", "//example.org", "https://a:b@example.org/", "http://[x/", ""])
def test_what_is_no_web_address_is_refused(url):
    assert refused(url) == "not_web"


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_the_link_is_found_or_not_and_the_last_look_is_kept(cast, site):
    channel = live(cast)
    school = channel.school
    for path, found, problem in (("/", True, ""), ("/without", False, ""), ("/nowhere", False, "not_found")):
        school.website = f"{site}{path}"
        school.save()
        assert check_links(allow_loopback=True) == 1
        made = LinkCheck.objects.get(channel=channel)
        assert (made.found, made.problem) == (found, problem)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_the_job_never_asks_this_machine(cast, site):
    channel = live(cast)
    channel.school.website = f"{site}/"
    channel.school.save()
    assert check_links() == 1
    channel.refresh_from_db()
    assert (channel.link_check.found, channel.link_check.problem) == (False, "not_web")


@given(st.ip_addresses())
def test_what_is_called_public_is_global_and_no_multicast(ip):
    if fetching.is_public(str(ip)):
        assert ip.is_global and not ip.is_multicast and not ip.is_loopback and not ip.is_private
