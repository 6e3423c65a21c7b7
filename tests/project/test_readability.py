"""The children's pages are read at nine or below, and the measure can tell when they are not."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("readability", Path(__file__).parents[2] / "tools" / "readability.py")
readability = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(readability)

HARD = "The safeguarding lead is responsible for investigating allegations of inappropriate communication."


@pytest.mark.parametrize("page", readability.pages())
def test_every_childrens_page_is_read_at_nine_or_below(page):
    assert 0 < readability.reading_age(readability.pages()[page]) <= readability.OLDEST


def test_hard_words_are_told(monkeypatch, capsys):
    monkeypatch.setattr(readability, "pages", lambda: {"child.html": HARD, "a": "Go.", "b": "Go.", "c": "Go."})

    assert readability.main() == 1
    assert "child.html is read at" in capsys.readouterr().err


def test_a_page_that_is_missing_is_told(monkeypatch):
    monkeypatch.setattr(readability, "pages", dict)

    assert readability.main() == 1


@pytest.mark.parametrize(("word", "syllables"), [("cat", 1), ("worried", 2), ("Childline", 2), ("You’re", 1)])
def test_syllables_are_counted_as_words_are_said(word, syllables):
    assert readability.syllables_of(word) == syllables
