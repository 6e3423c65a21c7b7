"""Which language a page is in: chosen on the page, else the browser's; carried to the end; English everywhere else."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.concerns.core.models import Concern, Message
from lanyard.kernel import languages
from lanyard.kernel.gate import all_routes
from lanyard.notices.models import Notice
from lanyard.policy.actions import load_data
from lanyard.records.models import AuditEvent
from tests.concerns.factories import make_concern
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, only_concern, report_publicly, soup, written
from tests.ui.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

POLISH = {"accept-language": "pl,en;q=0.5"}
SEND = {"pl": "Wyślij", "ur": "بھیجیں", "en-gb": "Send"}


def html_of(page: Any) -> dict[str, str]:
    return soup(page).html.attrs


def chosen_in(address: str) -> str:
    return dict(parse_qsl(urlsplit(address).query)).get("lang", "")


def test_the_browser_chooses_until_a_visitor_does(cast):
    assert html_of(Client(headers=POLISH).get("/")) | {"class": ""} == {"lang": "pl", "dir": "ltr", "class": ""}
    assert html_of(Client(headers=POLISH).get("/?lang=ur"))["dir"] == "rtl"
    assert html_of(Client(headers=POLISH).get("/?lang=en-gb"))["lang"] == "en-GB"
    assert html_of(Client(headers={"accept-language": "de,fr"}).get("/"))["lang"] == "en-GB"
    assert html_of(Client(headers=POLISH).get("/?lang=tlh"))["lang"] == "pl"


def test_a_page_says_what_it_varies_with_and_that_the_english_one_counts(cast):
    page = Client(headers=POLISH).get("/report/")

    assert page["Content-Language"] == "pl" and "accept-language" in page["Vary"].lower()
    assert len(soup(page).select(".ly-languages__note")) == 1
    assert not soup(Client().get("/report/")).select(".ly-languages__note")


def test_every_language_is_offered_by_its_own_name_as_a_link(cast):
    nav = soup(Client().get("/report/?q=old")).find("nav", class_="ly-languages")

    assert {one["lang"]: text(one) for one in nav.find_all("li")} == dict(settings.LANGUAGES)
    link = nav.find("a", hreflang="ar")
    assert link.parent["dir"] == "rtl" and dict(parse_qsl(link["href"].removeprefix("?"))) == {"q": "old", "lang": "ar"}


def test_it_is_carried_by_every_link_to_a_translated_page_and_by_no_other(cast):
    links = [one["href"] for one in soup(Client().get("/?lang=pl")).find_all("a") if one["href"].startswith("/")]

    assert {"/report/?lang=pl", "/report/child/?lang=pl", "/report/answer/?lang=pl"} <= set(links)
    for link in links:
        view = get_resolver().resolve(urlsplit(link).path).func
        assert chosen_in(link) == ("pl" if getattr(view, "is_translated", False) else "")


@pytest.mark.parametrize("path", ["", "child/"])
def test_a_choice_is_kept_through_a_report_a_refusal_and_the_receipt(cast, path):
    load_data()
    screens = ({}, {"type": "bullying"}, {}, WHAT, *([] if path else [{}, ANONYMOUS]))
    reporter = Reporter(cast.old_quay, path)
    reporter.page = reporter.client.get(f"{reporter.address}?lang=ur")
    for typed in screens:
        assert html_of(reporter.page)["lang"] == "ur"
        reporter.send(**typed)

    assert reporter.code and html_of(reporter.page) | {"class": ""} == {"lang": "ur", "dir": "rtl", "class": ""}
    assert chosen_in(reporter.page.redirect_chain[-1][0]) == "ur"
    assert not reporter.client.cookies and not Session.objects.exists()
    assert only_concern().report.language == "ur"
    back = next(one["href"] for one in soup(reporter.page).find_all("a") if "/report/answer/" in one["href"])
    code_page = reporter.client.get(back)
    opened = reporter.client.post("/report/answer/", {**written(code_page), "code": reporter.code})
    assert html_of(opened)["lang"] == "ur" and SEND["ur"] in text(soup(opened).find("main"))


def test_it_can_be_changed_on_the_way_and_nothing_typed_is_lost(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, {**WHAT, "child": "Zosia"})
    reporter.send("lang-pl", named="by_name", name="Paula Winter")

    assert html_of(reporter.page)["lang"] == "pl" and reporter.screen == "who"
    kept = written(reporter.page)
    assert (kept["child"], kept["named"], kept["name"]) == ("Zosia", "by_name", "Paula Winter")
    assert not soup(reporter.page).select(".govuk-error-summary")
    reporter.send("lang-ur")
    reporter.send()
    assert reporter.code and only_concern().report.language == "ur"


def test_changing_it_on_the_page_of_a_report_sends_nothing(cast):
    reporter = report_publicly(cast.old_quay)
    client = Client()
    opened = client.post("/report/answer/", {**written(client.get("/report/answer/")), "code": reporter.code})
    page = client.post("/report/answer/", {**written(opened), "text": "Again", "go": "lang-pl"})

    assert html_of(page)["lang"] == "pl" and written(page)["text"] == "Again"
    assert not Message.objects.exists()
    client.post("/report/answer/", written(page))
    assert Message.objects.get().text == "Again"


def test_staff_are_told_in_which_language_it_was_written_and_of_an_english_one_nothing(cast, client_for):
    for language in ("", "?lang=pl"):
        reporter = Reporter(cast.old_quay)
        reporter.page = reporter.client.get(reporter.address + language)
        reporter.report({"type": "bullying"}, WHAT, ANONYMOUS)
    english, polish = sorted(Concern.objects.all(), key=lambda one: one.report.language)
    client = client_for(cast.dsl)

    assert "Written on the Polish page." in client.get(f"/concerns/{polish.pk}/").content.decode()
    assert "Written on the" not in client.get(f"/concerns/{english.pk}/").content.decode()


def test_what_staff_see_and_what_is_kept_and_sent_is_english(cast, client_for, mailoutbox):
    english = report_publicly(cast.old_quay, danger="yes")
    said = events_from(0), sent_of(mailoutbox)
    notices = sorted(Notice.objects.values_list("title", "says"))
    Notice.objects.all().delete()
    mailoutbox.clear()
    before = AuditEvent.objects.count()
    reporter = Reporter(cast.old_quay)
    reporter.page = reporter.client.get(f"{reporter.address}?lang=pl")
    reporter.report({"type": "bullying"}, {**WHAT, "danger": "yes"}, ANONYMOUS)

    assert english.code and reporter.code
    assert (events_from(before), sent_of(mailoutbox)) == said
    assert sorted(Notice.objects.values_list("title", "says")) == notices


def events_from(number: int) -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("number").values_list("event", "detail"))[number:]


def sent_of(mailoutbox: list) -> list[tuple[str, str]]:
    return sorted((mail.subject, mail.to[0]) for mail in mailoutbox)


def test_pages_of_staff_stay_english_whatever_their_browser_or_the_address_says(cast, client_for):
    make_concern(cast.old_quay)
    client = client_for(cast.dsl)
    at = f"/schools/{cast.old_quay.slug}"
    for page in ("/", "/concerns/mine/", "/concerns/", "/notices/", "/accessibility/", "/policies/",
                 f"{at}/report/staff/"):  # fmt: skip
        answer = client.get(page, {"lang": "pl"}, headers=POLISH)
        assert answer.status_code == 200, page
        assert html_of(answer)["lang"] == "en-GB" and "Content-Language" not in answer, page
        assert not soup(answer).select(".ly-languages"), page


def test_a_receipt_of_staff_is_english(cast, client_for):
    reporter = Reporter(cast.old_quay, "staff/", client=client_for(cast.teacher))
    reporter.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "pl"
    reporter.report({"type": "bullying"}, WHAT, ANONYMOUS)

    assert reporter.code and html_of(reporter.page)["lang"] == "en-GB"
    assert only_concern().report.language == ""


def test_parents_read_what_they_reported_in_their_language(cast, client_for):
    client = client_for(cast.parent)

    assert html_of(client.get("/concerns/mine/", headers=POLISH))["lang"] == "pl"


def test_what_a_visitor_writes_runs_its_own_way(cast):
    reporter = Reporter(cast.old_quay)
    reporter.send(type="bullying")

    for name in ("account", "child", "about_name"):
        assert soup(reporter.page).find(attrs={"name": name})["dir"] == "auto"


def test_a_stylesheet_from_right_to_left_comes_with_it(cast):
    sheets = [soup(Client().get(f"/?lang={code}")).find("link", rel="stylesheet")["href"] for code in ("pl", "ar")]

    assert ["rtl" in sheet for sheet in sheets] == [False, True]


def test_what_is_translated_is_what_families_and_visitors_open():
    names = {
        f"{entry.callback.__module__.split('.')[1]}:{entry.name}"
        for _, entry in all_routes(get_resolver().url_patterns)
        if getattr(entry.callback, "is_translated", False)
    }
    # What is added here, tests/languages/test_untranslated.py opens too.
    assert names == {
        "ui:home", "concerns:choose-school", "concerns:choose-childs-school", "concerns:report",
        "concerns:report-child", "concerns:sent", "concerns:answer", "concerns:mine", "concerns:mine-one",
        "channels:schools", "channels:public",
    }  # fmt: skip


CODES = st.sampled_from([code for code, _ in settings.LANGUAGES])
QUERIES = st.dictionaries(st.sampled_from(["q", "type", "page"]), st.text(min_size=1, max_size=20), max_size=3)


@given(CODES, CODES, QUERIES)
def test_a_language_is_in_an_address_once_and_nothing_else_of_it_changes(first, then, query):
    address = reverse("concerns:choose-school", query=query) if query else reverse("concerns:choose-school")
    carried = languages.carried(languages.carried(address, first), then)

    assert parse_qsl(urlsplit(carried).query) == [*query.items(), ("lang", then)]


@given(CODES, st.sampled_from(["https://example.org/report/", "//example.org/report/", "/privacy/", "/nowhere/"]))
def test_it_is_carried_to_no_page_that_is_not_ours_or_not_translated(code, address):
    assert languages.carried(address, code) == address
