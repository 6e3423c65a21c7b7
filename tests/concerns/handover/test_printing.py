"""Printing the chronology of a case, with and without names."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lanyard.concerns.core.actions.common import let_read
from lanyard.concerns.core.choices import PartyRole, ReaderKind
from lanyard.concerns.core.models import Entry
from lanyard.records.models import AuditEvent
from tests.concerns.leaving import link, make_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

NAMES = ("Ash", "Quill", "Bo", "Fenn", "Mara", "Stone", "Wren", "Tara", "Lindqvist", "Daniel", "Okafor", "bo_fenn99")


def printed(client, concern, level="full", reason="A conference on Thursday"):
    return client.post(reverse("concerns:chronology", args=[concern.pk]), {"level": level, "reason": reason})


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.fixture
def concern(cast):
    return make_case(cast)


def test_whoever_is_shut_out_finds_nothing_to_print(cast, client_for, concern):
    link(concern, cast.deputy_dsl.person, PartyRole.CONFLICT)
    client = client_for(cast.deputy_dsl)

    for name in ("print", "export", "hold"):
        assert client.get(reverse(f"concerns:{name}", args=[concern.pk])).status_code == 404
    assert printed(client, concern).status_code == 404


def test_somebody_asked_for_advice_reads_but_does_not_print(cast, client_for, concern):
    let_read(concern, cast.leadership.person, ReaderKind.CONSULTED, by=cast.dsl.person)
    client = client_for(cast.leadership)

    assert (
        "someone else is dealing with it" in client.get(reverse("concerns:print", args=[concern.pk])).content.decode()
    )
    answer = printed(client, concern)
    assert answer["Content-Type"].startswith("text/html")
    assert not AuditEvent.objects.filter(event="concern:print").exists()


def test_everything_is_on_paper_in_order_but_who_reported_it(cast, client_for, concern):
    text = text_of(printed(client_for(cast.dsl), concern))

    told = ["Bo Fenn wrote to Ash", "Bo is mean", "Conversation or meeting", "Talked to Ash and to Wren.",
            "Wren was there too", "Talked to Ash Quill."]  # fmt: skip
    places = [text.index(words) for words in told]
    assert places == sorted(places)
    for words in ("Message to the reporter", "A. Quill sees the nurse.", "Mrs Quill-Stone knows", "A chat group"):
        assert words in text
    assert "Lindqvist" not in text
    assert "Entered on Monday 23 November 2026" in text


def test_without_names_no_name_is_in_it_and_each_person_is_the_same_everywhere(cast, client_for, concern):
    text = text_of(printed(client_for(cast.dsl), concern, "redacted"))

    assert [name for name in NAMES if re.search(rf"\b{name}\b", text, re.IGNORECASE)] == []
    assert "[telephone number]" in text
    child = re.search(r"Talked to (Child [A-Z])", text)[1]
    assert f"wrote to {child}" in text and f"{child} sees the nurse" in text


def test_the_paper_can_be_followed_by_a_screen_reader_and_says_nothing_of_names_in_its_title(cast, client_for, concern):
    reader = PdfReader(io.BytesIO(printed(client_for(cast.dsl), concern, "redacted").content))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == f"Chronology {concern.ref}"


def test_printing_is_on_record_with_its_reason_in_the_case_alone(cast, client_for, concern):
    answer = printed(client_for(cast.dsl), concern, "redacted")

    event = AuditEvent.objects.get(event="concern:print")
    assert event.detail == '{"level":"redacted"}'
    step = Entry.objects.get(concern=concern, kind="step")
    assert (step.text, step.reason) == ("Chronology printed without names", "A conference on Thursday")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == f'attachment; filename="chronology-{concern.ref}.pdf"'


@pytest.mark.parametrize(("level", "reason"), [("full", " "), ("", "Why"), ("secret", "Why")])
def test_without_a_reason_or_a_level_nothing_is_printed_and_nothing_is_lost(cast, client_for, concern, level, reason):
    answer = printed(client_for(cast.dsl), concern, level, reason)

    assert "Error:" in answer.content.decode() and reason.strip() in answer.content.decode()
    assert not Entry.objects.filter(kind="step").exists()


def test_looking_at_the_form_writes_nothing(cast, client_for, concern):
    before = AuditEvent.objects.count()
    client_for(cast.dsl).get(reverse("concerns:print", args=[concern.pk]))
    assert AuditEvent.objects.count() == before


def test_commands_in_a_text_are_only_text(cast, client_for, concern):
    Entry.objects.filter(concern=concern).first()
    report = concern.report
    report.account = '#panic("no") *bold* $x$ <label> @ref `raw` \\ // /* [x] #read("/etc/passwd")'
    report.save()

    assert '#panic("no") *bold* $x$ <label> @ref' in text_of(printed(client_for(cast.dsl), concern))
