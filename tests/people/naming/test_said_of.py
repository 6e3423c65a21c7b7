"""What the words around a name say, on sentences labelled by hand: hardly one missed, and few held up needlessly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.naming.said_of import Said, said_of

SENTENCES = [
    (line[0], line[1] == "+", line[3:])
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line[:1] in "AO"
]
NAMES = ("Mrs Mensah", "Miss O’Neill-Doyle", "Carys", "the headteacher", "DR. MENSAH")


def said(text: str, name: str) -> Said:
    at = text.index("{X}")
    return said_of(text.replace("{X}", name), at, at + len(name))


@pytest.mark.parametrize("name", NAMES)
def test_hardly_one_sentence_that_says_something_is_missed(name):
    says = [text for _, diverts, text in SENTENCES if diverts]
    missed = [text for text in says if said(text, name) is Said.TOLD]

    assert len(says) >= 300
    assert len(missed) * 200 <= len(says), missed


@pytest.mark.parametrize("name", NAMES)
def test_few_sentences_that_say_nothing_are_held_up(name):
    plain = [text for _, diverts, text in SENTENCES if not diverts]
    held_up = [text for text in plain if said(text, name) is not Said.TOLD]

    assert len(plain) >= 200
    assert len(held_up) * 20 <= len(plain), held_up


def test_they_are_many_and_none_stands_twice():
    assert len(set(SENTENCES)) == len(SENTENCES) >= 400


@given(st.text(max_size=400), st.text(min_size=1, max_size=20), st.text(max_size=400))
def test_any_text_is_judged(before, name, after):
    assert said_of(f"{before}{name}{after}", len(before), len(before) + len(name)) in Said


def test_a_long_text_without_an_end_takes_no_time():
    words = "has had is was and she told them to " * 3_000
    assert said_of(f"{words}Mrs Mensah {words}", len(words), len(words) + 10) in Said
