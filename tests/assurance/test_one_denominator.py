"""Every page counts the promises of the edition in force: one number, wherever "of … clauses" is said."""

import re

import pytest
from django.urls import reverse

from lanyard.assurance.actions import take_snapshot
from lanyard.assurance.page import Asked, Worded, chips, counts, promises
from lanyard.assurance.queries import figures, live_policy
from lanyard.policy.reading import read
from tests.assurance.test_controls import TODAY


@pytest.mark.django_db
def test_the_live_policy_its_bar_its_filters_the_trusts_tables_and_the_year_count_alike(cast, now, edition, client_for):
    take_snapshot(now=now)
    policy = live_policy(cast.old_quay, TODAY, cast.headteacher)
    number = len(policy.clauses)
    assert 0 < number < edition.clauses.count()
    assert sum(n for _, n in counts(policy.sections)) == number
    assert chips(policy.sections, Asked(), "")[0]["label"] == f"All {number}"
    assert figures([cast.old_quay], [TODAY])[TODAY][cast.old_quay.pk].of == number

    live = client_for(cast.headteacher).get(reverse("assurance:live", args=[cast.old_quay.slug])).content.decode()
    trust = client_for(cast.executive_headteacher).get(reverse("assurance:trust", args=[cast.trust.slug]))
    said = re.findall(r"[Oo]f (\d+) (?:clauses|promises)", live + trust.content.decode())
    assert said and set(said) == {str(number)}


def test_the_source_policy_makes_56_promises_of_90_lines(shared_data):
    """Five lists roll up: linked policies, advice to staff, channels, duties of operators, advice to children."""
    found = read(shared_data / "policies" / "wdat-social-media-policy-2022.md")
    with_ = promises(Worded(c.key, c.parent, c.text, c.lead) for c in found.clauses)
    rolled: dict[str, int] = {}
    for key, root in with_.items():
        if key != root:
            rolled[root] = rolled.get(root, 0) + 1
    assert rolled == {"2.1": 10, "5.2": 6, "7.1": 2, "7.11": 9, "8.5": 7}
    assert (len(with_), len(set(with_.values()))) == (90, 56)
