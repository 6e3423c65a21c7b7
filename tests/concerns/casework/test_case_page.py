"""The page of one concern: everything on it, in few questions, and every look on record."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.casework.queries.case import files_of
from lanyard.concerns.core.choices import ConcernType, PartyRole, Threshold
from lanyard.concerns.core.models import Advice, Concern, Message
from lanyard.policy.models import Agency
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_entry, add_party, consult, fresh, opened, others, page
from tests.concerns.factories import by_staff, make_concern
from tests.conftest import NOW
from tests.records.samples import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

PNG = png()
NOWHERE = "00000000-0000-4000-8000-000000000000"
# Of the forms of the bar: new for each page.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def full(cast) -> Concern:
    """A concern with something in every part of its page."""
    files = (SimpleUploadedFile("note.png", PNG, "image/png"),)
    answers = {"child": "Ash Reed", "about": "pupil", "about_name": "Kit Lane", "danger": "yes", "platform": "A game"}
    fields = {"files": files, "answers": answers, "child_words": "They called me things.", "account": "Ash is upset."}
    concern = opened(cast.old_quay, cast.dsl, **fields, **by_staff(cast.teacher))
    add_party(concern, cast.dsl, PartyRole.WITNESS, name="Moll Flint", note="Saw the chat.")
    add_entry(concern, cast.dsl, "I rang home.")
    consult(concern, cast.dsl, cast.line_manager.person)
    return fresh(concern)


def test_it_shows_what_was_reported_in_their_own_words_and_the_answers_by_question(cast, client_for, full):
    shown = page(client_for(cast.dsl), full)

    for words in ("They called me things.", "Ash is upset.", "Is anyone in danger now?", "Kit Lane", "Moll Flint",
                  "Saw the chat.", "I rang home.", "picture-1.png", "Judith Kerr", "What would you do?"):  # fmt: skip
        assert words in shown


def test_it_takes_no_more_than_fifteen_questions_whatever_is_in_the_case(cast, client_for, full):
    client = client_for(cast.dsl)
    page(client, full)
    with CaptureQueriesContext(connection) as once:
        page(client, full)
    for number in range(5):
        add_entry(full, cast.dsl, f"More {number}")
        add_party(full, cast.dsl, PartyRole.WITNESS, name=f"Witness {number}")
    with CaptureQueriesContext(connection) as more:
        page(client, full)

    assert len(once) <= 15
    assert len(more) == len(once)


def test_every_look_is_one_event_in_the_same_request(cast, client_for, full):
    client = client_for(cast.deputy_dsl)
    before = AuditEvent.objects.count()
    page(client, full)

    made = AuditEvent.objects.order_by("-number")[: AuditEvent.objects.count() - before]
    assert [(event.event, event.actor, event.about_id) for event in made] == [
        ("concern:look", f"person:{cast.deputy_dsl.person_id}", str(full.pk))
    ]


def test_nobody_else_finds_it_and_what_is_not_theirs_looks_like_what_is_not_there(cast, client_for, full):
    for user in others(cast, "dsl", "deputy_dsl", "line_manager"):
        client = client_for(user)
        theirs, nothing = client.get(f"/concerns/{full.pk}/"), client.get(f"/concerns/{NOWHERE}/")
        assert theirs.status_code == nothing.status_code in (403, 404)
        assert TOKEN.sub(b"", theirs.content) == TOKEN.sub(b"", nothing.content)


def test_what_is_not_theirs_costs_as_many_questions_as_what_is_not_there(cast, client_for, full):
    client = client_for(cast.headteacher)
    client.get("/concerns/")
    for where in ("", "judge/", "looks/", "people/add/"):
        with CaptureQueriesContext(connection) as theirs:
            client.get(f"/concerns/{full.pk}/{where}")
        with CaptureQueriesContext(connection) as nothing:
            client.get(f"/concerns/{NOWHERE}/{where}")
        assert len(theirs) == len(nothing)


def test_a_look_that_is_refused_is_not_a_look(cast, client_for, full):
    before = AuditEvent.objects.count()
    client_for(cast.headteacher).get(f"/concerns/{full.pk}/")

    assert AuditEvent.objects.count() == before


def test_news_is_marked_until_somebody_who_deals_with_it_has_looked(cast, client_for, full):
    Message.objects.create(
        concern=full, text="Is anything done?", from_reporter=True, at=full.received_at, sent_once="x"
    )
    Concern.objects.filter(pk=full.pk).update(has_news=True)

    page(client_for(cast.line_manager), full)
    assert fresh(full).has_news
    assert "News from the reporter" in page(client_for(cast.dsl), full)
    assert not fresh(full).has_news
    assert "News from the reporter" not in page(client_for(cast.dsl), full)


def test_who_is_only_asked_for_advice_reads_and_is_offered_nothing_to_change(cast, client_for, full):
    shown = page(client_for(cast.line_manager), full)

    assert "Someone else is dealing with it" in shown
    for way in ("assign/", "consult/", "transfer/", "judge/", "reporter/", "people/add/", "chronology/add/"):
        assert f"/concerns/{full.pk}/{way}" not in shown
    assert f"/concerns/{full.pk}/step-back/" in shown


def test_who_reported_it_is_not_on_the_page(cast, client_for, full):
    assert cast.teacher.person.full_name not in page(client_for(cast.dsl), full)


def test_it_says_not_to_investigate_before_the_advice_of_the_lado(cast, client_for):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    says = "Do not investigate before you have the LADO’s advice"
    assert says not in page(client_for(cast.headteacher), concern)

    Concern.objects.filter(pk=concern.pk).update(threshold=Threshold.MAY_MEET)
    assert says in page(client_for(cast.headteacher), concern)

    lado = Agency.objects.create(key="lado-here", name="LADO", for_what="Advice", region="Here", checked=NOW.date())
    asked = {"concern": concern, "agency": lado, "asked_at": NOW, "asked": "What may we do?"}
    advice = Advice.objects.create(**asked)
    assert says in page(client_for(cast.headteacher), concern)

    advice.answered_at, advice.answer = NOW, "Speak with the police first."
    advice.save()
    assert says not in page(client_for(cast.headteacher), concern)


def test_on_images_it_says_what_never_to_do(cast, client_for):
    concern = make_concern(cast.old_quay, ConcernType.IMAGES)

    assert "Never look at the picture" in page(client_for(cast.dsl), concern)


def test_a_file_comes_as_a_download_alone_and_the_look_is_on_record(cast, client_for, full):
    kept = files_of(full.pk).get()
    address = f"/concerns/{full.pk}/files/{kept.pk}/"
    shown = page(client_for(cast.dsl), full)
    answer = client_for(cast.dsl).get(address)

    assert "<img" not in shown
    assert answer.content == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.filter(event="concern-file:open").count() == 1
    assert client_for(cast.headteacher).get(address).status_code == 404


def test_a_file_of_one_case_is_not_found_in_another(cast, client_for, full):
    other = make_concern(cast.old_quay)
    assert client_for(cast.dsl).get(f"/concerns/{other.pk}/files/{files_of(full.pk).get().pk}/").status_code == 404


def test_scripts_in_what_was_written_are_shown_as_words(cast, client_for):
    bad = "<script>alert(1)</script>"
    concern = make_concern(cast.old_quay, account=bad, child_words=bad, answers={"child": bad, "platform": bad})
    add_entry(opened_again(concern, cast.dsl), cast.dsl, bad)

    shown = page(client_for(cast.dsl), concern)
    assert bad not in shown
    assert "&lt;script&gt;alert(1)" in shown


def opened_again(concern: Concern, by) -> Concern:
    from lanyard.concerns.casework.actions import triage

    triage.acknowledge(by=by, concern=concern, version=concern.version)
    return fresh(concern)


def test_nothing_of_it_is_kept_by_the_browser(cast, client_for, full):
    assert "no-store" in client_for(cast.dsl).get(f"/concerns/{full.pk}/")["Cache-Control"]


def test_the_chronology_is_in_the_order_in_which_things_happened(cast, client_for, full):
    now = full.received_at
    for hours, text, kind in ((3, "Third", "decision"), (9, "First", "talk"), (6, "Second", "note")):
        add_entry(full, cast.dsl, text, kind=kind, happened_at=now - timedelta(hours=hours))
    shown = page(client_for(cast.dsl), full)

    assert shown.index("First") < shown.index("Second") < shown.index("Third")


def test_whoever_deals_with_it_finds_the_way_to_print_hand_over_and_hold_it(cast, client_for, full):
    ways = [f'href="/concerns/{full.pk}/{way}/"' for way in ("print", "export", "hold")]

    assert all(way in page(client_for(cast.dsl), full) for way in ways)
    assert not any(way in page(client_for(cast.line_manager), full) for way in ways)
