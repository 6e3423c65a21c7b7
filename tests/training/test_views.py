import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from lanyard.people.choices import Role
from lanyard.training import actions, home
from lanyard.training.models import Exemption, SignOff
from tests.factories.people import give_role, make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, make_scan, make_signature, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def fill_in(page, **fields) -> dict:
    """What a browser would send from the sign page."""
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
    return {"agreed": "on", "typed_name": "Tara Lindqvist", **hidden} | fields


@pytest.fixture
def url(code) -> str:
    return reverse("training:sign", kwargs={"document": code.pk})


def test_the_list_says_what_is_owed_and_when_it_is_due(cast, code, client_for):
    words = words_of(client_for(cast.teacher).get(reverse("training:mine")))
    assert "You have one document to sign" in words
    assert "Staff code of conduct" in words and "7 December 2026" in words


def test_somebody_who_is_asked_nothing_reads_that(cast, code, client_for):
    assert "You have nothing to sign" in words_of(client_for(cast.parent).get(reverse("training:mine")))


def test_the_text_and_the_form_are_on_one_page_and_looking_at_it_writes_nothing(cast, code, url, client_for):
    page = client_for(cast.teacher).get(url)
    assert "Be kind (1.0)." in words_of(page) and 'name="typed_name"' in page.content.decode()
    assert not SignOff.objects.exists()


def test_reading_ticking_and_typing_ones_name_is_all_it_takes(cast, code, url, client_for):
    client = client_for(cast.teacher)
    answer = client.post(url, fill_in(client.get(url)), follow=True)
    made = SignOff.objects.get()
    assert answer.redirect_chain == [(reverse("training:signed", kwargs={"sign_off": made.pk}), 302)]
    words = words_of(answer)
    assert "You signed: Staff code of conduct" in words and "Be kind (1.0)." in words


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"agreed": ""}, "Tick the box to say that you have read this"),
        ({"typed_name": ""}, "Type your full name"),
        ({"typed_name": "Tara"}, "Type your name as it is on the register: Tara Lindqvist"),
        ({"note": "forged"}, "The text was opened too long ago. Read it again here, then sign."),
    ],
)
def test_what_is_missing_is_said_on_the_page_and_nothing_typed_is_lost(cast, code, url, client_for, fields, says):
    client = client_for(cast.teacher)
    sent = fill_in(client.get(url), **fields)
    answer = client.post(url, sent)
    assert says in words_of(answer).replace("&#x27;", "'")
    assert f'value="{sent["typed_name"]}"' in answer.content.decode() or not sent["typed_name"]
    assert not SignOff.objects.exists()
    again = client.post(url, fill_in(answer))
    assert again.status_code == 302


def test_a_wording_published_meanwhile_is_shown_in_its_place(cast, code, url, client_for):
    client = client_for(cast.teacher)
    sent = fill_in(client.get(url))
    make_edition(code, TODAY, 1, 1)
    answer = client.post(url, sent)
    words = words_of(answer)
    assert "The wording has changed since you opened this page" in words and "Be kind (1.1)." in words
    assert client.post(url, fill_in(answer)).status_code == 302


def test_a_document_that_was_signed_leads_to_the_receipt(cast, code, url, client_for):
    made = sign(cast.teacher, code)
    assert client_for(cast.teacher).get(url).url == reverse("training:signed", kwargs={"sign_off": made.pk})


@pytest.mark.parametrize("who", ["parent", "pupil", "stranger"])
def test_what_is_not_asked_of_somebody_is_not_there(cast, code, url, client_for, who):
    client = client_for(getattr(cast, who))
    assert client.get(url).status_code == client.post(url, {}).status_code == 404


def test_a_receipt_is_for_the_one_who_signed(cast, code, client_for):
    made = sign(cast.teacher, code)
    address = reverse("training:signed", kwargs={"sign_off": made.pk})
    assert client_for(cast.teacher).get(address).status_code == 200
    assert client_for(cast.headteacher).get(address).status_code == 404


def test_a_line_manager_sees_their_own_people_only(cast, code, client_for):
    words = words_of(client_for(cast.line_manager).get(reverse("training:team")))
    assert "Tara Lindqvist" in words and "Daniel Okafor" not in words
    assert client_for(cast.teacher).get(reverse("training:team")).status_code == 404


@pytest.fixture
def at_school(cast, code) -> str:
    return reverse("training:at-school", kwargs={"school": cast.old_quay.slug, "document": code.pk})


@pytest.mark.parametrize(
    ("who", "counts", "names"),
    [
        ("headteacher", 200, 200),
        ("dsl", 200, 200),
        ("leadership", 200, 200),
        ("trust_administrator", 200, 200),
        ("executive_headteacher", 200, 200),
        ("governor", 200, 403),
        ("chair_of_trustees", 200, 403),
        ("teacher", 403, 403),
        ("line_manager", 403, 403),
        ("saltmarsh_headteacher", 403, 403),
        ("parent", 403, 403),
        ("stranger", 404, 404),
    ],
)
def test_who_sees_a_schools_counts_and_names(cast, at_school, client_for, who, counts, names):
    client = client_for(getattr(cast, who))
    assert client.get(reverse("training:counts", kwargs={"school": cast.old_quay.slug})).status_code == counts
    assert client.get(at_school).status_code == names


def test_the_list_of_people_can_be_narrowed_and_says_who_has_no_address(cast, code, at_school, client_for):
    sign(cast.teacher, code)
    client = client_for(cast.headteacher)
    everybody, still = words_of(client.get(at_school)), words_of(client.get(at_school, {"show": "open"}))
    assert "Tara Lindqvist" in everybody and "Tara Lindqvist" not in still
    assert "Victor Lane" in still and "no email address, ask on paper" in still
    assert "Tara Lindqvist" in words_of(client.get(at_school, {"show": "signed"}))
    assert "Nobody." in words_of(client.get(at_school, {"show": "overdue"}))
    assert "Victor Lane" in words_of(client.get(at_school, {"show": "nonsense"}))


def test_the_list_of_people_takes_a_constant_number_of_queries(
    cast, at_school, client_for, django_assert_max_num_queries
):
    for number in range(70):
        make_membership(make_person(cast.trust, f"Teacher{number} Reed"), cast.old_quay)
    client = client_for(cast.headteacher)
    with django_assert_max_num_queries(20):
        assert len(client.get(at_school).context["page_obj"]) == 50


def at_person(cast, code, name, person=None):
    person = person or cast.volunteer
    kwargs = {"school": cast.old_quay.slug, "document": code.pk, "person": person.pk}
    return reverse(f"training:{name}", kwargs=kwargs)


def test_a_paper_is_entered_on_its_page(cast, code, at_school, client_for):
    client = client_for(cast.headteacher)
    address = at_person(cast, code, "paper")
    assert "Enter a signature on paper: Victor Lane" in words_of(client.get(address))
    answer = client.post(address, {"signed_on": "23/11/2026", "scan": make_scan()})
    assert answer.url == at_school
    assert SignOff.objects.get().signed_on == TODAY - timedelta(days=1)
    assert client.get(address).status_code == 404


def test_a_paper_without_its_scan_or_with_a_wrong_day_is_not_entered(cast, code, client_for):
    client = client_for(cast.headteacher)
    address = at_person(cast, code, "paper")
    assert "Choose a scan or photograph" in words_of(client.post(address, {"signed_on": "23/11/2026"}))
    words = words_of(client.post(address, {"signed_on": "25/11/2026", "scan": make_scan()}))
    assert "Enter a day from 23 November 2026" in words
    bad = ContentFile(b"MZ a program", name="signed.pdf")
    assert "error" in words_of(client.post(address, {"signed_on": "23/11/2026", "scan": bad})).lower()
    assert not SignOff.objects.exists()


def test_an_exemption_is_recorded_on_its_page_and_its_reason_shown_to_who_may_exempt(cast, code, at_school, client_for):
    client = client_for(cast.headteacher)
    address = at_person(cast, code, "exempt", cast.teacher.person)
    words = words_of(client.post(address, {"reason": ""}))
    assert "Say why they do not need to sign" in words and "Enter the last day they can read it" in words
    assert "Enter the last day they can read it" in words_of(client.post(address, {"reason": "On leave"}))
    assert not Exemption.objects.exists()
    client.post(address, {"reason": "On leave until spring", "end": "1 March 2027"})
    assert Exemption.objects.get().end.isoformat() == "2027-03-01"
    assert "On leave until spring" in words_of(client.get(at_school))
    assert "On leave until spring" not in words_of(client_for(cast.dsl).get(at_school))


@pytest.mark.parametrize(("name", "who"), [("paper", "dsl"), ("exempt", "dsl"), ("exempt", "trust_administrator")])
def test_who_may_not_enter_or_exempt_does_not_get_there(cast, code, client_for, name, who):
    assert client_for(getattr(cast, who)).get(at_person(cast, code, name)).status_code == 403


def test_a_person_of_another_school_is_not_there(cast, code, client_for):
    address = at_person(cast, code, "paper", cast.saltmarsh_headteacher.person)
    assert client_for(cast.headteacher).get(address).status_code == 404


def test_a_document_of_another_trust_is_not_there(cast, client_for, now):
    other = make_document(cast.other_trust)
    make_edition(other, TODAY)
    kwargs = {"school": cast.old_quay.slug, "document": other.pk}
    assert client_for(cast.headteacher).get(reverse("training:at-school", kwargs=kwargs)).status_code == 404


@pytest.fixture
def new(cast, code) -> str:
    return reverse("training:publish", kwargs={"trust": cast.trust.slug, "document": code.pk})


EDITION = {"text": "# New\n\n1. Be kinder.\n", "changes": "Kinder", "is_major": "yes", "in_force_from": "24/11/2026"}


def test_a_new_edition_is_looked_at_and_then_published(cast, code, new, client_for):
    client = client_for(cast.trust_administrator)
    looked = client.post(new, EDITION | {"look": ""})
    assert "How it will look" in words_of(looked) and "<li>Be kinder.</li>" in looked.content.decode()
    assert code.editions.count() == 1
    answer = client.post(new, EDITION | {"publish": ""}, follow=True)
    assert "Edition 2.0 has been published." in words_of(answer)
    edition = code.editions.first()
    assert edition.text == EDITION["text"]
    address = reverse("training:edition", kwargs={"trust": cast.trust.slug, "document": code.pk, "edition": edition.pk})
    assert "Be kinder." in words_of(client.get(address))


def test_what_keeps_an_edition_from_being_published_is_said_beside_it(cast, code, new, client_for):
    client = client_for(cast.executive_headteacher)
    words = words_of(client.post(new, EDITION | {"in_force_from": "01/11/2026", "is_major": "", "publish": ""}))
    assert "Select whether everybody has to sign again" in words
    words = words_of(client.post(new, EDITION | {"in_force_from": "01/11/2026", "publish": ""}))
    assert "Enter 24 November 2026 or a later day" in words and "Be kinder." in words
    assert code.editions.count() == 1


def test_the_trusts_documents_are_for_those_who_publish(cast, code, new, client_for):
    address = reverse("training:documents", kwargs={"trust": cast.trust.slug})
    assert "Staff code of conduct" in words_of(client_for(cast.trust_administrator).get(address))
    assert client_for(cast.headteacher).get(address).status_code == 403
    assert client_for(cast.headteacher).get(new).status_code == 403
    assert client_for(cast.stranger).get(address).status_code == 404


def asked(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_the_first_page_names_what_is_to_sign_until_it_is_signed(cast, code, url):
    (need,) = home.needs(asked(cast.teacher))
    assert (need.title, need.url, need.due > timezone.now()) == ("Sign: Staff code of conduct", url, True)
    sign(cast.teacher, code)
    assert list(home.needs(asked(cast.teacher))) == []


def test_the_bar_leads_staff_and_governors_to_their_own_list_and_no_one_else(cast):
    assert home.link(asked(cast.teacher)) == home.link(asked(cast.governor)) == "/sign-offs/"
    assert home.link(asked(cast.parent)) is None and home.link(asked(cast.pupil)) is None


def test_the_cards_are_what_somebody_may_do(cast, code):
    def titles(user):
        return [card.title for card in home.cards(asked(user))]

    assert titles(cast.teacher) == ["Your sign-offs"]
    assert "Documents people sign" in titles(cast.trust_administrator)
    assert titles(cast.parent) == []


def test_everything_one_has_signed_stays_on_record_with_its_wording(cast, code, client_for):
    old = make_signature(cast.teacher.person, code.editions.get(), TODAY)
    make_edition(code, TODAY, 2, 0)
    client = client_for(cast.teacher)
    words = words_of(client.get(reverse("training:mine")))
    assert "You have one document to sign" in words and "edition 1.0" in words
    assert "Be kind (1.0)." in words_of(client.get(reverse("training:signed", kwargs={"sign_off": old.pk})))


def test_a_trust_wide_operator_is_asked_once_on_their_own_page(cast, now, client_for):
    document = make_document(cast.trust, "aup", kinds=(), roles=(Role.CHANNEL_OPERATOR,))
    give_role(cast.dsl.person, Role.CHANNEL_OPERATOR, cast.trust)
    actions.publish_edition(
        by=cast.trust_administrator, document=document, text="# Post kindly", is_major=True, in_force_from=TODAY
    )
    assert "You have one document to sign" in words_of(client_for(cast.dsl).get(reverse("training:mine")))
