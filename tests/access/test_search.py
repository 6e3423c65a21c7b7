"""Search, as every role: it finds nothing that its own page would not show, and never asks too often."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lanyard.channels.models import Channel
from lanyard.channels.queries import visible_to as channels_for
from lanyard.channels.queries.search import find_channels
from lanyard.concerns.casework.queries.reference import find_by_reference
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.queries.visible import visible_to as concerns_for
from lanyard.kernel import search
from lanyard.people.models import Person
from lanyard.people.queries import visible_to as people_for
from lanyard.people.queries.search import find_people
from lanyard.training.models import Document
from tests.access.test_matrix import at_work
from tests.access.world import Access, Somebody

pytestmark = [pytest.mark.xdist_group("access"), pytest.mark.django_db]

# Words of which the demonstration has many: in names, clauses, channels, documents and editions.
WORDS = ("so", "policy", "facebook", "acceptable")
MOST = 15


def found(somebody: Somebody, text: str) -> list[search.Hit]:
    """What a person finds who has taken the second step."""
    step = {"method": "mfa", "type": "totp", "at": time.time()}
    session = {"account_authentication_methods": [step], "account_authentication_methods_user": str(somebody.user.pk)}
    request = SimpleNamespace(user=somebody.user, session=session)
    answer = search.search(request, text)
    assert answer.locked == []
    return [hit for group in answer.groups for hit in group.hits]


def everybody(access: Access) -> list[Somebody]:
    return [*access.everybody, *at_work(access)]


def test_all_that_anybody_finds_is_a_page_that_they_may_open(access):
    wrong, opened = [], 0
    for somebody in everybody(access):
        client = somebody.client()
        refs = concerns_for(somebody.user).values_list("ref", flat=True)[:2]
        urls = {hit.url for text in (*WORDS, *refs) for hit in found(somebody, text)[:4]}
        for url in sorted(urls)[:15]:
            opened += 1
            if (status := client.get(url, follow=True).status_code) != 200:
                wrong.append(f"{somebody.role}: {url} answered {status}")

    assert wrong == [], "\n".join(wrong)
    assert opened > 100


def test_nobody_finds_a_concern_that_they_may_not_open_and_everybody_those_they_may(access):
    wrong, seen, concerns = [], 0, list(Concern.objects.order_by("type", "ref")[:10])
    for somebody in everybody(access):
        theirs = set(concerns_for(somebody.user).values_list("pk", flat=True))
        seen += len(theirs)
        for concern in concerns:
            hits = find_by_reference(somebody.user, [concern.ref.lower().replace("-", " ")])
            if bool(hits) != (concern.pk in theirs):
                wrong.append(f"{somebody.role}: {concern.ref}")

    assert wrong == []
    assert seen > 20


def test_nobody_finds_a_person_whose_entry_they_may_not_open(access):
    today, wrong, seen = timezone.localdate(), [], 0
    people = list(Person.objects.filter(pk__in=[*Person.objects.values_list("pk", flat=True)[:60]]))
    for somebody in access.everybody:
        theirs = set(people_for(somebody.user, today).values_list("pk", flat=True))
        for person in people:
            urls = [hit.url for hit in find_people(somebody.user, [*person.full_name.split()])]
            is_found = any(str(person.pk) in url for url in urls)
            seen += is_found
            if is_found and person.pk not in theirs:
                wrong.append(f"{somebody.role}: {person.full_name}")

    assert wrong == []
    assert seen > 20


def test_nobody_finds_a_channel_that_they_may_not_open(access):
    wrong = []
    for somebody in access.everybody:
        theirs = set(channels_for(somebody.user).values_list("pk", flat=True))
        for channel in Channel.objects.all()[:4]:
            is_found = any(
                f"/channels/{channel.pk}/" in hit.url for hit in find_channels(somebody.user, [channel.name])
            )
            if is_found and channel.pk not in theirs:
                wrong.append(f"{somebody.role}: {channel.name}")

    assert wrong == []


def test_nobody_finds_what_another_trust_has(access):
    theirs = Document.objects.get(trust=access.other_trust)
    for somebody in access.everybody:
        assert not any(str(theirs.pk) in hit.url for hit in found(somebody, theirs.title))
        assert not any("Stranger" in hit.says for text in ("stella frost", "policy") for hit in found(somebody, text))


def test_a_page_of_results_asks_no_more_than_fifteen_times_whoever_searches(access):
    many = []
    for somebody in everybody(access):
        client = somebody.client()
        for text in ("policy", "acceptable"):
            assert client.post("/search/", {"words": text}).status_code == 302
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/search/").status_code == 200
            if len(captured) > MOST:
                many.append(f"{somebody.role}, {text}: {len(captured)} queries")

    assert many == [], "\n".join(many)


def test_the_words_stand_in_no_address(access):
    client: Client = access.everybody[0].client()
    answer = client.post("/search/", {"words": "Stella Frost"})

    assert answer["Location"] == "/search/"
    page = client.get("/search/").content.decode()
    assert re.search(r'<form class="[^"]*ly-search__sheet"\s+method="post"', page)
    assert "no-store" in client.get("/search/")["Cache-Control"]
