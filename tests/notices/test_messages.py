from datetime import date

import pytest

from lanyard.notices.messages import STILL_WAITING, MessageKind, kinds, message, number_of_people, of_kind
from tests.notices.messages import DECIDE

# What words may name: things, days and how many. `title` and `says` are the sentences that `people` gives.
MAY_NAME = {"channel", "document", "edition", "course", "until", "people", "what", "title", "says"}
ROOMS = {"notices", "people", "concerns", "disclosures", "channels", "policy", "training"}


def _words(row: MessageKind):
    """The case, title and sentence of every message a row can make; each has the cases of both its words."""
    cases = {case for words in (row.title, row.says) if not isinstance(words, str) for case in words} or {None}
    for case in cases:
        yield row(url="/x/", case=case, **{name: date(2026, 5, 15) for name in row.names})


def test_a_kind_is_taken_only_once():
    with pytest.raises(ValueError, match="registered twice"):
        message("test:decide", "Decide", "Somebody waits.")


def test_a_row_is_found_by_its_kind():
    assert of_kind("test:decide") is DECIDE
    with pytest.raises(KeyError):
        of_kind("test:nothing")


def test_an_email_says_nothing_of_a_message_that_gives_no_line_for_it():
    assert MessageKind("test:quiet", "Title", "Sentence.").subject == "Something in Lanyard needs you"


def test_each_room_that_tells_something_has_its_rows():
    assert {kind.partition(":")[0] for kind in kinds} - {"test"} == ROOMS


@pytest.mark.parametrize("row", [pytest.param(row, id=kind) for kind, row in kinds.items()])
def test_every_row_makes_its_messages_of_what_it_names_and_names_nobody(row):
    assert row.names <= MAY_NAME
    for made in _words(row):
        assert made.title and made.says and "{" not in made.title + made.says


@pytest.mark.parametrize("values", [{}, {"what": "A", "who": "B"}, {"who": "B"}])
def test_a_message_takes_exactly_what_its_words_name(values):
    with pytest.raises(TypeError, match="takes"):
        STILL_WAITING(url="/x/", **values)


@pytest.mark.parametrize("words", ["{}", "{0}", "{person.name}", "{rows[0]}"])
def test_words_name_plain_values_only(words):
    with pytest.raises(ValueError, match="plain values"):
        MessageKind("test:reaching", words, "Sentence.")


def test_values_are_never_read_as_words_and_long_ones_are_shortened_to_the_list():
    made = STILL_WAITING(url="/x/", what="{about} " + "x" * 200)
    assert made.title.startswith("Still waiting: {about} xxx") and len(made.title) == 150


def test_one_person_is_counted_as_one():
    assert (number_of_people(1), number_of_people(12)) == ("1 person", "12 people")
