"""Parents who share an address: one of them keeps it, and a note says for whom it is left out."""

from datetime import timedelta
from itertools import permutations

import pytest

from lanyard.people import actions
from lanyard.people.actions import RegisterMoved
from lanyard.people.choices import Kind
from lanyard.people.import_models import ImportState
from lanyard.people.models import Person, RosterImport
from lanyard.people.queries.rosters import known_for, preview_of
from lanyard.people.roster import read_roster
from lanyard.people.roster.model import Roster
from tests.factories.people import known_as, make_membership, make_person
from tests.people.rosters import ELLA, ON, PAULA, TARA, csv_of, read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

SHARED = "home@example.org"
ANNA = ELLA | {"id": "p9", "given_name": "Anna", "family_name": "Reed"}
MONA = PAULA | {"id": "a9", "given_name": "Mona", "family_name": "Reed", "parent_of": "p9", "email": SHARED}
MARK = MONA | {"id": "a8", "given_name": "Mark", "relationship": "Father"}
GINA = MONA | {"id": "a7", "given_name": "Gina", "relationship": "Grandmother"}
LEFT_OUT = "so it is left out here. Each parent who wants to sign in needs their own."


@pytest.fixture
def preview(cast):
    def make(*rows, whole=False):
        roster = read_roster(csv_of(*rows), "people.csv", known_for(cast.old_quay, ON))
        by = cast.trust_administrator
        return actions.roster_preview(roster=roster, place=cast.old_quay, whole=whole, by=by, on=ON)

    return make


@pytest.fixture
def confirm(cast):
    def apply(upload):
        return actions.roster_apply(upload=upload, by=cast.trust_administrator, on=ON, leavers_confirmed=True)

    return apply


@pytest.fixture
def load(preview, confirm):
    return lambda *rows, **how: confirm(preview(*rows, **how))


def addresses(*ids):
    people = Person.objects.filter(source_ids__value__in=ids or ("a7", "a8", "a9"))
    held = dict(people.values_list("source_ids__value", "email"))
    return {person for person, address in held.items() if address == SHARED}


def problems_of(found):
    return [problem.says for problem in preview_of(found).problems]


def test_the_first_of_two_parents_gets_the_address_and_a_note_names_the_lines(preview, confirm):
    found = preview(ANNA, MONA, MARK)
    assert found.state == ImportState.READY
    assert preview_of(found).notes == [f"Line 4: the address is also that of the person on line 3, {LEFT_OUT}"]
    plan = confirm(found)
    assert plan.notes == [f"Line 4: the address is also that of the person on line 3, {LEFT_OUT}"]
    assert addresses() == {"a9"}
    assert known_as("a8").email == ""


def test_notes_come_in_the_order_of_the_file_and_count_the_first_row_of_each_parent(preview):
    other = {"email": "other@example.org"}
    rows = [ANNA, ANNA | {"id": "p8"}, MONA, PAULA | other | {"parent_of": "p8"}]
    rows += [GINA | other, MARK, MONA | {"parent_of": "p8"}, MARK | {"parent_of": "p8"}]
    assert [note.partition(",")[0] for note in preview_of(preview(*rows)).notes] == [
        "Line 6: the address is also that of the person on line 5",
        "Line 7: the address is also that of the person on line 4",
    ]


@pytest.mark.parametrize(
    "first", list(permutations((MONA, MARK, GINA))), ids=lambda rows: "".join(r["id"] for r in rows)
)
def test_whatever_the_order_one_parent_has_the_address_and_keeps_it(preview, load, first):
    load(ANNA, *first)
    owner = first[0]["id"]
    assert addresses() == {owner}
    for rows in permutations(first):
        found = preview(*rows, ANNA, whole=False)
        assert found.counts == {"added": 0, "changed": 0, "left": 0, "unchanged": 4}
        assert len(preview_of(found).notes) == 2
        load(*rows, ANNA)
        assert addresses() == {owner}
    heirs = [row for row in reversed(first) if row["id"] != owner]
    load(ANNA, *heirs, whole=True)
    assert addresses() == {heirs[0]["id"]}


def test_if_the_owner_ends_in_the_file_itself_the_other_gets_the_address(load, preview):
    load(ANNA, MONA | {"start": "2020-09-01"}, MARK)
    ended = (ANNA, MONA | {"start": "2020-09-01", "end": "2026-11-20"}, MARK)
    assert preview_of(preview(*ended)).notes == []
    load(*ended)
    assert addresses() == {"a8"}
    assert not load(*ended).lines
    assert addresses() == {"a8"}


def test_an_owner_who_comes_back_does_not_take_the_address_away_again(load):
    load(ANNA, MONA, MARK)
    load(ANNA, MARK, whole=True)
    load(ANNA, MONA, MARK)
    assert addresses() == {"a8"}
    assert known_as("a9").left_on is None


def test_when_the_owner_gets_an_address_of_their_own_the_other_gets_the_shared_one(load):
    load(ANNA, MONA, MARK)
    load(ANNA, MONA | {"email": "mona@example.org"}, MARK)
    assert addresses() == {"a8"}


def test_two_pairs_may_swap_their_shared_addresses(load):
    other = {"email": "other@example.org"}
    sam, sue = PAULA | other | {"parent_of": "p9"}, GINA | other
    load(ANNA, MONA, MARK, sam, sue)
    load(ANNA, MONA | other, MARK | other, sam | {"email": SHARED}, sue | {"email": SHARED})
    assert addresses("a1", "a7", "a8", "a9") == {"a1"}
    assert Person.objects.get(email="other@example.org") == known_as("a9")


def test_a_parent_on_the_register_alone_keeps_the_address(load, preview):
    load(ANNA, MONA)
    found = preview(ANNA, MARK, GINA)
    whose = "another parent on the register"
    assert preview_of(found).notes == [f"Line {n}: the address is also that of {whose}, {LEFT_OUT}" for n in (3, 4)]
    load(ANNA, MARK, GINA)
    assert addresses() == {"a9"}
    assert known_as("a9").given_name == "Mona"


def test_a_parent_known_by_address_and_given_name_alone_is_not_taken_for_the_other(cast, load):
    mona = make_person(cast.trust, "Mona Reed", email=SHARED)
    make_membership(mona, cast.old_quay, Kind.PARENT)
    load(ANNA, MARK, MONA)
    mona.refresh_from_db()
    assert (mona.given_name, known_as("a9"), mona.email) == ("Mona", mona, SHARED)


@pytest.mark.parametrize("other", [TARA, TARA | {"kind": "governor"}], ids=["a teacher", "a governor"])
def test_an_address_shared_with_anybody_else_is_still_a_problem(other):
    rows = [ANNA, MONA, other | {"email": SHARED}, MARK]
    assert said(read(*rows)) == [
        (line, "email", "The person on line 3 has the same email address. Each needs their own, or none.")
        for line in (4, 5)
    ]


def test_a_parent_who_teaches_too_is_no_parent_only():
    assert len(said(read(ANNA, MONA, MARK, MARK | {"kind": "teacher", "parent_of": "", "relationship": ""}))) == 1


@pytest.mark.parametrize("rows", [(MONA, MARK), (MARK, MONA)], ids=["hers first", "his first"])
def test_somebody_who_works_there_on_the_register_shares_with_nobody(cast, preview, rows):
    teacher = make_person(cast.trust, "Mark Reed", source_id="a8")
    make_membership(teacher, cast.old_quay, Kind.TEACHER)
    found = preview(ANNA, *rows)
    assert problems_of(found) == ["The person on line 3 has the same email address. Each needs their own, or none."]
    assert preview_of(found).notes == []


def test_an_address_of_staff_on_the_register_is_refused_to_a_parent(cast, preview):
    found = preview(ANNA, MONA | {"email": cast.teacher.email})
    assert problems_of(found) == ["Mona Reed has the same email address as somebody else on the register."]


def test_an_owner_on_the_register_and_a_teacher_are_told_once(cast, load, preview):
    load(ANNA, MONA)
    make_membership(make_person(cast.trust, "Mark Reed", source_id="a8"), cast.old_quay, Kind.TEACHER)
    found = preview(ANNA, MONA, MARK)
    assert problems_of(found) == ["Mark Reed has the same email address as somebody else on the register."]


def test_the_address_of_somebody_who_left_goes_to_the_first_parent(cast, load):
    gone = make_person(cast.trust, "Gus Gone", email=SHARED, left_on=ON - timedelta(days=90))
    load(ANNA, MONA, MARK)
    gone.refresh_from_db()
    assert (gone.email, addresses()) == ("", {"a9"})


def test_if_another_got_the_address_meanwhile_the_notes_are_shown_again(preview, confirm, load):
    found = preview(ANNA, MONA, MARK)
    load(ANNA, MARK)
    with pytest.raises(RegisterMoved):
        confirm(found)
    found.refresh_from_db()
    assert preview_of(found).notes == [f"Line 3: the address is also that of the person on line 4, {LEFT_OUT}"]
    confirm(found)
    assert addresses() == {"a8"}


def test_what_notes_need_survives_being_kept(preview):
    roster = read(ANNA, MONA, MARK)
    assert Roster.from_data(roster.as_data()).lines == roster.lines == {"p9": 2, "a9": 3, "a8": 4}
    notes = preview_of(RosterImport.objects.get(pk=preview(ANNA, MONA, MARK).pk)).notes
    assert len(notes) == 1
    assert SHARED not in notes[0]
