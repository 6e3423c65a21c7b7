"""Names taken out of texts: consistently, and so that none is left."""

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lanyard.concerns.core.rules.folding import folded
from lanyard.concerns.handover.rules.redaction import Named, labels, redactor

ASH = Named("Child A", ("Ash Reed",), ("ash_r33d",))
MUM = Named("Adult B", ("Marisa Reed", "Mrs Reed"))
ZOE = Named("Child C", ("Zoë O’Brien-Núñez",))
JO = Named("Adult D", ("Jo van der Berg",))
redact = redactor([ASH, MUM, ZOE, JO])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ash Reed told us.", "Child A told us."),
        ("ASH told MARISA.", "Child A told Adult B."),
        ("Ash’s phone and Ash's book", "Child A’s phone and Child A's book"),
        ("Ashs phone", "Child A phone"),
        ("Mrs Reed rang", "Adult B rang"),
        ("The Reeds moved", "The Child A or Adult B moved"),
        ("Reed, Ash", "Child A"),
        ("A.R. said, and A. R. and AR and A. Reed and Ash R. came", "Child A said, and Child A and Child A and "
         "Child A and Child A came"),
        ("ar and it are words", "ar and it are words"),
        ("Zoe O'Brien Nunez", "Child C"),
        ("ZOË and zoe\u0308 and OBrien-Nunez", "Child C and Child C and Child C"),
        ("Mr van der Berg, Berg and Jo", "Mr Adult D, Adult D and Adult D"),
        ("Ashford, Joan, unreeding and Breed stay", "Ashford, Joan, unreeding and Breed stay"),
        ("write to ash.reed@example.org.", "write to [email address]."),
        ("ring 07700 900123 or +44 (0)1632 960 001 now", "ring [telephone number] or [telephone number] now"),
        ("on @ash.r and @unknown_9, see https://example.org/ash?x=1.", "on [user name] and [user name], see "
         "[web address]."),
        ("ash_r33d wrote; so did ash.reed09", "Child A wrote; so did Child A09"),
        ("Ash\nReed and ash_reed", "Child A and Child A"),
        ("x@y.org@bo99, see.@bo99 @@bo99 ring07700900123now", "[email address], [email address] [user name] "
         "ring[telephone number]now"),
        ("at 09:00 on 2026-11-24, room 012", "at 09:00 on 2026-11-24, room 012"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text, says):
    assert redact(text) == says


def test_words_that_name_nobody_stay_although_somebody_is_called_by_them():
    hide = redactor([Named("Child A", ("a boy in year 5",))])

    assert hide("A boy in Year 5 sat with a boy.") == "Child A sat with a boy."


def test_a_child_whose_name_is_a_word_is_hidden_all_the_same():
    assert redactor([Named("Child A", ("Will Park",))])("Will went to the park.") == "Child A went to the Child A."


def test_everybody_has_a_letter_of_their_own():
    assert labels(["Child", "Adult", "Child"]) == ["Child A", "Adult B", "Child C"]
    assert labels(["Adult"] * 28)[-2:] == ["Adult AA", "Adult AB"]


LETTERS = string.ascii_letters + "éüßøłçñÉ"
WORDS = st.text(LETTERS, min_size=2, max_size=9)
PARTS = st.one_of(WORDS, st.builds("{}-{}".format, WORDS, WORDS), st.builds("O’{}".format, WORDS))
NAMES = st.builds("{} {}".format, PARTS, PARTS)
FORMS = (
    lambda name: name,
    str.upper,
    str.lower,
    lambda name: name.split()[0],
    lambda name: name.split()[1],
    lambda name: f"{name}’s",
    lambda name: f"{name.split()[1]}, {name.split()[0]}",
    lambda name: name.replace("’", "'").replace("-", " "),
    lambda name: name.translate(str.maketrans("éüçñÉ", "eucnE")),
    lambda name: name.replace(" ", "."),
    lambda name: name.replace(" ", "_") + "09",
    lambda name: f"{name.split()[0]}@example.org",
    lambda name: f"({name.split()[0]})\u0301",
)
FILLER = st.text(string.ascii_letters + string.digits + " .,;:!?@'’-_\n/()éß\u0301", max_size=12)


@st.composite
def cases(draw):
    """Some people, and a text in which their names stand in every disguise."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4))
    pieces = draw(st.lists(st.tuples(FILLER, st.sampled_from(names), st.sampled_from(FORMS)), min_size=1, max_size=8))
    return names, "".join(f"{filler} {form(name)} " for filler, name, form in pieces)


@settings(max_examples=150, deadline=None)
@given(cases())
@example((["Will May"], "may will May-Will WILL’S"))
def test_no_name_of_anybody_survives(case):
    names, text = case
    people = [Named(label, (name,)) for label, name in zip(labels(["Child"] * len(names)), names, strict=True)]

    said = redactor(people)(text)
    # The labels themselves are words too, and somebody may be called like one.
    left = folded(re.sub(r"Child [A-D](?:(?:, Child [A-D])* or Child [A-D])?|\[[a-z ]+\]", "\0", said))
    for name in names:
        for word in [name, *name.split()]:
            gone = re.escape(folded(word))
            if len(folded(word)) > 1 and folded(word) not in {
                "el",
                "al",
                "de",
                "la",
                "le",
                "do",
                "da",
                "is",
                "by",
                "at",
            }:
                assert not re.search(rf"(?<![^\W\d_]){gone}(?![^\W\d_])", left) or is_empty(word), (word, said)


def is_empty(word: str) -> bool:
    from lanyard.concerns.handover.rules.redaction import _EMPTY_WORDS

    return folded(word) in _EMPTY_WORDS


@given(st.text(string.ascii_lowercase + " ", max_size=60))
def test_nothing_is_hidden_where_nobody_is_named(text):
    assert redactor([])(text) == text


@settings(max_examples=400, deadline=None)
@given(cases())
@example((["AA AA"], "0@0@0 AA AA "))
@example((["AA AA", "AA EMAIL"], " AA@example.org "))
@example((["AA AB"], "@A\u0301AA AA AB "))
def test_hiding_twice_changes_nothing_more_for_labels(case):
    names, text = case
    hide = redactor([Named(f"[{n}]", (name,)) for n, name in enumerate(names)])

    assert hide(hide(text)) == hide(text)
