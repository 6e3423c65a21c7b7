"""Who is meant by a name: everybody whom it may mean is found, and who is clearly somebody else is left alone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lanyard.people.naming import (
    How,
    Known,
    keys_for,
    keys_of,
    looks_like,
    meant_in_field,
    mentions,
    register_of,
)
from lanyard.people.naming.folding import plain
from lanyard.people.naming.slips import one_slip_away, shortened, slips_between
from tests.people.spellings import OF_CARYS_MENSAH, spellings

HEAD = Known("head", "Carys", "Mensah", email="c.mensah@oldquay.example.org", roles=frozenset({"headteacher"}))
DSL = Known("dsl", "Niamh", "Doyle", email="n.doyle@oldquay.example.org", roles=frozenset({"dsl"}))
CHAIR = Known("chair", "Amina", "Yusuf", roles=frozenset({"chair_of_governors", "governor"}))
TRUSTEE = Known("trustee", "Colin", "Drake", roles=frozenset({"chair_of_trustees"}))
DATA = Known("data", "Katherine", "Smith-Jones", roles=frozenset({"data_protection_lead"}))
TEACHER = Known("teacher", "Sarah", "Boyd")
OTHER = Known("other", "Mateusz", "Okonkwo-Lee")
SCHOOL = (HEAD, DSL, CHAIR, TRUSTEE, DATA, TEACHER, OTHER)
ALL = register_of(SCHOOL)


def meant(text: str, people=SCHOOL) -> dict[str, str]:
    return {one.id: str(one.how) for one in meant_in_field(text, register_of(people))}


@pytest.mark.parametrize("text", OF_CARYS_MENSAH)
def test_however_a_name_is_written_it_may_mean_her(text):
    assert "head" in meant(text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mrs Mensah", "head"), ("Headteacher Mrs Mensah", "head"), ("Mrs Carys Jane Mensah", "head"),
        ("Mensah, Carys", "head"), ("c.mensah@oldquay.example.org", "head"), ("carys.mensah", "head"),
        ("It was Mrs Mensah", "head"), ("Principal Mensah", "head"), ("Ms Smith-Jones", "data"),
        ("Smith Jones", "data"), ("Kate Smithjones", "data"), ("Niamh Doyle", "dsl"), ("Neve Doyle", "dsl"),
        ("Sarah Boyd", "teacher"), ("Miss Boyd", "teacher"), ("DSL Miss Doyle", "dsl"),
        ("Deputy head Mrs Doyle", "dsl"),
        ("Year 4 teacher Miss Boyd", "teacher"), ("BOYD", "teacher"), ("Mrs Boyd's", "teacher"),
        ("Mateusz Okonkwo-Lee", "other"), ("Mr Okonkwo Lee", "other"), ("Chair of governors Ms Yusuf", "chair"),
    ],
)  # fmt: skip
def test_a_clear_name_means_that_person_and_nobody_else(text, who):
    assert meant(text) == {who: "exact"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("the headteacher", {"head"}), ("Head", {"head"}), ("headmaster", {"head"}), ("headtecher", {"head"}),
        ("the DSL", {"dsl"}), ("safeguarding lead", {"dsl"}), ("child protection officer", {"dsl"}),
        ("chair of governors", {"chair"}), ("the chair", {"chair", "trustee"}), ("Chair of Trustees", {"trustee"}),
        ("data lead", {"data"}), ("DPO", {"data"}), ("a governor", {"chair"}), ("head and the DSL", {"head", "dsl"}),
    ],
)  # fmt: skip
def test_a_role_alone_means_whoever_holds_it(text, who):
    assert meant(text) == dict.fromkeys(who, "role")


def test_who_stands_in_for_a_role_is_meant_by_it_too():
    stands_in = Known("cover", "Tom", "Ashby", roles=frozenset({"headteacher"}))

    assert set(meant("the headteacher", (*SCHOOL, stands_in))) == {"head", "cover"}


@pytest.mark.parametrize("text", ["Head of maths", "head of year 5", "Gary Outsider", "a dinner lady", "", "?", "...",
                                  "Mr Nobody", "my teacher", "I don’t know", "Year 5", "\u200b"])  # fmt: skip
def test_what_names_nobody_means_nobody(text):
    assert meant(text) == {}


def test_a_role_beside_a_name_that_nobody_has_still_means_whoever_holds_it():
    assert meant("Headteacher Mrs Unknown") == {"head": "role"}
    assert meant("Mrs Doyle and the headteacher") == {"dsl": "exact", "head": "role"}
    assert meant("Mrs Doyle, headteacher") == {"dsl": "exact", "head": "role"}


def test_nobody_is_cleared_by_a_name_that_is_not_on_the_register():
    assert meant("Sarah Mensah")["head"] == "likely"
    assert meant("Carys Brown") == {"head": "likely"}


def test_somebody_is_cleared_by_a_name_that_is_clearly_somebody_elses():
    sarah, mensa = Known("sarah", "Sarah", "Mensah"), Known("mensa", "John", "Mensa")

    assert meant("Sarah Mensah", (*SCHOOL, sarah)) == {"sarah": "exact"}
    assert meant("Mr Mensa", (*SCHOOL, mensa)) == {"mensa": "exact"}


def test_letters_that_only_look_like_ours_are_read_as_they_look():
    """A Cyrillic "С" sounds like an S, and is written for a C."""
    assert meant("\u0421arys Mensah") == {"head": "exact"}


def test_a_likeness_of_somebody_else_clears_nobody():
    """ "Saroh Mensah" is Sarah but for a slip, and that is not clear enough to let the headteacher hear of it."""
    found = meant("Saroh Mensah", (*SCHOOL, Known("sarah", "Sarah", "Mensah")))

    assert (found["head"], found["sarah"]) == ("likely", "likely")


def test_whom_a_name_fits_as_well_as_another_is_not_cleared():
    david = Known("david", "David", "Mensah")

    assert meant("Mrs Mensah", (*SCHOOL, david)) == {"head": "likely", "david": "likely"}
    assert meant("C. Mensah", (HEAD, Known("cole", "Cole", "Mensah"))) == {"head": "likely", "cole": "likely"}
    assert meant("Cerys Mensah", (HEAD, Known("cerys", "Cerys", "Mensah"))) == {"head": "likely", "cerys": "likely"}
    assert meant("Carys Mensah", (HEAD, Known("again", "Carys", "Mensah"))) == {"head": "likely", "again": "likely"}


def test_a_clear_name_of_somebody_else_does_not_clear_who_is_named_beside_it():
    assert meant("Sarah Boyd and Mrs Mensa") == {"teacher": "exact", "head": "likely"}


def test_a_short_name_bears_no_slip():
    people = (Known("li", "Wei", "Li"), Known("gale", "Simon", "Gale"))

    assert meant("Mr Lin", people) == {}
    assert meant("Mr Li", people) == {"li": "exact"}
    assert meant("Mr Gael", people) == {"gale": "likely"}


def test_a_preferred_name_and_pet_forms_are_given_names():
    people = (Known("kate", "Katherine", "Ellis", preferred="Kit"), Known("bob", "Robert", "Okoro"))

    for text in ("Kit Ellis", "Katie Ellis", "Kate Ellis", "Katherine Ellis", "Cath Ellis"):
        assert meant(text, people) == {"kate": "exact"}
    assert meant("Bob Okoro", people) == {"bob": "exact"}
    assert meant("Bobby", people) == {"bob": "likely"}
    assert meant("Bobby Winter", people) == {}


@pytest.mark.parametrize("family", ["O'Brien", "McDonald", "van der Berg", "Müller", "Ní Dhómhnaill", "Żółć",
"de la Cruz",
                                    "Smith-Jones", "Ng", "D’Souza", "Sørensen", "李", "Мельник"])  # fmt: skip
def test_unusual_family_names_are_found_as_they_are_and_in_plain_letters(family):
    people = (Known("x", "Rui", family),)
    for text in (family, f"Mrs {family}", f"Rui {family}", family.upper(), plain(family), f"Rui {plain(family)}"):
        assert "x" in meant(text, people), text


def test_a_title_or_role_that_is_somebodys_name_is_found_as_their_name():
    people = (Known("h", "Ann", "Head"), Known("d", "Dean", "Long"), Known("w", "Will", "Day"), HEAD)

    assert "h" in meant("Mrs Head", people)
    assert "d" in meant("Dean", people)
    assert meant("Mr Day", people) == {"w": "exact"}


NAMES = st.sampled_from(("Carys", "Niamh", "Tom", "Priya", "Oluwaseun", "Jo", "Gareth", "Ines"))
FAMILIES = st.sampled_from(("Mensah", "Doyle", "Okafor", "Lindqvist", "Siddiqui", "Fletcher", "Marsh", "Kowalska"))


@settings(max_examples=400, deadline=None)
@given(NAMES, FAMILIES, st.data())
def test_whoever_is_meant_by_a_generated_spelling_is_found(first, family, data):
    text = data.draw(spellings(first, family))

    assert "x" in meant(text, (Known("x", first, family), DATA, OTHER)), text


@settings(max_examples=200, deadline=None)
@given(NAMES, FAMILIES, NAMES, FAMILIES, st.sampled_from(("{g} {f}", "Mrs {f}", "{f}, {g}", "Headteacher {g} {f}")))
def test_a_clear_name_of_one_never_means_another(first, family, other_first, other_family, form):
    assume(family != other_family and first != other_first)
    people = (Known("x", first, family), Known("y", other_first, other_family, roles=frozenset({"headteacher"})))

    assert set(meant(form.format(g=first, f=family), people)) == {"x"}


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    meant(text)
    for one in mentions(text, ALL):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_words_that_are_close_share_a_shortened_form(one, other):
    slips = slips_between(one, other)
    assert slips == slips_between(other, one)
    if slips <= 2:
        assert shortened(one, 2) & shortened(other, 2)
    assert (other in set(one_slip_away(one))) == (slips <= 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I told mrs doyle and she said wait.", [("doyle", "dsl", "exact")]),
        ("miss mensa posted a picture of me", [("mensa", "head", "likely")]),
        ("ask carys.mensah about it", [("carys.mensah", "head", "exact")]),
        ("The account is @carysmensah91", [("carysmensah91", "head", "exact")]),
        ("Niamh texted my son", [("Niamh", "dsl", "likely")]),
        ("Niamh Doyle texted my son", [("Niamh Doyle", "dsl", "exact")]),
        ("I spoke to the DSL.", [("DSL", "dsl", "role")]),
        ("My mum spoke to Zoe Boyd’s mum", [("Zoe Boyd’s", "teacher", "likely")]),
        ("We had fish for lunch, and then sums.", []),
    ],
)
def test_every_place_of_a_text_that_may_mean_somebody_is_told_with_how_sure_it_is(text, found):
    assert [(text[one.start : one.end], one.id, str(one.how)) for one in mentions(text, ALL)] == found


def test_how_is_one_of_three():
    assert set(How) == {"exact", "likely", "role"}


@pytest.mark.parametrize("text", OF_CARYS_MENSAH)
def test_however_a_name_was_written_it_shares_a_key_with_her(text):
    assert keys_of(text) & keys_for(HEAD)


@settings(max_examples=300, deadline=None)
@given(NAMES, FAMILIES, st.data())
def test_whatever_may_mean_somebody_shares_a_key_with_them(first, family, data):
    text, person = data.draw(spellings(first, family)), Known("x", first, family)

    assert not meant(text, (person,)) or keys_of(text) & keys_for(person), text


def test_what_has_nothing_to_do_with_somebody_shares_no_key_with_them():
    for text in ("Mr Blake", "Zed Outsider", "a dinner lady", "Year 5", ""):
        assert not keys_of(text) & keys_for(HEAD)


def test_two_records_look_like_one_person_by_name_or_by_address():
    again = Known("again", "Carys", "Ménsah")

    assert looks_like(HEAD, again)
    assert looks_like(HEAD, Known("z", "C", "M", email="C.Mensah@oldquay.example.org"))
    assert not looks_like(HEAD, Known("z", "Cara", "Mensah"))
    assert not looks_like(HEAD, Known("z", "Carys", "Doyle"))
