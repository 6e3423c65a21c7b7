"""What the running site answers to requests that no browser of ours would send."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest


def ask(site, path: str, **headers: str) -> http.client.HTTPResponse:
    address = urlsplit(site.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_the_demonstrations_way_in_opens_on_its_own_computer(site):
    assert ask(site, "/demonstration/").status == 200


@pytest.mark.parametrize(
    "header", ["X_Forwarded_For", "X_Forwarded_Host", "Forwarded", "X_Real_IP", "Via", "CF_Connecting_IP"]
)
def test_the_demonstrations_way_in_is_not_there_through_a_web_server_in_front(site, header):
    assert ask(site, "/demonstration/", **{header: "192.0.2.7"}).status == 404


def test_the_demonstrations_way_in_is_not_there_under_another_name(site):
    assert ask(site, "/demonstration/", Host="lanyard.example.org").status == 400


def test_a_name_the_site_does_not_answer_to_is_a_bad_request(site):
    assert ask(site, "/", Host="evil.example").status == 400


def test_every_answer_forbids_inline_scripts_and_frames(site):
    for path in ("/", "/platforms/", "/nothing-here/", "/schools/saltmarsh-primary/policy/text/"):
        policy = ask(site, path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
