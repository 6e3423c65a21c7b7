"""Which hosts belong to a domain, and which minimum age holds."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.platforms.rules import coming_ages, domain_matches, host_name, host_of, minimum_age, names_above

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
NAMES = st.lists(LABELS, min_size=1, max_size=3).map(lambda labels: ".".join([*labels, "example"]))


@pytest.mark.parametrize(
    "host",
    [
        "facebook.com",
        "www.facebook.com",
        "WWW.Facebook.COM",
        "facebook.com.",
        "m.facebook.com:443",
        " facebook.com ",
        "my_page.facebook.com",
        "r3---sn-aigl6nsr.facebook.com",
        "www。facebook．com",
        "ｆａｃｅｂｏｏｋ.com",
    ],
)
def test_a_host_belongs_to_the_domain_it_lies_under_however_it_is_written(host):
    assert domain_matches(host, "facebook.com", "suffix")


@pytest.mark.parametrize(
    "host",
    [
        "notfacebook.com",
        "facebook.com.evil.example",
        "accessfacebookfromschool.com",
        "facebook.co",
        "com",
        "xn--facebook.com",
        "fаcebook.com",  # with a Cyrillic а
        "facebook.com..",
        ".facebook.com",
        "www..facebook.com",
        "facebook.com:http",
        "https://facebook.com/",
        "",
        ".",
        ":443",
        "\x00",
        "a" * 5000 + ".facebook.com",
    ],
)
def test_look_alikes_and_garbage_belong_to_no_domain(host):
    assert not domain_matches(host, "facebook.com", "suffix")


def test_a_domain_given_in_full_stands_for_itself_alone():
    assert domain_matches("Chat.Example.:80", "chat.example", "full")
    assert not domain_matches("www.chat.example", "chat.example", "full")


def test_accented_names_match_in_either_writing():
    assert domain_matches("www.bücher.example", "xn--bcher-kva.example", "suffix")
    assert domain_matches("XN--BCHER-KVA.example", "BÜCHER.example", "suffix")


@pytest.mark.parametrize("look_alike", ["claßdojo.com", "claẞdojo.com", "class\u200ddojo.com", "class\u200cdojo.com"])
def test_letters_that_browsers_keep_apart_make_another_name(look_alike):
    assert not domain_matches(look_alike, "classdojo.com", "suffix")


@pytest.mark.parametrize("address", ["157.240.1.35", "157.240.1.35:443", "[2a03:2880::1]:443", "2a03:2880::1", "::1"])
def test_ip_addresses_are_no_names_and_match_nothing_not_even_themselves(address):
    assert host_name(address) is None
    assert not domain_matches(address, address, "suffix")


@given(NAMES, NAMES)
def test_a_name_matches_what_ends_in_it_after_a_dot_and_nothing_else(host, name):
    expected = host == name or host.endswith("." + name)
    assert domain_matches(host, name, "suffix") == expected
    assert domain_matches(host, name, "full") == (host == name)
    assert (name in names_above(host)) == expected


@given(NAMES, LABELS)
def test_names_under_a_domain_match_and_longer_last_labels_do_not(name, label):
    assert domain_matches(f"{label}.{name}", name, "suffix")
    assert not domain_matches(f"{label}{name}", name, "suffix")


@given(NAMES, st.booleans(), st.booleans(), st.sampled_from(["", ":", ":80", ":65535"]))
def test_capitals_dots_and_ports_never_matter(name, capitals, dot, port):
    written = (name.upper() if capitals else name) + ("." if dot else "") + port
    assert host_name(written) == name


@given(st.text(), st.text())
def test_nothing_that_anybody_writes_raises(host, name):
    domain_matches(host, name, "suffix")
    host_of(host)
    found = host_name(host)
    assert found is None or host_name(found) == found


@pytest.mark.parametrize(
    ("pasted", "host"),
    [
        ("https://www.tiktok.com/@somebody/video/1?x=y", "www.tiktok.com"),
        ("www.tiktok.com/@somebody", "www.tiktok.com"),
        ("tiktok.com:443", "tiktok.com"),
        ("<HTTPS://TikTok.com>", "tiktok.com"),
        ("https://tiktok.com@evil.example/", "evil.example"),
        ("“https://tiktok.com”", "tiktok.com"),
        ("//tiktok.com/x", None),
        ("hello there", None),
        ("localhost", None),
        ("http://[::1]/", None),
        ("http://[broken/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_the_host_is_read_from_an_address_as_people_paste_it(pasted, host):
    assert host_of(pasted) == host


@dataclass(frozen=True)
class Age:
    age: int
    in_force_from: date | None = None
    in_force_until: date | None = None
    status: str = "in_force"
    country: str = "GB"


THIRTEEN = Age(13, date(2022, 9, 1), date(2027, 4, 5))
SIXTEEN = Age(16, date(2027, 4, 6))
PROMISED = Age(18, status="announced")


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2022, 8, 31), None),
        (date(2022, 9, 1), THIRTEEN),
        (date(2027, 4, 5), THIRTEEN),
        (date(2027, 4, 6), SIXTEEN),
        (date(2040, 1, 1), SIXTEEN),
    ],
)
def test_the_age_of_the_day_holds_from_its_first_day_to_its_last(on, age):
    assert minimum_age([SIXTEEN, PROMISED, THIRTEEN], on) == age


def test_an_age_of_another_country_does_not_hold_here():
    assert minimum_age([Age(14, date(2020, 1, 1), country="IE")], date(2026, 1, 1)) is None


def test_of_two_ages_that_hold_by_mistake_the_higher_protects_more_children():
    assert minimum_age([THIRTEEN, Age(16, date(2022, 1, 1))], date(2026, 1, 1)).age == 16


def test_ages_to_come_are_those_that_start_later_then_those_only_announced():
    assert coming_ages([PROMISED, SIXTEEN, THIRTEEN], date(2026, 11, 24)) == [SIXTEEN, PROMISED]
    assert coming_ages([PROMISED, SIXTEEN, THIRTEEN], date(2027, 4, 6)) == [PROMISED]


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
LASTING = st.none() | st.integers(0, 900)


@st.composite
def ages(draw) -> Age:
    country = draw(st.sampled_from(["GB", "IE"]))
    if draw(st.booleans()):
        return Age(draw(st.integers(1, 18)), status="announced", country=country)
    first, lasts = draw(DAYS), draw(LASTING)
    last = None if lasts is None else first + timedelta(days=lasts)
    return Age(draw(st.integers(1, 18)), first, last, country=country)


@given(st.lists(ages(), max_size=6), DAYS)
def test_an_age_holds_exactly_when_it_is_in_force_that_day_and_is_the_highest_of_these(rows, on):
    found = minimum_age(rows, on)
    holding = [
        row.age
        for row in rows
        if row.country == "GB" and row.status == "in_force" and row.in_force_from <= on
        and (row.in_force_until is None or row.in_force_until >= on)
    ]  # fmt: skip
    assert (found.age if found else None) == max(holding, default=None)


@given(st.lists(ages(), max_size=6), DAYS)
def test_announcements_never_change_the_age_that_holds(rows, on):
    decided = [row for row in rows if row.status == "in_force"]
    assert minimum_age(rows, on) == minimum_age(decided, on)
    assert minimum_age(rows, on) not in coming_ages(rows, on)
