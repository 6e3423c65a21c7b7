"""What a reporter sends with a report: readers see the clean copy, and the original opens for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from lanyard.concerns.casework.queries.case import files_of, originals_of
from lanyard.concerns.core.models import Entry
from lanyard.concerns.intake.actions.messages import write_back
from lanyard.notices.models import Notice
from lanyard.records import attachments
from lanyard.records.models import Attachment, AuditEvent
from tests.concerns.factories import by_staff, make_concern, new_form
from tests.conftest import NOW
from tests.records import pictures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]
NAME = "Nell Fisher at home 2026-11-20.jpg"


def upload(content: bytes | None = None, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pictures.jpeg(), "image/jpeg")


def page_of(client, concern) -> str:
    return client.get(f"/concerns/{concern.pk}/").content.decode()


def original_page(concern) -> str:
    return f"/concerns/{concern.pk}/files/{originals_of(concern.pk).get().pk}/original/"


@pytest.mark.parametrize("named", [False, True])
def test_readers_get_a_copy_without_place_time_device_and_names(cast, client_for, named):
    concern = make_concern(cast.old_quay, files=(upload(),), **(by_staff(cast.teacher) if named else {}))
    client = client_for(cast.dsl)
    copy = files_of(concern.pk).get()
    answer = client.get(f"/concerns/{concern.pk}/files/{copy.pk}/")

    assert "Download picture-1.jpg" in page_of(client, concern)
    assert "Nell" not in page_of(client, concern)
    assert "picture-1.jpg" in answer["Content-Disposition"]
    assert all(word.encode() not in answer.content for word in pictures.TELLS)


def test_the_original_is_no_ordinary_file(cast, client_for):
    concern = make_concern(cast.old_quay, files=(upload(),))
    client = client_for(cast.dsl)

    assert client.get(f"/concerns/{concern.pk}/files/{originals_of(concern.pk).get().pk}/").status_code == 404


def test_the_original_opens_for_a_reason_which_stays_and_is_one_event(cast, client_for):
    concern = make_concern(cast.old_quay, files=(upload(),))
    client, address = client_for(cast.dsl), original_page(concern)
    without = client.post(address, {"version": concern.version, "reason": " "})
    before = AuditEvent.objects.count()
    opened = client.post(address, {"version": concern.version, "reason": "The police asked for it."})

    assert without.status_code == 200 and b"2026:11:20" not in without.content
    assert opened.content == pictures.jpeg() and NAME in opened["Content-Disposition"]
    assert "no-store" in opened["Cache-Control"]
    assert list(AuditEvent.objects.values_list("event", flat=True))[before:] == ["concern-file:open-original"]
    assert "The police asked for it." in Entry.objects.get(concern=concern).text
    assert "Nell" not in Entry.objects.get(concern=concern).text


def test_who_may_not_read_the_concern_gets_neither(cast, client_for):
    concern = make_concern(cast.old_quay, files=(upload(),))
    client, address = client_for(cast.teacher), original_page(concern)

    assert client.get(address).status_code == client.post(address, {"reason": "x"}).status_code == 404
    assert client.get(f"/concerns/{concern.pk}/files/{files_of(concern.pk).get().pk}/").status_code == 404


def test_a_file_of_another_concern_does_not_open_by_this_one(cast, client_for):
    one, other = (make_concern(cast.old_quay, files=(upload(),)) for _ in range(2))
    address = f"/concerns/{one.pk}/files/{originals_of(other.pk).get().pk}/original/"

    assert client_for(cast.dsl).get(address).status_code == 404


def test_what_can_not_be_cleaned_is_never_shown_as_clean(cast, client_for):
    from tests.records.samples import jpeg

    concern = make_concern(cast.old_quay, files=(upload(jpeg()),))
    page = page_of(client_for(cast.dsl), concern)

    assert not files_of(concern.pk).exists() and originals_of(concern.pk).exists()
    assert "could not make a clean copy" in page and "Nell" not in page
    assert original_page(concern) in page


def test_a_document_loses_its_name_and_who_made_it(cast):
    concern = make_concern(cast.old_quay, files=(upload(pictures.pdf(), "Nell Fisher CV.pdf"),))
    copy = files_of(concern.pk).get()

    assert copy.name == "document-1.pdf"
    assert b"Nell" not in attachments.open(copy, by=cast.dsl, subject="concern-file")


def test_a_heic_picture_comes_as_a_jpeg(cast):
    concern = make_concern(cast.old_quay, files=(upload(pictures.heic(), "IMG_2209.HEIC"),))

    assert (files_of(concern.pk).get().name, files_of(concern.pk).get().content_type) == ("picture-1.jpg", "image/jpeg")
    assert originals_of(concern.pk).get().name == "IMG_2209.HEIC"


def test_nothing_that_intake_writes_knows_the_second(cast):
    form = new_form()
    with time_machine.travel(NOW + timedelta(seconds=37, microseconds=123456), tick=False):
        before = AuditEvent.objects.count()
        concern = make_concern(cast.old_quay, form=form, files=(upload(),))
        write_back(concern=concern, text="It goes on.", form=new_form())
    events = AuditEvent.objects.order_by("number")[before:]

    moments = {"event": [event.at for event in events], "file": [a.stored_at for a in Attachment.objects.all()],
               "notice": [notice.created_at for notice in Notice.objects.all()],
               "reader": [row.added_at for row in concern.readers.all()]}  # fmt: skip
    assert {"concern-file:store", "concern:report", "concern:write-back"} <= {event.event for event in events}
    assert moments["notice"]
    assert {kind for kind, of in moments.items() if any(at.second or at.microsecond for at in of)} == set()
    assert {attachments.path_of(a).stat().st_mtime % 60 for a in Attachment.objects.all()} == {0}


def test_a_file_that_is_refused_is_named(cast):
    from tests.concerns.reporting import Reporter

    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, {"account": "They laughed."})
    reporter.send(named="anonymous", files=[upload(), upload(b"MZ a program", "run.exe")])

    assert reporter.says("run.exe: This kind of file can't be attached")
    assert not Attachment.objects.exists()


def test_files_that_must_be_chosen_again_are_named(cast):
    from tests.concerns.reporting import Reporter

    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, {"account": "They laughed."})
    reporter.send(files=[upload(), upload(name="chat.png", content=pictures.png())])

    assert reporter.says("Select whether you want to give your name")
    assert reporter.says(f"Choose again: {NAME}, chat.png")
