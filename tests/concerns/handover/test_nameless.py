"""Without names there is none, whichever field it stood in: every field that holds words is filled with one."""

import io
import json
import re

import pytest
from django.apps import apps
from django.urls import reverse
from pypdf import PdfReader

from lanyard.concerns.core.models import Concern, Entry, EntryEdit, Party, Report
from lanyard.concerns.core.questions import QUESTIONS
from lanyard.concerns.core.report_input import Who
from lanyard.concerns.handover.nameless import nameless
from lanyard.concerns.handover.queries.casefile import content_of
from lanyard.concerns.handover.queries.named import named_in
from lanyard.concerns.handover.rules.redaction import redactor
from lanyard.records.fields import EncryptedTextField
from tests.concerns.factories import by_staff, make_concern
from tests.concerns.leaving import exported, inside
from tests.concerns.whole_case import make_whole_case
from tests.factories.people import make_pupil, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

NAME = ("Zelda", "Quibblewick")
TEXT = "then Zelda Quibblewick came, and zelda’s aunt MRS QUIBBLEWICK"
# What says which way somebody is found, and is no text.
NOT_TEXT = {"person"}


def outputs(client, concern, by) -> str:
    """Everything that leaves without names, as text."""
    url = reverse("concerns:chronology", args=[concern.pk])
    paper = client.post(url, {"level": "redacted", "reason": "A meeting"})
    held = inside(exported(concern, by, level="redacted"))
    pages = [paper.content, held.pop("chronology.pdf")]
    text = [page.extract_text() for made in pages for page in PdfReader(io.BytesIO(made)).pages]
    text += [str(PdfReader(io.BytesIO(made)).metadata) for made in pages]
    return re.sub(r"\s+", " ", " ".join([*text, *(one.decode() for one in held.values()), *held]))


def words_in(text: str, names) -> list[str]:
    return [name for name in names if re.search(rf"(?<![^\W\d_]){name}(?![^\W\d_])", text, re.IGNORECASE)]


def rows_of_the_case(concern):
    """Every row of this room that belongs to the case, by model."""
    for model in apps.get_app_config("concerns").get_models():
        for path in ("concern", "one", "entry__concern"):
            first, *_ = path.split("__")
            if any(field.name == first for field in model._meta.get_fields()):
                yield model, model.objects.filter(**{path: concern})
                break


def fill(concern) -> set[str]:
    """A name in every field that holds words; answers which fields these are."""
    filled = set()
    for model, rows in rows_of_the_case(concern):
        names = [f.name for f in model._meta.get_fields() if isinstance(f, EncryptedTextField)]
        for name in set(names) - NOT_TEXT:
            assert rows.exists(), f"{model.__name__} has no row"
            for row in rows:
                setattr(row, name, TEXT)
                row.save()
            filled.add(f"{model.__name__}.{name}")
    answer(concern, {**dict.fromkeys(QUESTIONS, TEXT), "zelda_quibblewick": TEXT})
    return filled


def answer(concern, answers) -> None:
    report = Report.objects.get(concern=concern)
    report.answers = answers
    report.save()


def content_without_names(concern) -> dict:
    """What is in the file and on paper, without making either."""
    found = Concern.objects.get(pk=concern.pk)
    content = content_of(found)
    return nameless(content, redactor(named_in(found, content)))


@pytest.mark.parametrize("who", ["in the case", "on the register", "known to nobody"])
def test_a_name_in_any_field_is_in_nothing_that_leaves_without_names(cast, client_for, who):
    concern = make_whole_case(cast).concern
    filled = fill(concern)
    assert {"Report.account", "Entry.text", "EntryEdit.reason", "Message.text", "Advice.answer"} <= filled
    if who == "in the case":
        child = Party.objects.get(concern=concern, role="child")
        child.name = " ".join(NAME)
        child.save()
    elif who == "on the register":
        make_pupil(cast.old_quay, " ".join(NAME))
    client = client_for(cast.headteacher)

    full = inside(exported(concern, cast.headteacher))["case.json"].decode()
    assert full.count("Quibblewick") > len(QUESTIONS)
    assert words_in(outputs(client, concern, cast.headteacher), NAME) == []


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_name_that_is_only_in_an_answer_is_found_there_and_elsewhere(cast, key):
    concern = make_concern(cast.old_quay, "bullying", account="I told doyle. Doyle knows. Mrs Doyle was kind.")
    answer(concern, {key: "Mrs Doyle at 10:15, and Miss O’Hara"})

    said = json.dumps(content_without_names(concern), ensure_ascii=False)
    assert words_in(said, ["Doyle", "O.Hara", "Hara"]) == []


def test_who_was_told_in_person_is_hidden_and_the_time_stays(cast):
    concern = make_concern(cast.old_quay, "bullying", account="See what doyle says.")
    answer(
        concern,
        {
            "told_in_person": "mrs doyle in the office at 10:15, then Grace",
            "happened_on": "Tuesday, Mr Vane",
        },
    )
    case = content_without_names(concern)

    assert case["report"]["answers"] == {
        "told_in_person": "mrs [name] in the office at 10:15, then [name]", "happened_on": "Tuesday, Mr [name]"
    }  # fmt: skip
    assert case["report"]["account"] == "See what [name] says."


def test_everybody_of_the_school_is_known_with_or_without_a_part_in_the_case(cast):
    make_staff(cast.old_quay, "Gwendolen Trevithick")
    make_pupil(cast.old_quay, "Will Penhallow")
    make_pupil(cast.old_quay, "Ivo Penhallow")
    concern = make_concern(
        cast.old_quay, "bullying", reporter=Who("Perran Nance", "perran@example.org", "His uncle"),
        account="gwendolen trevithick saw will and ivo. Penhallow came, the trevithicks too. Will hit me.",
    )  # fmt: skip
    Entry.objects.create(concern=concern, kind="note", text="Perran rang.", happened_at=concern.received_at,
                         entered_at=concern.received_at, by=cast.dsl.person)  # fmt: skip
    case = content_without_names(concern)

    assert words_in(json.dumps(case), ["gwendolen", "trevithicks?", "ivo", "penhallow", "Perran"]) == []
    # In small letters it is the word.
    assert "saw will and" in case["report"]["account"] and "hit me" in case["report"]["account"]
    assert "Will hit" not in case["report"]["account"]


def test_a_code_is_kept_only_while_it_is_one(cast):
    concern = make_concern(cast.old_quay, "bullying", account="By Zelda Quibblewick.", answers={"platform": "whatsapp"})
    Concern.objects.filter(pk=concern.pk).update(platform="quibblewick")
    answer(concern, {"platform": "quibblewick", "about": "zelda", "place": "on_site", "danger": "Zelda"})
    held = inside(exported(concern, cast.dsl, level="redacted", to="Zelda Quibblewick"))
    case = json.loads(held["case.json"])

    assert words_in(" ".join(one.decode() for name, one in held.items() if name != "chronology.pdf"), NAME) == []
    assert (case["case"]["type"], case["report"]["answers"]["place"]) == ("bullying", "on_site")


def test_whoever_made_the_file_is_not_named_in_it(cast, client_for):
    concern = make_concern(cast.old_quay, "bullying", **by_staff(cast.teacher))
    entry = Entry.objects.create(concern=concern, kind="note", text="Talked.", happened_at=concern.received_at,
                                 entered_at=concern.received_at, by=cast.deputy_dsl.person)  # fmt: skip
    EntryEdit.objects.create(entry=entry, old_text="Talk", reason="More", old_happened_at=entry.happened_at,
                             at=entry.entered_at, by=cast.dsl.person)  # fmt: skip
    people = [user.person for user in (cast.dsl, cast.deputy_dsl, cast.teacher)]

    said = outputs(client_for(cast.dsl), concern, cast.dsl)
    assert words_in(said, [name for one in people for name in (one.given_name, one.family_name)]) == []
