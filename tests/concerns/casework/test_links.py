"""Linking concerns: nobody sees more by it, and nothing is told of what somebody may not see."""

import pytest

from lanyard.concerns.casework.actions import links
from lanyard.concerns.core.choices import ConcernType, PartyRole
from lanyard.concerns.core.models import Link, Party
from tests.concerns.cases import add_party, assign, consult, fresh, opened, others, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def two(cast):
    return opened(cast.old_quay, cast.dsl), opened(cast.old_quay, cast.dsl)


def test_two_are_linked_by_reference_however_it_is_typed_and_shown_on_both(cast, client_for, two):
    one, other = two
    client = client_for(cast.dsl)
    post(client, one, "links/add/", ref=other.ref.lower().replace("-", " "), why="The same chat.")

    for here, there in (two, two[::-1]):
        shown = page(client, here)
        assert f"/concerns/{there.pk}/" in shown
        assert "The same chat." in shown


def test_what_is_not_there_and_what_is_not_theirs_are_refused_in_the_same_words(cast, client_for, two):
    hidden = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    shown = {post(client_for(cast.dsl), two[0], "links/add/", ref=ref).content.decode().replace(ref, "") for ref in
             (hidden.ref, "ZZZ-ZZZ")}  # fmt: skip

    assert len({without_tokens(text) for text in shown}) == 1
    assert "There is no concern with this reference" in shown.pop()
    assert not Link.objects.exists()


def without_tokens(text: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_a_linked_case_that_the_reader_may_not_see_leaves_no_trace(cast, client_for, two):
    one, other = two
    before = without_tokens(page(client_for(cast.deputy_dsl), one))
    now = fresh(one)
    links.link(by=cast.dsl, concern=now, version=now.version, ref=other.ref, why="The same chat.")
    add_party(other, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    after = without_tokens(page(client_for(cast.deputy_dsl), one))

    assert after.replace(f'value="{fresh(one).version}"', "") == before.replace(f'value="{one.version}"', "")


def test_linking_carries_no_label_and_gives_nobody_sight(cast, two):
    from lanyard.concerns.core.queries.visible import visible_to

    one, other = two
    consult(one, cast.dsl, cast.line_manager.person)
    add_party(one, cast.dsl, PartyRole.SUBJECT, name="Moll Flint")
    now = fresh(one)
    links.link(by=cast.dsl, concern=now, version=now.version, ref=other.ref, why="")

    assert not Party.objects.filter(concern=other).exists()
    assert not visible_to(cast.line_manager).filter(pk=other.pk).exists()


def test_a_link_is_made_once_and_taken_away_from_either_side(cast, client_for, two):
    one, other = two
    client = client_for(cast.dsl)
    post(client, one, "links/add/", ref=other.ref)
    again = post(client, other, "links/add/", ref=one.ref)
    assert "already linked" in again.content.decode()
    assert "this concern’s own reference" in post(client, one, "links/add/", ref=one.ref).content.decode()

    post(client, other, f"links/{Link.objects.get().pk}/remove/")
    assert not Link.objects.exists()


def test_a_link_to_what_they_do_not_see_cannot_be_removed_by_guessing(cast, client_for, two):
    one, other = two
    now = fresh(one)
    made = links.link(by=cast.dsl, concern=now, version=now.version, ref=other.ref, why="")
    assign(one, cast.dsl, cast.line_manager.person)

    answer = client_for(cast.line_manager).post(f"/concerns/{one.pk}/links/{made.pk}/remove/", {"version": 1})
    assert answer.status_code == 404
    for user in others(cast, "dsl", "deputy_dsl", "line_manager"):
        assert client_for(user).post(f"/concerns/{one.pk}/links/add/", {"ref": other.ref}).status_code in (403, 404)
