"""The public pages of the catalogue."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from lanyard.platforms import actions
from tests.platforms.factories import a_file, a_service, an_age, announced

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

LIST = "/platforms/"
WHICH = "/which-service/"


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_anyone_finds_the_services_from_the_foot_of_every_page(client):
    actions.load(a_file())
    front = BeautifulSoup(client.get("/").content, "html.parser")
    assert [a["href"] for a in front.select("footer a") if "services" in a.text.lower()] == [LIST]
    assert "Chirp" in words(client.get(LIST))


def test_somebody_signed_in_has_the_services_among_what_they_can_do(cast, client_for):
    assert reverse("platforms:platforms") in client_for(cast.teacher).get("/all-pages/").content.decode()


def test_the_list_says_the_age_that_holds_and_that_an_announced_one_does_not(client):
    unsure = a_service("hoot", ages=[an_age(16, verified=False)])
    actions.load(a_file(a_service(ages=[an_age(13), announced(16)]), unsure, a_service("wiki", ages=[])))
    says = words(client.get(LIST))
    assert "13 ; 16 is announced, not yet in force" in says.replace("13;", "13 ;")
    assert "16 (to be checked)" in says
    assert "None known" in says


def test_the_list_is_narrowed_by_kind_and_name_and_keeps_what_was_asked(client):
    actions.load(a_file(a_service("chirp", kinds=["blog"]), a_service("hoot"), a_service("chat", kinds=["wiki"])))
    answer = client.get(LIST, {"kind": "blog", "text": "chi"})
    assert "1 service " in words(answer)
    assert 'value="chi"' in answer.content.decode()
    assert "Hoot" not in words(answer)
    assert "No service matches" in words(client.get(LIST, {"text": "zzz"}))


def test_an_unknown_kind_is_told_beside_its_question_and_all_services_stay(client):
    actions.load(a_file())
    answer = client.get(LIST, {"kind": "pigeon"})
    assert "Select one of the choices in the list" in words(answer)
    assert "Chirp" in words(answer)


@pytest.mark.parametrize("many", [77, 300])
def test_a_page_of_the_list_takes_the_same_queries_for_few_and_for_many(client, django_assert_num_queries, many):
    actions.load(a_file(*[a_service(f"s{n}") for n in range(many)]))
    with django_assert_num_queries(6):
        answer = client.get(LIST)
    assert len(answer.context["rows"]) == 50


def test_a_service_page_tells_ages_over_time_with_their_sources_and_what_is_to_come(client):
    ages = [
        an_age(16, until=date(2024, 4, 10), note="Old pages still show it.", **{"from": date(2018, 5, 25)}),
        an_age(13, verified=False, source="general knowledge", **{"from": date(2024, 4, 11)}),
        announced(18),
    ]
    actions.load(a_file(a_service(ages=ages, note="Open to the world.")))
    says = words(client.get("/platforms/chirp/"))
    assert "Nobody under 13 may have an account of their own on Chirp. This age is still to be checked" in says
    assert "Not yet in force: 18. Announced on 15 June 2026, expected spring 2027. Until then 13 holds." in says
    order = ["Not yet in force: announced", "In force since 11 April 2024", "From 25 May 2018 to 10 April 2024"]
    assert [says.index(part) for part in order] == sorted(says.index(part) for part in order)
    assert "Source: general knowledge. To be checked" in says
    assert "Open to the world." in says
    assert "Last checked on 1 November 2026" in says


def test_an_age_with_a_day_ahead_is_to_come_and_one_with_an_unknown_first_day_says_so(client):
    ages = [
        an_age(13, day_known=False, until=date(2027, 4, 5)),
        an_age(16, **{"from": date(2027, 4, 6)}),
    ]
    actions.load(a_file(a_service(ages=ages)))
    says = words(client.get("/platforms/chirp/"))
    assert "Not yet in force: 16. It starts on 6 April 2027. Until then 13 holds." in says
    assert "From 1 September 2022 or earlier to 5 April 2027" in says


def test_links_to_elsewhere_say_so_and_give_nothing_away(client):
    actions.load(a_file(a_service(reporting_link="https://help.chirp.example/report")))
    page = BeautifulSoup(client.get("/platforms/chirp/").content, "html.parser")
    link = page.find("a", href="https://help.chirp.example/report")
    assert set(link["rel"]) == {"external", "noopener", "noreferrer"}
    assert link.text == "How to report something (help.chirp.example)"
    assert "These links lead to another website." in page.text


def test_a_service_page_keeps_visits_and_loaded_content_apart(client):
    domains = [
        {"name": "chirp.example", "match": "suffix", "use": "visit"},
        {"name": "cdn.chirp.test", "match": "full", "use": "content"},
    ]
    actions.load(a_file(a_service(domains=domains)))
    says = words(client.get("/platforms/chirp/"))
    visit, content = says.index("A visit to one of these"), says.index("Other pages load pictures")
    assert visit < says.index("chirp.example") < content < says.index("cdn.chirp.test (this name only)")


def test_a_service_that_nobody_knows_is_not_found(client):
    assert client.get("/platforms/nobody/").status_code == 404


def test_an_address_is_answered_with_its_service_and_age_and_nothing_but_the_host_is_shown(client):
    actions.load(a_file())
    answer = client.post(WHICH, {"address": "https://www.chirp.example/@sam.smith?x=1"})
    says = words(answer)
    assert "This is Chirp www.chirp.example belongs to Chirp. Nobody under 13" in says
    assert "sam.smith" not in answer.content.decode()


def test_an_address_that_only_serves_content_is_said_not_to_show_a_visit(client):
    actions.load(a_file(a_service(domains=[{"name": "cdn.example", "match": "suffix", "use": "content"}])))
    assert "it does not show that anybody went to Chirp" in words(client.post(WHICH, {"address": "a.cdn.example"}))


def test_an_unknown_address_is_not_called_safe(client):
    actions.load(a_file())
    says = words(client.post(WHICH, {"address": "notchirp.example"}))
    assert "notchirp.example is not in any service’s list. That does not mean it is safe or unsafe" in says


@pytest.mark.parametrize(
    ("typed", "says"), [("", "Enter a web address"), ("hello there", "Enter a web address such as www.example.com")]
)
def test_what_is_no_address_stays_typed_with_one_clear_sentence(client, typed, says):
    answer = client.post(WHICH, {"address": typed})
    assert says in words(answer)
    assert BeautifulSoup(answer.content, "html.parser").find(id="id_address").get("value", "") == typed


def test_an_address_in_a_link_is_not_read(client):
    actions.load(a_file())
    assert "belongs to" not in words(client.get(WHICH, {"address": "chirp.example"}))


@pytest.mark.parametrize("path", [LIST, "/platforms/chirp/"])
def test_pages_that_only_show_refuse_to_be_posted_to(client, path):
    actions.load(a_file())
    assert client.post(path).status_code == 405
