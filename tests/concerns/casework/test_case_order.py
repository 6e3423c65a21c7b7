"""What the page of a case shows first, the line on it that adds to the chronology, and what it offers."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from lanyard.concerns.casework.actions.debrief import no_debrief
from lanyard.concerns.casework.actions.outcome import close
from lanyard.concerns.core.choices import PartyRole
from lanyard.concerns.core.models import Concern
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_entry, add_party, consult, fresh, opened, others, page, post
from tests.concerns.dealing import act, decided, fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def soup(client, concern: Concern) -> BeautifulSoup:
    return BeautifulSoup(page(client, concern), "html.parser")


def ready_to_close(concern: Concern, by) -> None:
    fill(concern, by)
    act(no_debrief, concern, by, why_none="Nothing went wrong.")


def addresses(client, concern: Concern) -> set[str]:
    """Where the links and the buttons of the page lead."""
    shown = soup(client, concern)
    return {one["href"] for one in shown.select("a[href]")} | {one["action"] for one in shown.select("form[action]")}


def test_what_is_next_stands_first_then_the_line_the_chronology_the_people_and_the_rest(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    shown = soup(client_for(cast.dsl), concern)
    parts = [one["id"] for one in shown.select("main section[id]")]

    assert parts[:4] == ["next", "chronology", "people", "access"]
    assert shown.select_one("#chronology form input[name=text]")
    assert shown.select_one("#next .ly-clocks, #next .ly-case-steps")


def test_each_link_to_a_section_leads_to_one_that_is_there_and_none_is_left_out(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    add_party(concern, cast.dsl, PartyRole.CHILD)
    for user in (cast.dsl, cast.line_manager):
        if user is cast.line_manager:
            consult(concern, cast.dsl, user.person)
        shown = soup(client_for(user), concern)
        links = [one["href"].removeprefix("#") for one in shown.select(".ly-jump a")]
        assert links == [one["id"] for one in shown.select("main section[id]")]


def test_a_routine_entry_takes_one_line_and_is_a_note_of_now(cast, client_for, now):
    concern = opened(cast.old_quay, cast.dsl)
    answer = post(client_for(cast.dsl), concern, "", text="I rang Moll’s mother.")

    entry = concern.entries.get(kind="note")
    assert (entry.text, entry.happened_at, entry.by) == ("I rang Moll’s mother.", now, cast.dsl.person)
    assert answer.redirect_chain == [(f"/concerns/{concern.pk}/", 302)]
    assert "I rang Moll’s mother." in answer.content.decode()


@pytest.mark.parametrize(("version", "says"), [(0, "Someone else has changed this"), ("x", "whole number")])
def test_a_refusal_keeps_what_was_typed_in_the_line(cast, client_for, version, says):
    concern = opened(cast.old_quay, cast.dsl)
    answer = post(client_for(cast.dsl), concern, "", text="I rang home.", version=version)
    shown = BeautifulSoup(answer.content, "html.parser")

    assert says in shown.text and shown.title.text.startswith("Error: ")
    assert shown.select_one("#chronology input[name=text]")["value"] == "I rang home."
    assert not concern.entries.filter(kind="note").exists()
    if version == 0:
        again = {one["name"]: one["value"] for one in shown.select("#chronology form input")}
        client_for(cast.dsl).post(f"/concerns/{concern.pk}/", again)
        assert concern.entries.get(kind="note").text == "I rang home."


def test_what_was_typed_stays_where_the_case_was_closed_in_between(cast, client_for):
    concern = decided(cast.old_quay, cast.dsl)
    ready_to_close(concern, cast.dsl)
    act(close, concern, cast.dsl)
    shown = BeautifulSoup(post(client_for(cast.dsl), concern, "", text="She rang back.").content, "html.parser")

    assert "This concern is closed" in shown.select_one(".govuk-error-summary").text
    assert shown.select_one("#chronology input[name=text]")["value"] == "She rang back."


def test_an_empty_line_is_asked_for(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    assert "Say what happened" in post(client_for(cast.dsl), concern, "", text=" ").content.decode()


def test_what_was_begun_in_the_line_comes_along_to_the_whole_form(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    answer = post(client_for(cast.dsl), concern, "chronology/add/", text="She said", open="1")
    shown = BeautifulSoup(answer.content, "html.parser")

    assert shown.select_one("textarea[name=text]").text.strip() == "She said"
    assert not shown.select(".govuk-error-summary")
    assert not concern.entries.filter(kind="note").exists()


def test_nobody_but_whoever_deals_with_it_adds_by_the_line(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    consult(concern, cast.dsl, cast.line_manager.person)
    events = AuditEvent.objects.filter(event="concern:add-entry")

    assert not soup(client_for(cast.line_manager), concern).select("input[name=text]")
    assert (
        "someone else is dealing with it" in post(client_for(cast.line_manager), concern, "", text="x").content.decode()
    )
    for user in others(cast, "dsl", "deputy_dsl", "line_manager"):
        assert post(client_for(user), concern, "", text="x").status_code in (403, 404)
    assert not events.exists()


def test_a_long_chronology_shows_its_newest_entries_and_folds_the_others(cast, client_for, now):
    concern = opened(cast.old_quay, cast.dsl)
    for number in range(20):
        add_entry(concern, cast.dsl, f"Entry {number:02d}", happened_at=now - timedelta(hours=20 - number))
    shown = soup(client_for(cast.dsl), concern)
    folded = shown.select_one("#chronology details")

    assert "Entry 00" in folded.text and "Entry 19" not in folded.text
    assert "Entry 19" in shown.select_one("#chronology").text


def test_deciding_and_closing_are_offered_once_nothing_is_missing(cast, client_for):
    client, urls = client_for(cast.dsl), {name: "" for name in ("decide", "close", "debrief")}
    concern = opened(cast.old_quay, cast.dsl)
    child = add_party(concern, cast.dsl, PartyRole.CHILD)
    urls = {name: reverse(f"concerns:{name}", args=[concern.pk]) for name in urls}
    assert not set(urls.values()) & addresses(client, concern)

    add_end = reverse("concerns:end-party", args=[concern.pk, child.pk])
    post(client, concern, add_end.removeprefix(f"/concerns/{concern.pk}/"), reason="Was not there.")
    assert urls["decide"] in addresses(client, concern)

    done = decided(cast.old_quay, cast.dsl)
    urls = {name: reverse(f"concerns:{name}", args=[done.pk]) for name in urls}
    assert set(urls.values()) & addresses(client, done) == {urls["debrief"]}
    ready_to_close(done, cast.dsl)
    assert urls["close"] in addresses(client, done)


def test_a_closed_case_offers_nothing_that_would_be_refused(cast, client_for):
    concern = decided(cast.old_quay, cast.dsl)
    witness = add_party(concern, cast.dsl, PartyRole.WITNESS, name="Kit Lane")
    ready_to_close(concern, cast.dsl)
    act(close, concern, cast.dsl)
    offered = addresses(client_for(cast.dsl), concern)
    names = ("add-entry", "judge", "assign", "transfer", "consult", "add-action", "ask-advice", "decide", "debrief",
             "close", "add-lesson", "outside-ref", "acknowledge")  # fmt: skip

    assert not {reverse(f"concerns:{name}", args=[concern.pk]) for name in names} & offered
    assert reverse("concerns:edit-party", args=[concern.pk, witness.pk]) not in offered
    assert not soup(client_for(cast.dsl), concern).select("input[name=text]")
    form = client_for(cast.dsl).get(reverse("concerns:add-party", args=[concern.pk])).content.decode()
    assert "Must not handle or see it" in form and "Child affected" not in form
    assert fresh(concern).state == "closed"
