"""Who is at the other end of the line: only what a web server that we named says is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.networks import networks
from lanyard.kernel.proxies import client_address

OURS = networks(["10.0.0.0/24", "::1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
        ("10.0.0.7", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.7", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.7", "1.1.1.1, 198.51.100.1, 10.0.0.8", "198.51.100.1"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::1", "[2001:db8::5]:4711", "2001:db8::5"),
        ("::ffff:10.0.0.7", "198.51.100.1:80", "198.51.100.1"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "198.51.100.1, nonsense", "10.0.0.7"),
        ("10.0.0.7", "10.0.0.9", "10.0.0.9"),
    ],
)
def test_the_visitor_is_the_last_whom_our_own_servers_saw(peer, forwarded, found):
    assert client_address(peer, forwarded, OURS) == found


@given(st.text(max_size=60))
def test_a_header_changes_nothing_where_no_server_is_named(forwarded):
    assert client_address("192.0.2.9", forwarded, ()) == "192.0.2.9"
    assert client_address("192.0.2.9", forwarded, OURS) == "192.0.2.9"


@given(st.text(max_size=60), st.ip_addresses(v=4, network="198.51.100.0/24"))
def test_what_a_visitor_wrote_stands_before_what_our_server_adds_and_is_never_taken(made_up, visitor):
    assert client_address("10.0.0.7", f"{made_up}, {visitor}", OURS) == str(visitor)


@pytest.mark.parametrize("named", ["example.org", "10.0.0.1/24", "10.0.0.300"])
def test_what_is_no_address_is_refused_at_the_start(named):
    with pytest.raises(ValueError):
        networks([named])
