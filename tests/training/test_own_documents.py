"""A trust's own documents: added, looked at, published, changed, renewed, withdrawn."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
import typst
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile

from lanyard.people.choices import Kind
from lanyard.people.models import Person
from lanyard.records.models import Attachment, AuditEvent
from lanyard.training import actions
from lanyard.training.actions import Details, NewWording
from lanyard.training.models import Document, Draft, SignOff
from lanyard.training.owed import owed
from lanyard.training.rules import State
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_edition, make_signature, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
FOR_TEACHERS = Details(
    who=((Kind.TEACHER, ""),), schools=(), days_to_sign=14, renewal="never", renewal_months=None
)  # fmt: skip


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def add(cast, *, title="Staff mobile phone agreement", text="# Phones\n\n- Out of sight.\n", **details) -> Document:
    wording = NewWording(text)
    return actions.add_document(
        by=cast.trust_administrator, trust=cast.trust, title=title, details=replace(FOR_TEACHERS, **details),
        wording=wording,
    )  # fmt: skip


def publish(cast, document, **fields):
    ready = {"is_major": True, "in_force_from": TODAY} | fields
    return actions.publish_draft(by=cast.trust_administrator, draft=document.draft, **ready)


def states(document, on=TODAY) -> dict:
    rows = owed(on, documents=Document.objects.filter(pk=document.pk))
    return {(row.person_id, row.school_id): row.state for row in rows}


def word_file(name="phones.docx", *paragraphs) -> SimpleUploadedFile:
    document, content = WordFile(), BytesIO()
    document.add_heading("Mobile phones", 1)
    for words in paragraphs or ("Phones stay out of sight.", "This is *not* <b>bold</b>, p_q_r."):
        document.add_paragraph(words)
    document.add_paragraph("Tell the office first.", style="List Bullet")
    document.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def pdf_file(name="phones.pdf") -> SimpleUploadedFile:
    page = "= Mobile phones\nPhones stay out of sight of pupils during the school day.\n\nTell the office first."
    return SimpleUploadedFile(name, typst.compile(f"#set document(title: [x])\n{page}".encode()))


def picture_only() -> SimpleUploadedFile:
    page = '#set document(title: [x])\n#rect(width: 90%, height: 90%, fill: rgb("#888888"))'
    return SimpleUploadedFile("scan.pdf", typst.compile(page.encode()))


FIELDS = {
    "title": "Staff mobile phone agreement", "source": "typed", "text": "# Phones\n\nOut of sight.",
    "kinds": ["teacher"], "days_to_sign": "14", "renewal": "never", "renewal_months": "",
}  # fmt: skip


@pytest.fixture
def page(cast):
    return reverse("training:add", kwargs={"trust": cast.trust.slug})


def at(name, document, **more):
    return reverse(f"training:{name}", kwargs={"trust": document.trust.slug, "document": document.pk, **more})


# From the page to the signature


def test_a_document_is_added_looked_at_published_and_asked_for(cast, page, client_for):
    client = client_for(cast.trust_administrator)
    looked = client.post(page, FIELDS, follow=True)
    document = Document.objects.get()
    assert looked.redirect_chain[-1][0] == at("draft", document)
    assert "Out of sight." in words_of(looked) and "Teacher" in words_of(looked)
    assert states(document) == {} and not document.editions.exists()
    client.post(at("draft", document), {"publish": "", "in_force_from": "24/11/2026"})
    assert states(document)[cast.teacher.person_id, cast.old_quay.pk] is State.OWED
    assert "Sign: Staff mobile phone agreement" in words_of(client_for(cast.teacher).get("/"))
    signed = sign(cast.teacher, document)
    assert states(document)[cast.teacher.person_id, cast.old_quay.pk] is State.SIGNED
    assert AuditEvent.objects.filter(event__in=["document:add", "document:draft", "document:publish-edition"]).count()
    assert signed.edition.published_by == cast.trust_administrator.person


@pytest.mark.parametrize("make", [word_file, pdf_file])
def test_a_file_is_read_into_headings_and_paragraphs_and_kept_for_signers(cast, page, client_for, make):
    client = client_for(cast.trust_administrator)
    looked = client.post(page, FIELDS | {"source": "file", "text": "", "file": make()}, follow=True)
    document = Document.objects.get()
    assert re.search(r"<h\d[^>]*>Mobile phones</h", looked.content.decode())
    assert "Tell the office first." in words_of(looked)
    if make is word_file:
        assert '<p class="govuk-body">This is *not* &lt;b&gt;bold&lt;/b&gt;, p_q_r.</p>' in looked.content.decode()
    publish(cast, document)
    edition = document.editions.get()
    address = reverse("training:own-file", kwargs={"document": document.pk, "edition": edition.pk})
    assert address in client_for(cast.teacher).get(reverse("training:sign", args=[document.pk])).content.decode()
    answer = client_for(cast.teacher).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert AuditEvent.objects.filter(event="attachment:open", actor__contains=str(cast.teacher.person_id)).exists()
    assert client_for(cast.dsl).get(address).status_code == 404
    assert client_for(cast.stranger).get(address).status_code == 404


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (picture_only, "is a scan: its pages are pictures without text"),
        (lambda: SimpleUploadedFile("a.docx", b"PK\x03\x04 word/document.xml no archive"), "not a Word document"),
        (lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing"), "This file is not a PDF as it should be"),
        (lambda: SimpleUploadedFile("a.exe", b"MZ a program"), "This kind of file can’t be attached"),
        (lambda: SimpleUploadedFile("a.pdf", b""), "The file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_all_that_was_typed_stays(
    cast, page, client_for, upload, says
):
    sent = FIELDS | {"source": "file", "text": "kept words", "keeps": ["EXP3"], "file": upload()}
    answer = client_for(cast.trust_administrator).post(page, sent)
    shown = words_of(answer).replace("&#x27;", "’").replace("can't", "can’t")
    assert says in shown, shown
    for kept in ("Staff mobile phone agreement", "kept words", "checked", "Choose again"):
        assert kept in answer.content.decode()
    assert not Document.objects.exists() and not Attachment.objects.exists()


def test_both_a_text_and_a_file_are_asked_about_and_neither_is_asked_for(cast, page, client_for):
    client = client_for(cast.trust_administrator)
    assert "select which of the two is meant" in words_of(client.post(page, FIELDS | {"file": pdf_file()}))
    assert "Enter the text" in words_of(client.post(page, FIELDS | {"text": "  "}))
    assert "Choose a Word document or a PDF" in words_of(client.post(page, FIELDS | {"source": "file"}))
    assert "Select who it is for" in words_of(client.post(page, FIELDS | {"kinds": []}))
    assert "Enter after how many months" in words_of(client.post(page, FIELDS | {"renewal": "months"}))
    assert not Document.objects.exists()


def test_a_title_is_given_once(cast):
    add(cast)
    with pytest.raises(ValidationError, match="already a document with this title"):
        add(cast, title="staff  mobile phone AGREEMENT")
    assert Document.objects.count() == 1


def test_a_draft_is_given_up_with_its_document_and_its_file(cast, page, client_for):
    client = client_for(cast.trust_administrator)
    client.post(page, FIELDS | {"source": "file", "text": "", "file": pdf_file()})
    document = Document.objects.get()
    assert client.get(at("draft-file", document)).status_code == 200
    client.post(at("draft", document), {"give_up": ""})
    assert not Document.objects.exists() and not Attachment.objects.exists()


def test_a_text_changed_by_hand_leaves_the_file_out_and_one_left_alone_keeps_it(cast, page, client_for):
    client = client_for(cast.trust_administrator)
    client.post(page, FIELDS | {"source": "file", "text": "", "file": pdf_file()})
    document = Document.objects.get()
    text = Draft.objects.get().text
    client.post(at("write", document), {"source": "typed", "text": text})
    assert Draft.objects.get().original is not None
    client.post(at("write", document), {"source": "typed", "text": text + "More."})
    assert Draft.objects.get().original is None and not Attachment.objects.exists()


# Who may


@pytest.mark.parametrize("name", ["add", "change", "write", "draft", "draft-file", "withdraw"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("headteacher", 403), ("dsl", 403), ("teacher", 403), ("governor", 403), ("parent", 403), ("stranger", 404)],
)
def test_only_who_publishes_gets_there(cast, client_for, name, who, status):
    document = add(cast)
    address = at(name, document) if name != "add" else reverse("training:add", kwargs={"trust": cast.trust.slug})
    client = client_for(getattr(cast, who))
    assert client.get(address).status_code == status
    assert client.post(address, FIELDS).status_code in (status, 405)
    assert Draft.objects.count() == 1 and Document.objects.count() == 1


def test_the_executive_headteacher_publishes_too(cast, page, client_for):
    assert client_for(cast.executive_headteacher).get(page).status_code == 200


def test_a_document_that_came_with_lanyard_keeps_its_audience(cast, code, client_for):
    client = client_for(cast.trust_administrator)
    assert client.get(at("change", code)).status_code == client.post(at("withdraw", code)).status_code == 404


# Whom it is for


def test_it_is_asked_only_at_the_schools_that_were_chosen(cast):
    document = add(cast, schools=(cast.saltmarsh.pk,))
    publish(cast, document)
    make_membership(make_person(cast.trust, "Nia New"), cast.saltmarsh)
    assert {school for _, school in states(document)} == {cast.saltmarsh.pk}


def test_a_school_of_another_trust_cannot_be_chosen(cast, page, client_for):
    with pytest.raises(ValidationError, match="schools of the trust"):
        add(cast, schools=(cast.other_school.pk,))
    sent = FIELDS | {"schools": [str(cast.other_school.pk)]}
    assert client_for(cast.trust_administrator).post(page, sent).status_code == 200
    assert not Document.objects.exists()


def test_who_is_meant_later_is_asked_from_that_day_and_nobody_else_gets_more_time(cast):
    document = add(cast, schools=(cast.old_quay.pk,))
    publish(cast, document)
    later = TODAY + timedelta(days=30)
    with time_machine.travel(later, tick=False):
        change = replace(FOR_TEACHERS, who=((Kind.TEACHER, ""), (Kind.VOLUNTEER, "")))
        actions.change_document(by=cast.trust_administrator, document=document, details=change)
    rows = {row.person_id: row for row in owed(later, documents=Document.objects.filter(pk=document.pk))}
    assert rows[cast.teacher.person_id].asked == TODAY and rows[cast.teacher.person_id].state is State.OVERDUE
    assert rows[cast.volunteer.pk].asked == later and rows[cast.volunteer.pk].state is State.OWED


def test_days_to_sign_are_not_shortened_once_people_were_asked(cast):
    document = add(cast)
    publish(cast, document)
    with pytest.raises(ValidationError, match="Enter 14 or more"):
        actions.change_document(
            by=cast.trust_administrator, document=document, details=replace(FOR_TEACHERS, days_to_sign=7)
        )


# Signing again


def test_a_signature_is_asked_again_each_school_year_and_is_told_anew(
    cast, client_for, django_capture_on_commit_callbacks
):
    document = add(cast, renewal="school_year")
    publish(cast, document)
    first = sign(cast.teacher, document)
    september = date(2027, 9, 1)
    assert states(document, september - timedelta(days=1))[cast.teacher.person_id, cast.old_quay.pk] is State.SIGNED
    row = next(r for r in owed(september) if r.person_id == cast.teacher.person_id)
    assert (row.state, row.asked, row.due) == (State.OWED, september, september + timedelta(days=14))
    with time_machine.travel(september, tick=False):
        before = cast.teacher.person.notices.count()
        actions.remind()
        assert cast.teacher.person.notices.count() == before + 1
        page = client_for(cast.teacher).get(reverse("training:sign", args=[document.pk]))
        assert "It is signed again each school year." in words_of(page)
        second = sign(cast.teacher, document)
        assert second.pk != first.pk and sign(cast.teacher, document).pk == second.pk
        assert states(document, september)[cast.teacher.person_id, cast.old_quay.pk] is State.SIGNED
    assert SignOff.objects.filter(person=cast.teacher.person).count() == 2


def test_renewal_that_is_decided_later_makes_nobody_late_at_once(cast):
    document = add(cast)
    edition = make_edition(document, date(2024, 1, 1))
    make_signature(cast.teacher.person, edition, date(2024, 1, 2))
    change = replace(FOR_TEACHERS, renewal="months", renewal_months=12)
    actions.change_document(by=cast.trust_administrator, document=document, details=change)
    rows = owed(TODAY, people=Person.objects.filter(pk=cast.teacher.person_id))
    assert [(row.state, row.asked) for row in rows] == [(State.OWED, TODAY)]


def test_a_paper_from_before_the_renewal_does_not_count(cast):
    from tests.training.office import make_scan

    document = add(cast, renewal="school_year", who=((Kind.VOLUNTEER, ""),))
    make_edition(document, date(2025, 10, 1))
    entered = {"by": cast.headteacher, "person": cast.volunteer, "document": document, "school": cast.old_quay}
    with pytest.raises(ValidationError, match="too long ago"):
        actions.enter_paper_sign_off(**entered, signed_on=date(2026, 8, 31), scan=make_scan())
    actions.enter_paper_sign_off(**entered, signed_on=date(2026, 9, 1), scan=make_scan())
    assert states(document)[cast.volunteer.pk, cast.old_quay.pk] is State.SIGNED


# Editions, and taking it out of use


def test_a_new_edition_is_signed_again_or_not_as_was_said(cast, client_for):
    document = add(cast)
    publish(cast, document)
    sign(cast.teacher, document)
    client = client_for(cast.trust_administrator)
    for text, again, state in (("# Phones\n\nMended.", "no", State.SIGNED), ("# Phones\n\nNew.", "yes", State.OWED)):
        client.post(at("write", document), {"source": "typed", "text": text})
        assert "Say what is new in it" in words_of(client.post(at("draft", document), {"publish": ""}))
        sent = {"publish": "", "is_major": again, "changes": "Mended", "in_force_from": "24/11/2026"}
        client.post(at("draft", document), sent)
        assert states(document)[cast.teacher.person_id, cast.old_quay.pk] is state
    assert [edition.number for edition in document.editions.all()] == ["2.0", "1.1", "1.0"]


def test_what_is_withdrawn_is_owed_by_nobody_and_what_was_signed_stays(cast, client_for):
    document = add(cast)
    publish(cast, document)
    made = sign(cast.teacher, document)
    client = client_for(cast.trust_administrator)
    client.post(at("withdraw", document))
    assert states(document) == {} and states(document, TODAY - timedelta(days=1)) == {}
    assert client_for(cast.teacher).get(reverse("training:signed", args=[made.pk])).status_code == 200
    # Where a link from an old notice leads.
    link = reverse("training:sign", args=[document.pk])
    assert client_for(cast.teacher).get(link)["Location"] == reverse("training:signed", args=[made.pk])
    page = client_for(cast.line_manager).get(link, follow=True)
    assert "Nobody is asked to sign that document any more." in words_of(page)
    assert client.get(at("write", document)).status_code == client.get(at("change", document)).status_code == 404
    assert "Withdrawn on" in words_of(client.get(at("editions", document)))
    with pytest.raises(ValidationError, match="withdrawn"):
        actions.publish_edition(
            by=cast.trust_administrator, document=document, text="x", is_major=True, in_force_from=TODAY
        )


def test_leaders_see_each_school_and_download_each_document(cast, client_for):
    document = add(cast, title="=Phones", schools=(cast.old_quay.pk,))
    publish(cast, document)
    make_membership(make_person(cast.trust, "Nia New"), cast.saltmarsh)
    sign(cast.teacher, document)
    page = words_of(client_for(cast.executive_headteacher).get(at("editions", document)))
    assert re.search(r"Old Quay Juniors 1 \d+ 0 0", page) and "Saltmarsh Primary" not in page
    address = reverse("training:at-school", args=[cast.old_quay.slug, document.pk]) + "?csv=who-has-signed"
    lines = client_for(cast.headteacher).get(address).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,Status,Due"
    assert "Tara Lindqvist,Signed," in lines and len(lines) == len(set(lines))
    for who, status in (("governor", 403), ("saltmarsh_headteacher", 403), ("stranger", 404), ("teacher", 403)):
        assert client_for(getattr(cast, who)).get(address).status_code == status


def test_the_list_of_documents_takes_a_constant_number_of_queries(cast, client_for, django_assert_max_num_queries):
    for number in range(20):
        add(cast, title=f"Document {number}", schools=(cast.old_quay.pk,))
    client = client_for(cast.trust_administrator)
    client.get(reverse("training:documents", args=[cast.trust.slug]))
    with django_assert_max_num_queries(15):
        client.get(reverse("training:documents", args=[cast.trust.slug]))
