"""Whatever a person can type can be printed."""

import io
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lanyard.concerns.core.print import PrintedCase, PrintedDay, PrintedEvent, PrintedPoster, chronology_pdf, poster_pdf
from lanyard.policy.print import PrintedClause, PrintedPolicy, PrintedSection, pdf_of
from lanyard.ui import printing
from lanyard.ui.printing import MISSING

# Of every kind: emoji alone and joined, flags, Chinese, Japanese, Korean, Arabic, Hebrew, Gurmukhi and its neighbours.
LETTERS = (
    "Zoë Łukasz Ó Súilleabháin",
    "😀 👩🏽\u200d🏫 👨\u200d👩\u200d👧 🇬🇧 ❤️ ☎ ✓ →",
    "王小明 田中さん 김민준",
    "محمد علي يا",
    "שלום",
    "ਗੁਰਮੁਖੀ ਸਿੰਘ",
    "नमस्ते বাংলা தமிழ் తెలుగు ગુજરાતી ไทย",
    "Привет Ελληνικά ქართული አማርኛ",
    "½ ≤ ∑ € ™ “”‘’…–—",
)
# What no typeface has, what is no character, and what belongs together in none.
STRANGE = (
    "\x00\x07\x1b", "\ue000\U000f0000", "\u0378\uffff", "\ud800", "\ufeff\u202e\u2066", "a\u064b", "x\u0e33", "\r\n",
)  # fmt: skip


def policy(text: str) -> bytes:
    clause = PrintedClause("1", text, 0)
    return pdf_of(PrintedPolicy(text, text, text, text, (text,), (PrintedSection(text, (clause,)),)))


def chronology(text: str) -> bytes:
    event = PrintedEvent("10:00", text, text, text, (text,))
    pair = ((text, text),)
    return chronology_pdf(PrintedCase(text, text, text, text, text, pair, pair, pair, (PrintedDay(text, (event,)),)))


def poster(text: str) -> bytes:
    qr = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    pair = ((text, text),)
    return poster_pdf(
        PrintedPoster("parents", text, text, text, (text,), text, "https://x", qr, text, pair, text, pair, text)
    )


def says(made: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("make", [policy, chronology, poster], ids=["policy", "chronology", "poster"])
def test_every_pdf_takes_every_alphabet_and_every_sign(make):
    made = make(" ".join((*LETTERS, *STRANGE)))

    assert made.startswith(b"%PDF") and PdfReader(io.BytesIO(made)).trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("text", ["王小明", "ਸਿੰਘ", "محمد", "김민준", "😀", "Łukasz", "Zoë"])
def test_a_name_is_on_paper_in_its_own_letters(text):
    said = unicodedata.normalize("NFKC", says(policy(text)))

    assert MISSING not in said
    # Some scripts change places and shapes of letters on paper.
    assert len(set(said) & set(unicodedata.normalize("NFKC", text))) >= len(set(text)) / 2


@pytest.mark.parametrize("text", ["\ue000", "\u0378", "\ud800", "\x07"])
def test_a_sign_that_nobody_has_is_shown_as_missing(text):
    assert f"before{MISSING}after" in says(policy(f"before{text}after"))


def test_what_could_make_a_paper_say_something_else_is_left_out():
    assert printing._shown("no\u202eon\u202c\ufeff") == "noon"


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=200))
@example("a\u064b 王\u0301 😀\u0a3f")
@example("#panic() \\ $x$ <a> @b `c`")
def test_nothing_that_can_be_typed_stops_a_print(text):
    assert policy(text).startswith(b"%PDF")
