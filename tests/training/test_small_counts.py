"""What those who see counts only can learn from the pages of signing, beside the live policy."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance import queries as assurance
from lanyard.assurance.registry import Scope, all_controls
from lanyard.people.models import Membership, School
from lanyard.training import queries
from lanyard.training.models import Exemption
from lanyard.training.rules import figure_for_board, late_for_board
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, make_signature

LONG_AGO = TODAY - timedelta(days=100)
EXACT = re.compile(r"(\d+) of (\d+)")


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())))


@pytest.fixture
def staff(cast) -> list:
    """Thirty teachers at Old Quay, who are all that work there."""
    Membership.objects.filter(school=cast.old_quay).delete()
    people = [make_person(cast.trust, f"Teacher{n} Reed") for n in range(30)]
    for person in people:
        make_membership(person, cast.old_quay, start=LONG_AGO)
    return people


def signed_by(cast, key: str, people) -> None:
    edition = make_edition(make_document(cast.trust, key), LONG_AGO)
    for person in people:
        make_signature(person, edition, LONG_AGO)


def page(cast, client_for, who="governor") -> str:
    address = reverse("training:counts", kwargs={"school": cast.old_quay.slug})
    return words_of(client_for(getattr(cast, who)).get(address))


@pytest.mark.django_db
def test_governors_see_what_the_live_policy_says_and_no_small_count(cast, now, staff, client_for):
    signed_by(cast, "code", staff[3:])
    shown = page(cast, client_for)
    assert "The code All but fewer than 5 of 30 Fewer than 5" in shown
    reading = all_controls()["training.signed"].read(Scope(School.objects.filter(pk=cast.old_quay.pk), TODAY, now))
    assert "All but fewer than 5 of 30" in reading[cast.old_quay.pk].shown(counts_only=True).says
    assert "27" not in shown and "The code 27 0 3 0" in page(cast, client_for, "headteacher")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["governor", "chair_of_governors", "chair_of_trustees"])
def test_nobody_without_exact_counts_sees_who_is_exempt_or_still_has_time(cast, now, staff, client_for, who):
    signed_by(cast, "code", staff[10:])
    shown = page(cast, client_for, who)
    assert "Exempt" not in shown and "Still to sign" not in shown
    assert assurance.counts_only(getattr(cast, who), cast.old_quay)
    assert "The code 20 of 30 5 or more" in shown


@pytest.mark.django_db
def test_one_page_cannot_be_taken_from_the_other(cast, now, staff, client_for):
    """Two documents together: 20 of 30 on the live policy. One alone: 22 of 30. The difference would be two people."""
    signed_by(cast, "code", staff[8:])
    signed_by(cast, "use", staff[10:])
    shown = page(cast, client_for)
    assert "The code More than half 5 or more" in shown
    assert "The use 20 of 30 5 or more" in shown


@pytest.mark.django_db
def test_an_exemption_cannot_be_worked_out_from_two_totals(cast, now, staff, client_for):
    signed_by(cast, "use", staff)
    code = make_document(cast.trust)
    make_edition(code, LONG_AGO)
    by = cast.headteacher.person
    Exemption.objects.create(person=staff[0], document=code, reason="x", start=LONG_AGO, end=TODAY, by=by)
    assert "of 29" not in page(cast, client_for)


@pytest.mark.django_db
def test_the_figures_take_a_constant_number_of_queries(cast, now, staff, django_assert_num_queries):
    signed_by(cast, "code", staff)
    with django_assert_num_queries(2):
        queries.counts_for_board(cast.old_quay, TODAY)
    signed_by(cast, "use", staff)
    with django_assert_num_queries(2):
        assert len(queries.counts_for_board(cast.old_quay, TODAY)) == 2


figures = st.integers(0, 60).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked)))


@given(figures, st.lists(figures, max_size=3))
def test_no_number_shown_leaves_a_count_under_five_beside_another(own, beside):
    exact = EXACT.fullmatch(figure_for_board(*own, beside))
    if not exact:
        return
    signed, asked = map(int, exact.groups())
    for theirs, of in beside:
        differences = (abs(signed - theirs), abs(asked - of), abs(asked - signed - of + theirs))
        assert all(n == 0 or n >= 5 for n in differences)


@given(st.integers(0, 40))
def test_late_is_never_a_number_to_count_with(late):
    assert late_for_board(late) == ("nobody" if late == 0 else "fewer than 5" if late < 5 else "5 or more")
