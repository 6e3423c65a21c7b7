"""Nothing typed is lost: a form that can't be taken when it is sent comes back to its sender, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from lanyard.kernel.forgery import typed_by
from lanyard.people.models import Unsent
from tests.access.pages import PAGES, Page, who_may
from tests.access.world import Access, Somebody

pytestmark = [pytest.mark.xdist_group("access"), pytest.mark.django_db]

MARK = "They call Ash “names”, and laugh <every> day & night."
# What the pages that need no cookie ask for.
OPEN = {
    "concerns:report": {"screen": "what", "type": "bullying", "account": MARK},
    "concerns:report-child": {"screen": "what", "type": "bullying", "account": MARK},
    "concerns:answer": {"pass": "of yesterday", "text": MARK},
    "platforms:which-service": {"address": MARK},
}
TYPED = {"words": MARK}
# Where another app sends what is in it already: nobody has typed anything, and nothing of it is read.
SHARED = {"ui:share"}


@pytest.fixture(scope="module")
def forms(access) -> list[tuple[Page, Somebody, str]]:
    """Every page that takes a form, somebody who may send it, and its address."""
    with transaction.atomic():
        found = that_take_a_form(access)
        transaction.set_rollback(True)
    assert len(found) > 90
    return found


def that_take_a_form(access: Access) -> list[tuple[Page, Somebody, str]]:
    """Found by sending them one, which is to be rolled back."""
    found, clients = [], {}
    for page in PAGES:
        somebody = who_may(access, page)
        client = clients.setdefault(somebody, somebody.client())
        address = page.address(access.trust if page.place == "trust" else access.school, somebody.user)
        if page.name not in SHARED and client.post(address, {"nothing": "x"}).status_code != 405:
            found.append((page, somebody, address))
        if page.name in ("account_logout", "people:demonstration"):
            clients.clear()
    return found


def closed(forms) -> Iterator[tuple[Page, Somebody, str]]:
    """Those that are sent in somebody's name."""
    return (form for form in forms if not form[0].access.cookieless)


def gives_back(answer) -> bool:
    return escape(MARK) in answer.content.decode() or escape(MARK, quote=False) in answer.content.decode()


def next_of(answer) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


def idle(somebody: Somebody) -> Client:
    client = somebody.client()
    session = client.session
    session["last_request"] = 1
    session.save()
    return client


def strict(somebody: Somebody | None = None) -> Client:
    """A client whose forms need their token, as those of a browser do."""
    client = Client(enforce_csrf_checks=True)
    if somebody:
        client.cookies = somebody.client().cookies
    return client


def with_token(somebody: Somebody, **headers: str) -> tuple[Client, dict[str, str]]:
    client = strict(somebody)
    token = "a" * 32
    client.cookies["csrftoken"] = token
    return client, {"csrfmiddlewaretoken": token, **TYPED}


def test_after_being_signed_out_it_is_in_its_page_once_the_sender_has_signed_in(access, forms):
    wrong = []
    for page, somebody, address in closed(forms):
        Unsent.objects.all().delete()
        sent = idle(somebody).post(address, TYPED)
        back = next_of(sent)
        if not gives_back(somebody.client().get(back)):
            wrong.append(f"{page.name}: not given back")
        if gives_back(other_than(access, somebody).client().get(back)):
            wrong.append(f"{page.name}: given to somebody else")

    assert wrong == [], "\n".join(wrong)


def other_than(access: Access, somebody: Somebody) -> Somebody:
    """Somebody else, of the same role if there is one."""
    others = [one for one in access.everybody if one != somebody]
    return next((one for one in others if one.role == somebody.role), others[0])


def test_whose_session_is_gone_altogether_finds_it_once_signed_in(forms):
    wrong = []
    for page, somebody, address in closed(forms):
        if page.access.is_public:
            continue
        client = Client()
        client.cookies["csrftoken"] = "a" * 32
        sent = client.post(address, {**TYPED, "typed_by": typed_by(somebody.user)})
        if not gives_back(somebody.client().get(next_of(sent))):
            wrong.append(page.name)

    assert wrong == [], "\n".join(wrong)


def test_a_token_that_moved_because_they_signed_in_in_another_tab_brings_it_back_at_once(forms):
    wrong = []
    for page, somebody, address in closed(forms):
        client = strict(somebody)
        client.cookies["csrftoken"] = "b" * 32
        sent = client.post(address, {"csrfmiddlewaretoken": "a" * 32, "typed_by": typed_by(somebody.user), **TYPED})
        if sent.status_code != 302 or not gives_back(client.get(sent["Location"])):
            wrong.append(f"{page.name}: {sent.status_code} {sent.headers.get('Location')}")

    assert wrong == [], "\n".join(wrong)


def test_somebody_else_who_signed_in_in_another_tab_neither_sends_nor_sees_it(access, forms):
    wrong = []
    for page, somebody, address in closed(forms):
        other = other_than(access, somebody)
        Unsent.objects.all().delete()
        sent = other.client().post(address, {**TYPED, "typed_by": typed_by(somebody.user)})
        if sent.status_code != 403 or gives_back(sent):
            wrong.append(f"{page.name}: {sent.status_code}")
        if [one.user for one in Unsent.objects.all()] != [somebody.user]:
            wrong.append(f"{page.name}: not kept for whose page it was")

    assert wrong == [], "\n".join(wrong)


def test_whose_role_has_just_ended_gets_it_back_with_the_refusal(access, forms):
    outsider = next(one for one in access.everybody if one.role == "parent")
    refused = 0
    for page, _, address in closed(forms):
        sent = outsider.client().post(address, {**TYPED, "typed_by": typed_by(outsider.user)})
        if sent.status_code in (403, 404):
            refused += 1
            assert gives_back(sent), f"{page.name}: {sent.status_code}"

    assert refused > 40


def test_without_any_cookie_it_is_given_back_at_once(forms):
    wrong = []
    for page, somebody, address in forms:
        typed = OPEN[page.name] if page.access.cookieless else {**TYPED, "typed_by": typed_by(somebody.user)}
        if not gives_back(strict().post(address, typed)):
            wrong.append(page.name)

    assert wrong == [], "\n".join(wrong)


def test_a_browser_that_hides_where_it_comes_from_is_believed_by_its_token(forms):
    wrong = []
    for page, somebody, address in forms:
        client, typed = with_token(somebody)
        if page.access.cookieless:
            typed = OPEN[page.name]
        sent = client.post(address, typed, headers={"origin": "null"})
        if "was not sent" in sent.content.decode() or "unsent=" in sent.headers.get("Location", ""):
            wrong.append(page.name)

    assert wrong == [], "\n".join(wrong)


def test_what_another_site_sends_is_refused_and_kept_nowhere(forms):
    wrong = []
    for page, somebody, address in closed(forms):
        client, typed = with_token(somebody)
        for headers in (
            {"origin": "https://elsewhere.example.org"},
            {"origin": "null", "sec-fetch-site": "cross-site"},
        ):
            sent = client.post(address, typed, headers=headers)
            if sent.status_code != 403 or b"Send again" in sent.content:
                wrong.append(f"{page.name}: {sent.status_code} {headers}")

    assert wrong == [], "\n".join(wrong)
    assert not Unsent.objects.exists()
