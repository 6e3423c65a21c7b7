"""The live policy on paper, for governors."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from lanyard.assurance.actions import take_snapshot
from lanyard.assurance.print import Paper, PaperCause, PaperClause, PaperSection, pdf_of
from tests.assurance.test_views import LIVE, staff_signed

LONG = "Everybody who works with children keeps to this, in school and away from it, without exception. " * 3
CLAUSE = PaperClause("1.1", LONG, "not_kept", "not kept", "3 of 41 people have signed")
CAUSE = PaperCause("Image use policy is missing", "not_kept", "not kept", "1.1, 2.1", ("Record it",), "Headteacher", "")
PAPER = Paper(
    "How the policy is kept", "Old Quay Juniors", "Edition 4", "44 of 61 promises are kept.", "Better than then.",
    (("kept", 44, "kept"), ("not_kept", 17, "not kept")), (CAUSE,), "",
    (PaperSection("1 Staff use", "0 of 1 kept", (CLAUSE,), ""),), "Old Quay Juniors",
)  # fmt: skip


def text_on(made):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def words(text):
    return "".join(text.split())


def test_it_says_what_is_missing_what_to_do_and_who_acts():
    text = words(text_on(pdf_of(PAPER)))
    for said in ("44 of 61 promises are kept", "Better than then", "Image use policy is missing", "Record it"):
        assert words(said) in text
    assert "Headteacher" in text


def test_it_is_tagged_and_has_its_sections_in_the_outline():
    reader = PdfReader(BytesIO(pdf_of(PAPER)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "What is missing, and who acts" in str(reader.outline)


@pytest.mark.parametrize(("sections", "clauses", "causes"), [(10, 8, 30), (12, 25, 5), (40, 30, 120), (3, 2, 400)])
def test_it_has_six_pages_at_the_most_however_long_the_policy_is(sections, clauses, causes):
    section = PaperSection("1 Staff use", "0 of 8 kept", (CLAUSE,) * clauses, "")
    paper = replace(PAPER, causes=(replace(CAUSE, actions=(LONG,) * 3),) * causes, sections=(section,) * sections)
    made = pdf_of(paper)
    assert len(PdfReader(BytesIO(made)).pages) <= 6
    assert words("Image use policy is missing") in words(text_on(made))


@pytest.mark.django_db
class TestOfASchool:
    @pytest.fixture
    def paper(self, cast, now, edition, client_for):
        def printed(who, **asked):
            take_snapshot(now=now)
            staff_signed(cast.old_quay, 38, 41, now)
            url = reverse("assurance:paper", kwargs={"school": "old-quay-juniors"})
            return client_for(getattr(cast, who)).get(url, asked)

        return printed

    def test_it_is_a_pdf_of_at_most_six_pages_without_addresses(self, paper):
        answer = paper("headteacher")
        reader = PdfReader(BytesIO(answer.content))
        assert answer["Content-Type"] == "application/pdf"
        assert 1 <= len(reader.pages) <= 6
        assert not any(page.get("/Annots") for page in reader.pages)
        text = text_on(answer.content)
        assert "of 71 promises are kept" in text
        assert not [sign for sign in ("http", "www.", "/schools/", "/policy/") if sign in text]

    def test_it_hides_small_counts_whoever_prints_it(self, paper):
        for who in ("headteacher", "governor"):
            text = words(text_on(paper(who).content))
            assert words("38 of 41 staff") not in text
            assert words("ewer than 5") in text

    def test_there_is_none_of_a_day_without_an_edition(self, paper):
        assert paper("headteacher", day="2020-01-01").status_code == 404

    def test_the_live_policy_leads_to_it(self, cast, now, edition, client_for):
        page = client_for(cast.governor).get(LIVE).content.decode()
        assert reverse("assurance:paper", kwargs={"school": "old-quay-juniors"}) in page
