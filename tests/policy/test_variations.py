from datetime import date, timedelta

import pytest
import time_machine

from lanyard.kernel.refusals import Refused
from lanyard.people.models import School
from lanyard.policy import actions
from lanyard.policy.actions.clauses import Wording
from lanyard.policy.models import Clause, ReviewTrigger
from lanyard.policy.queries import edition_in_force, editions_in_force
from tests.policy import making

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

OWN = Wording("Ask the office first.", audience=["staff"])


def trusts(cast, first_day=TODAY - timedelta(days=30)):
    """The trust's text in force, whose clause 2.3 a school may vary."""
    edition = making.draft(cast)
    edition.clauses.filter(number="2.3").update(school_may_vary=True)
    return making.in_force(cast, edition, first_day)


def with_own_words(cast, edition):
    clause = edition.clauses.get(number="2.3")
    clause.edition = edition
    actions.clause_edit(clause=clause, wording=OWN, version=edition.version, by=cast.headteacher)
    return edition


def old_quays(cast, first_day=TODAY):
    return making.in_force(cast, with_own_words(cast, making.variation(cast)), first_day)


def test_a_school_goes_by_its_own_variation_and_the_others_by_the_trusts_text(cast):
    text = trusts(cast)
    own = old_quays(cast)
    assert editions_in_force(School.objects.filter(trust=cast.trust), TODAY) == {
        cast.old_quay.pk: own,
        cast.saltmarsh.pk: text,
    }
    assert edition_in_force(cast.old_quay, TODAY - timedelta(days=1)) == text
    assert making.texts(own)["2.3"] == "Ask the office first."


def test_a_school_changes_only_the_words_that_the_trust_lets_it(cast):
    trusts(cast)
    edition = making.variation(cast)
    clause = edition.clauses.get(number="2.1")
    clause.edition = edition
    with pytest.raises(Refused, match="same in every school"):
        actions.clause_edit(clause=clause, wording=OWN, version=edition.version, by=cast.headteacher)
    assert Clause.objects.get(pk=clause.pk).text == "Staff must not post pictures of children."


def test_a_school_does_not_widen_what_it_may_vary(cast):
    trusts(cast)
    edition = making.variation(cast)
    clause = edition.clauses.get(number="2.3")
    clause.edition = edition
    wording = Wording("Ask.", clause_ids=["STA1"], school_may_vary=False)
    actions.clause_edit(clause=clause, wording=wording, version=edition.version, by=cast.headteacher)
    clause.refresh_from_db()
    assert clause.school_may_vary
    assert clause.clause_ids != ["STA1"]


@pytest.mark.parametrize("what", ["move", "split", "join", "add", "remove"])
def test_a_variation_keeps_the_trusts_clauses_in_the_trusts_order(cast, what):
    trusts(cast)
    edition = making.variation(cast)
    clause = edition.clauses.select_related("section").get(number="2.2")
    clause.edition = clause.section.edition = edition
    common = {"version": edition.version, "by": cast.headteacher}
    calls = {
        "move": lambda: actions.clause_move(clause=clause, to="up", **common),
        "split": lambda: actions.clause_split(clause=clause, parts=["Staff sign", "the code"], **common),
        "join": lambda: actions.clause_join(clause=clause, **common),
        "add": lambda: actions.clause_add(section=clause.section, wording=OWN, **common),
        "remove": lambda: actions.clause_remove(clause=clause, **common),
    }
    with pytest.raises(Refused, match="only words can differ"):
        calls[what]()
    assert edition.clauses.count() == 5


def test_the_trusts_next_text_ends_the_variation_and_asks_the_school_to_look(cast):
    trusts(cast)
    own = old_quays(cast, TODAY - timedelta(days=10))
    new = making.in_force(cast, making.next_edition(cast), TODAY)
    own.refresh_from_db()
    assert (own.state, own.in_force_until) == ("replaced", TODAY - timedelta(days=1))
    assert edition_in_force(cast.old_quay, TODAY) == new
    trigger = ReviewTrigger.objects.get(school=cast.old_quay)
    assert trigger.kind == "trust_edition"


def test_a_new_variation_takes_the_schools_own_words_over_to_be_confirmed_again(cast):
    trusts(cast)
    old_quays(cast, TODAY - timedelta(days=10))
    making.in_force(cast, making.next_edition(cast), TODAY)
    again = making.variation(cast)
    assert making.texts(again)["2.3"] == "Ask the office first."
    assert list(again.clauses.filter(confirmed_at__isnull=True).values_list("number", flat=True)) == ["2.3"]


def test_words_that_the_trust_no_longer_lets_schools_vary_are_not_taken_over(cast):
    trusts(cast)
    old_quays(cast, TODAY - timedelta(days=10))
    new = making.next_edition(cast)
    new.clauses.update(school_may_vary=False)
    making.in_force(cast, new, TODAY)
    assert making.texts(making.variation(cast))["2.3"] == "Ask first."


def test_a_variation_of_a_replaced_text_does_not_come_into_force(cast):
    trusts(cast)
    own = making.approved(cast, making.variation(cast), TODAY)
    making.in_force(cast, making.next_edition(cast), TODAY)
    with pytest.raises(Refused, match="replaced"):
        actions.put_in_force(edition=own, version=own.version, first_day=TODAY, by=cast.headteacher)


def test_a_variation_prepared_for_the_trusts_next_text_starts_with_it(cast):
    text = trusts(cast)
    first_day = TODAY + timedelta(days=7)
    new = making.in_force(cast, making.next_edition(cast), first_day, meeting=TODAY)
    own = making.in_force(cast, making.variation(cast), first_day, meeting=TODAY)
    assert own.based_on == new
    with time_machine.travel(first_day, tick=False):
        assert actions.start_due_editions() == 2
    assert edition_in_force(cast.old_quay, first_day) == own
    assert edition_in_force(cast.saltmarsh, first_day) == new
    assert edition_in_force(cast.old_quay, TODAY) == text


def test_there_is_no_variation_of_nothing(cast):
    making.draft(cast)
    with pytest.raises(Refused, match="no edition in force"):
        making.variation(cast)


def test_the_trusts_text_is_not_backdated_over_a_variation_that_has_held(cast):
    trusts(cast)
    own = old_quays(cast, TODAY - timedelta(days=5))
    late = making.approved(cast, making.next_edition(cast), TODAY - timedelta(days=10))
    with pytest.raises(Refused, match="first day of the one it replaces"):
        actions.put_in_force(
            edition=late, version=late.version, first_day=TODAY - timedelta(days=10), by=cast.executive_headteacher
        )
    assert edition_in_force(cast.old_quay, TODAY) == own


def test_one_edition_that_can_not_start_on_its_day_holds_up_no_other(cast):
    trusts(cast)
    first_day = TODAY + timedelta(days=7)
    # A variation of the old text, scheduled for the day on which the trust's new text starts too.
    own = making.in_force(cast, making.variation(cast), first_day, meeting=TODAY)
    new = making.in_force(cast, making.next_edition(cast), first_day, meeting=TODAY)
    with time_machine.travel(first_day, tick=False):
        assert actions.start_due_editions() == 1
    own.refresh_from_db()
    assert own.state == "approved"
    assert edition_in_force(cast.old_quay, first_day) == new
