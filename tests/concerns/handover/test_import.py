"""Taking in a case from another school: checked to the last byte, routed like any other, the same chronology."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
import pyzipper
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.core.choices import ConcernType, EntryKind, PartyRole, Route
from lanyard.concerns.core.models import Concern, Entry, Handover, Party
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.handover.actions.importing import ALREADY, take_in
from lanyard.concerns.handover.casefile import Unreadable, reading
from lanyard.concerns.handover.casefile.events import events_of
from lanyard.concerns.handover.queries.casefile import WORDS, content_of
from lanyard.concerns.intake.queries.asking import value_of
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.records.attachments import Attachment
from lanyard.records.models import AuditEvent
from tests.concerns.leaving import PASSWORD, attach, exported, inside, make_case
from tests.factories.people import give_role, make_staff
from tests.records.samples import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def far_dsl(cast):
    """The DSL of another trust's school."""
    user = make_staff(cast.other_school, "Dora Moss")
    give_role(user.person, Role.DSL, cast.other_school)
    return user


@pytest.fixture
def sent(cast):
    concern = make_case(cast)
    attach(concern, cast.dsl, "Chat.png")
    return exported(concern, cast.dsl)


def rezipped(held: dict[str, bytes], *, manifest: bool = True, **changes) -> bytes:
    """The same archive with something else in it, its manifest made right again unless it is to be wrong."""
    held = {**held, **{name.replace("__", "."): one for name, one in changes.items()}}
    if manifest:
        stated = json.loads(held["manifest.json"])
        stated["files"] = [
            {"name": name, "size": len(one), "sha256": hashlib.sha256(one).hexdigest()}
            for name, one in held.items()
            if name != "manifest.json"
        ]
        held["manifest.json"] = json.dumps(stated).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in held.items():
            archive.writestr(name, one)
    return made.getvalue()


def with_case(held, **fields) -> bytes:
    content = json.loads(held["case.json"])
    content["case"] |= fields
    return rezipped(held, case__json=json.dumps(content).encode())


def test_what_leaves_one_trust_comes_to_another_with_the_same_chronology(cast, far_dsl, sent):
    before = events_of(json.loads(inside(sent)["case.json"]), WORDS)
    done = take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)

    concern = Concern.objects.get(pk=done.concern)
    after = events_of(content_of(concern), WORDS)
    new = [event for event in after if event.says.startswith("Imported from Old Quay Juniors")]
    assert len(new) == 1
    after.remove(new[0])
    assert [(e.happened_at, e.entered_at, e.text) for e in after] == [
        (e.happened_at, e.entered_at, e.text) for e in before
    ]
    assert len(before) == 6
    assert [(e.old_text, e.reason) for e in Entry.objects.get(concern=concern, edits__isnull=False).edits.all()] == [
        ("Talked to Ash Quill.", "Wren was there too (Daniel Okafor)")
    ]


def test_it_is_a_concern_like_any_other(cast, far_dsl, sent):
    done = take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)

    concern = Concern.objects.get(pk=done.concern)
    assert (concern.route, concern.type, concern.state, concern.receipt) == (Route.TRANSFER, "bullying", "new", None)
    assert concern.level == "dsl" and visible_to(far_dsl).filter(pk=concern.pk).exists()
    assert not visible_to(cast.dsl).filter(pk=concern.pk).exists()
    assert concern.clocks.exists()
    assert set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person", flat=True)) == {
        far_dsl.person_id
    }
    assert {(p.role, p.name) for p in concern.parties.all()} == {("child", "Ash Quill"), ("other_child", "Bo Fenn")}
    assert set(concern.entries.exclude(kind="step").values_list("kind", flat=True)) == {EntryKind.HANDED_OVER}
    file = Attachment.objects.get(about_id=str(concern.pk))
    assert (file.name, file.content_type) == ("Chat.png", "image/png")
    assert concern.report.child_words == "Bo is mean, see @bo_fenn99"
    assert AuditEvent.objects.filter(event="concern:import", school_id=cast.other_school.pk).count() == 1


def test_its_receipt_has_the_check_sum_the_day_and_who(cast, far_dsl, sent):
    done = take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)

    for words in (hashlib.sha256(sent).hexdigest(), "Dora Moss", "Tuesday 24 November 2026", "Old Quay Juniors"):
        assert words in done.receipt
    assert Handover.objects.get(outwards=False).sha256 == hashlib.sha256(sent).hexdigest()


def test_the_same_file_is_refused_kindly_the_second_time(cast, far_dsl, sent):
    take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)

    with pytest.raises(Refused, match=ALREADY):
        take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)
    assert Concern.objects.filter(school=cast.other_school).count() == 1


def test_a_second_move_keeps_the_first_ones_words_as_they_were(cast, far_dsl, sent):
    first = Concern.objects.get(pk=take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl).concern)
    again = exported(first, far_dsl)
    second = take_in(again, PASSWORD, school=cast.old_quay, by=cast.dsl)

    texts = [e.text for e in events_of(content_of(Concern.objects.get(pk=second.concern)), WORDS)]
    assert [text for text in texts if text.startswith("Conversation or meeting, by Daniel Okafor")]
    assert not [text for text in texts if "Conversation or meeting, by Daniel Okafor\nConversation" in text]


def test_a_case_without_names_comes_in_without_names(cast, far_dsl):
    sent = exported(make_case(cast), cast.dsl, level="redacted")
    done = take_in(sent, PASSWORD, school=cast.other_school, by=far_dsl)

    assert Handover.objects.get(outwards=False).redacted
    assert all("Child" in p.name or "Person" in p.name for p in Party.objects.filter(concern=done.concern))


def about_staff(cast, name: str) -> bytes:
    concern = make_case(cast, ConcernType.STAFF_CONDUCT)
    Party.objects.create(concern=concern, role=PartyRole.SUBJECT, name=name, added_at=concern.entered_at)
    return exported(concern, cast.headteacher)


def test_nobody_whom_it_is_about_takes_it_in_or_hears_of_it(cast):
    sent = about_staff(cast, "Mr Simon Gale")

    with pytest.raises(Refused, match="Someone else must import this file"):
        take_in(sent, PASSWORD, school=cast.saltmarsh, by=cast.saltmarsh_headteacher)
    assert not Concern.objects.filter(school=cast.saltmarsh).exists()

    helper = make_staff(cast.saltmarsh, "Holly Wood")
    give_role(helper.person, Role.DSL, cast.saltmarsh)
    done = take_in(sent, PASSWORD, school=cast.saltmarsh, by=helper)
    concern = Concern.objects.get(pk=done.concern)
    assert concern.level == "chair_of_trustees"
    assert not visible_to(cast.saltmarsh_headteacher).filter(pk=concern.pk).exists()
    assert not Notice.objects.filter(person=cast.saltmarsh_headteacher.person).exists()
    # Who only brought it does not see it either.
    assert not visible_to(helper).filter(pk=concern.pk).exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda held: b"no archive", reading.NOT_A_CASE),
        (lambda held: rezipped({"a.txt": b"x"}, manifest=False), reading.NOT_A_CASE),
        (lambda held: rezipped(held, manifest=False, case__json=b"{}"), reading.CHANGED),
        (lambda held: rezipped(held, manifest=False, chronology__pdf=held["chronology.pdf"] + b" "), reading.CHANGED),
        (lambda held: rezipped({**held, "../../etc/passwd": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "attachments/../case.json": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "/case.json": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "C:\\x.pdf": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "attachments/02.exe": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "notes.txt": b"x"}), reading.STRANGE),
        (lambda held: rezipped({**held, "attachments/02.pdf": b"%PDF-"}), reading.MISSING),
        (lambda held: rezipped({k: v for k, v in held.items() if k != "case.json"}), reading.MISSING),
        (lambda held: rezipped({k: v for k, v in held.items() if k != "attachments/01.png"}), reading.MISSING),
        (lambda held: rezipped(held, case__json=b"[1, 2"), reading.MISSHAPEN),
        (lambda held: rezipped(held, case__json=b"[" * 100_000), reading.MISSHAPEN),
        (lambda held: rezipped(held, case__json=b"\xff\xfe"), reading.MISSHAPEN),
        (lambda held: rezipped(held, manifest=False, manifest__json=b"7"), reading.MISSHAPEN),
        (lambda held: with_case(held, type="nonsense"), reading.MISSHAPEN),
        (lambda held: with_case(held, received_at="yesterday"), reading.MISSHAPEN),
        (lambda held: with_case(held, received_at="9999-12-31T23:59:59+00:00"), reading.MISSHAPEN),
        (lambda held: with_case(held, platform="a b"), reading.MISSHAPEN),
        (lambda held: with_case(held, year_group="99"), reading.MISSHAPEN),
        (lambda held: with_case(held, extra="x"), reading.MISSHAPEN),
        (lambda held: with_case(held, ref="a\0b"), reading.MISSHAPEN),
        (lambda held: with_case(held, type="images"), "This type of concern can’t have attached files"),
        (lambda held: rezipped({**held, "attachments/01.png": b"MZ program"}), "can’t be imported"),
        (lambda held: rezipped(held, case__json=b" " * (21 * 1024 * 1024)), reading.TOO_LARGE),
    ],
)
def test_whatever_is_wrong_with_a_file_is_said_in_one_sentence_and_nothing_is_kept(cast, far_dsl, sent, change, says):
    before = Attachment.objects.count()
    with pytest.raises(Unreadable) as refused:
        take_in(change(inside(sent)), "", school=cast.other_school, by=far_dsl)

    assert says in str(refused.value)
    assert not Concern.objects.filter(school=cast.other_school).exists()
    assert Attachment.objects.count() == before


def test_two_files_of_one_name_are_refused(cast, far_dsl, sent):
    held, made = inside(sent), io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "w") as archive:
        for name, one in [*held.items(), ("case.json", b"{}")]:
            archive.writestr(name, one)

    with pytest.raises(Unreadable, match=reading.TWICE):
        reading.read(made.getvalue())


def test_a_bomb_is_not_unpacked(sent):
    """300 MB of nothing, in an archive of less than one, that says of itself that it is small."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in inside(sent).items():
            archive.writestr(name, one)
        with archive.open("attachments/02.pdf", "w") as entry:
            for _ in range(300):
                entry.write(b"\0" * 1024 * 1024)
    bomb = made.getvalue()
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Unreadable, match=reading.TOO_LARGE):
        reading.read(bomb)

    lying = bomb.replace((300 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(Unreadable):
        reading.read(lying)


def test_passwords(sent):
    with pytest.raises(Unreadable, match=reading.LOCKED):
        reading.read(sent)
    with pytest.raises(Unreadable, match=reading.WRONG_PASSWORD):
        reading.read(sent, "not the right one at all")


def test_a_newer_version_is_refused(sent):
    held = inside(sent)
    stated = json.loads(held["manifest.json"]) | {"version": 2}
    with pytest.raises(Unreadable, match=reading.NEWER):
        reading.read(rezipped({**held, "manifest.json": json.dumps(stated).encode()}))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_anything_in_it_is_read_or_refused_and_never_fails(sent, data):
    place = data.draw(st.integers(0, len(sent) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=8))
    try:
        reading.read(sent[:place] + noise + sent[place + len(noise) :], PASSWORD)
    except Unreadable as problem:
        assert str(problem).count("\n") == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["case", "report", "people", "entries", "messages", "actions", "advice", "debrief"]), JSON)
def test_any_json_in_place_of_a_part_is_refused_or_fits(sent, part, value):
    held = inside(sent)
    content = json.loads(held["case.json"]) | {part: value}
    try:
        reading.read(rezipped(held, case__json=json.dumps(content).encode()))
    except Unreadable as problem:
        assert str(problem) == reading.MISSHAPEN


def upload(client, school, sent, password=PASSWORD):
    file = SimpleUploadedFile("case.zip", sent, "application/zip")
    return client.post(reverse("concerns:import", args=[school.slug]), {"file": file, "password": password})


def staged_in(answer) -> str:
    return answer.context["form"]["staged"].value()


def test_it_is_looked_at_first_and_taken_in_when_confirmed(cast, client_for, sent):
    client = client_for(cast.dsl)
    answer = upload(client, cast.old_quay, sent)
    page = answer.content.decode()

    assert "Check before you import" in page and "Daniel Okafor" in page
    assert "Quill" not in page and "Fenn" not in page
    assert not Concern.objects.filter(route=Route.TRANSFER).exists()
    address = reverse("concerns:take-in", args=[cast.old_quay.slug])
    done = client.post(address, {"staged": staged_in(answer)})
    assert "Send this receipt" in done.content.decode()
    assert hashlib.sha256(sent).hexdigest() in done.content.decode()
    assert Concern.objects.filter(route=Route.TRANSFER, school=cast.old_quay).count() == 1
    again = client.post(address, {"staged": staged_in(answer)})
    assert "no longer have the file" in again.content.decode()


def test_what_waits_is_on_no_disk_in_the_clear_and_is_nobody_elses(cast, client_for, sent, settings):
    answer = upload(client_for(cast.dsl), cast.old_quay, sent)
    address = reverse("concerns:take-in", args=[cast.old_quay.slug])

    written = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert written and not any(b"PK\x03\x04" in one for one in written)
    other = client_for(cast.deputy_dsl).post(address, {"staged": staged_in(answer)})
    assert "no longer have the file" in other.content.decode()
    assert "no longer have the file" in client_for(cast.dsl).post(address, {"staged": "forged"}).content.decode()
    assert not Concern.objects.filter(route=Route.TRANSFER).exists()


@pytest.mark.parametrize(
    ("password", "says"), [("", "This file has a password"), ("wrong wrong wrong wrong", "does not open this file")]
)
def test_problems_stand_beside_the_file(cast, client_for, sent, password, says):
    page = upload(client_for(cast.dsl), cast.old_quay, sent, password).content.decode()

    assert says in page and "Error:" in page


def test_whom_it_is_about_learns_nothing_from_looking(cast, client_for):
    sent = about_staff(cast, "Daniel Okafor")
    page = upload(client_for(cast.dsl), cast.old_quay, sent).content.decode()

    assert "Someone else must import this file" in page
    assert "Check before" not in page


@pytest.mark.parametrize("who", ["teacher", "governor", "chair_of_governors", "it_lead", "trust_administrator"])
def test_only_those_who_handle_safeguarding_at_the_school_take_files_in(cast, client_for, who):
    address = reverse("concerns:import", args=[cast.old_quay.slug])

    assert client_for(getattr(cast, who)).get(address).status_code == 403
    assert client_for(cast.dsl, second_step=False).get(address).status_code == 302


def test_another_way_of_packing_is_fine_as_long_as_what_is_in_it_is_right(sent):
    held, made = inside(sent), io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_LZMA) as archive:
        for name, one in held.items():
            archive.writestr(name, one)
    assert reading.read(made.getvalue()).manifest["for_whom"] == "The DSL of Hill School"
    assert date.fromisoformat(reading.read(made.getvalue()).manifest["exported_at"][:10]) == date(2026, 11, 24)
    assert png() in reading.read(made.getvalue()).files.values()


def test_before_it_is_taken_in_it_says_who_will_read_it_and_a_box_keeps_them_out(cast, client_for, sent):
    client = client_for(cast.dsl)
    answer = upload(client, cast.old_quay, sent)
    assert "Priya Nair, Deputy DSL" in answer.content.decode()
    box = value_of(cast.old_quay, cast.deputy_dsl.person_id)
    address = reverse("concerns:take-in", args=[cast.old_quay.slug])
    shown = answer.context["step"]["asking"].shown

    forged = client.post(address, {"staged": staged_in(answer), "struck": "f" * 32, "shown": shown})
    assert "The people who will read this have changed" in forged.content.decode()
    nobody_seen = client.post(address, {"staged": staged_in(answer), "struck": box})
    assert "It has not been imported yet." in nobody_seen.content.decode()
    assert not Concern.objects.filter(route=Route.TRANSFER).exists()
    done = client.post(address, {"staged": staged_in(answer), "struck": box, "shown": shown})
    assert "Send this receipt" in done.content.decode()
    concern = Concern.objects.get(route=Route.TRANSFER)
    assert visible_to(cast.dsl).filter(pk=concern.pk).exists()
    assert not visible_to(cast.deputy_dsl).filter(pk=concern.pk).exists()
