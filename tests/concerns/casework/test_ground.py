"""Where it happened, why the school is acting (CHI2), and the reference elsewhere."""

import pytest

from lanyard.concerns.casework.actions.ground import set_ground, set_outside_ref
from lanyard.concerns.core.models import Entry
from lanyard.kernel.refusals import Missing, Refused
from tests.concerns.cases import consult, fresh, opened, page, post
from tests.concerns.dealing import act, end

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def ground(concern, by, **fields):
    given = {"place": "off_site", "device": "own", "ground": "harm", "ground_note": "Two pupils are afraid to come in."}
    act(set_ground, concern, by, **{**given, **fields})


def test_place_device_ground_and_link_are_kept_and_shown(cast, concern, client_for):
    ground(concern, cast.dsl)

    shown = page(client_for(cast.dsl), concern)
    assert "It could harm another child" in shown and "Two pupils are afraid to come in." in shown
    assert "Two pupils are afraid" in Entry.objects.get(concern=concern, kind="decision").text


def test_a_ground_needs_words(cast, concern):
    with pytest.raises(Refused, match="how it is linked"):
        ground(concern, cast.dsl, ground_note=" ")


def test_what_happened_at_home_on_an_own_device_did_not_happen_at_school(cast, concern):
    with pytest.raises(Refused, match="Choose another ground"):
        ground(concern, cast.dsl, ground="in_school")
    ground(concern, cast.dsl, ground="in_school", device="school")


def test_away_from_school_no_outcome_without_a_ground(cast, concern):
    ground(concern, cast.dsl, ground="", ground_note="")
    with pytest.raises(Missing, match="why the school is acting"):
        end(concern, cast.dsl)
    ground(concern, cast.dsl, ground="parents")
    end(concern, cast.dsl, "parents")


def test_once_decided_it_stays_as_it_was(cast):
    concern = opened(cast.old_quay, cast.dsl)
    ground(concern, cast.dsl)
    end(concern, cast.dsl)
    with pytest.raises(Refused, match="Reopen it"):
        ground(concern, cast.dsl)


def test_the_reference_in_the_other_system_is_kept_encrypted_and_can_be_taken_away(cast, concern, client_for):
    act(set_outside_ref, concern, cast.dsl, outside_ref="CP-2231")
    assert "CP-2231" in page(client_for(cast.dsl), concern)

    post(client_for(cast.dsl), concern, "reference/", outside_ref="")
    assert fresh(concern).report.outside_ref == ""


def test_who_was_asked_for_advice_reads_and_changes_nothing(cast, concern, client_for):
    consult(concern, cast.dsl, cast.line_manager.person)
    answer = post(client_for(cast.line_manager), concern, "ground/", place="on_site", ground="", ground_note="")

    assert "someone else is dealing with it" in answer.content.decode()
    assert fresh(concern).place == ""


def test_what_is_refused_stands_beside_its_field(cast, concern, client_for):
    answer = post(client_for(cast.dsl), concern, "ground/", place="off_site", ground="harm", ground_note="")
    shown = answer.content.decode()
    assert 'href="#id_ground_note"' in shown and 'id="id_ground_note-error"' in shown
