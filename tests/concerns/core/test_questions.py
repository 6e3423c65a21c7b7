"""The one table of questions: what is asked is kept, and reads the same on the page of a case and on paper."""

import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

import lanyard.concerns
from lanyard.concerns.core.answers import in_words
from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.questions import QUESTIONS, Holds
from lanyard.concerns.intake.forms.questions import field_for
from tests.concerns.factories import make_concern

# Where one question alone is looked up because it decides something is no list of questions.
MOST_BESIDE = 4


def test_every_question_is_asked_of_some_type_and_every_type_has_its_questions():
    asked = {key for kind in KINDS.values() for key in kind.asks}

    assert asked == set(QUESTIONS)
    assert all(kind.asks for kind in KINDS.values())


@pytest.mark.parametrize("route", Route.values)
def test_what_a_code_can_be_is_what_can_be_chosen(route):
    for kind in KINDS.values():
        for key in kind.asks:
            question, words = QUESTIONS[key], QUESTIONS[key].words(kind.type, route)
            offered = {value for value, _ in words.choices}
            assert bool(offered) == (question.holds is Holds.CODE and not question.service), key
            # Nobody in particular is chosen as "unknown" and kept as no code.
            assert offered - {"unknown"} <= {code for code, _ in question.answers}, key


@pytest.mark.django_db
def test_a_question_is_put_in_words_that_fit_who_is_asked():
    assert field_for("told_in_person", "bullying", "staff").label == "Did you tell the DSL in person?"
    assert field_for("told_in_person", "bullying", "public").label == "Have you told anyone at the school?"
    assert field_for("about_name", "staff_conduct", "child").label == "What is their name?"
    assert ("pupil", "A pupil") not in field_for("about", "whistleblowing", "public").choices


def test_what_another_school_asked_is_shown_by_its_key():
    rows = in_words({"sent_by": "post", "still_there": True, "about": "pupil", "how_many": 3, "link": None}, {})

    assert rows == [
        ("Who it is about", "A pupil"), ("How many people it affects", "3"), ("Is it still there?", "Yes"),
        ("Sent by", "post"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_an_answer_reads_the_same_on_the_page_and_on_paper(cast, client_for):
    typed = {key: f"Answer {place}" for place, key in enumerate(QUESTIONS) if not QUESTIONS[key].answers}
    concern = make_concern(cast.old_quay, ConcernType.BULLYING)
    concern.report.answers = {**typed, "danger": "no", "platform": ""}
    concern.report.save()
    client = client_for(cast.dsl)

    page = client.get(reverse("concerns:case", args=[concern.pk])).content.decode()
    made = client.post(reverse("concerns:chronology", args=[concern.pk]), {"level": "full", "reason": "A meeting"})
    paper = re.sub(r"\s+", " ", " ".join(p.extract_text() for p in PdfReader(io.BytesIO(made.content)).pages))
    for question, answer in in_words(concern.report.answers, {}):
        assert question.replace("’", "&#x27;") in page or question in page
        assert question in paper and answer in page and answer in paper, question


def test_no_other_list_of_questions_stands_beside_the_table():
    """Another table keyed by questions is one that somebody forgets to add a question to."""
    for path in Path(lanyard.concerns.__path__[0]).rglob("*.py"):
        if path.name != "questions.py" and not {"migrations", "demonstration"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            named = {key for key in QUESTIONS if re.search(rf"[\"']{key}[\"']", text)}
            # Fields of a concern are called as questions are.
            assert len(named - {"place", "device", "platform"}) <= MOST_BESIDE, (path, named)
