from datetime import date

import pytest

from lanyard.policy import actions
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.model_policy import model_policy
from lanyard.policy.models import GuidanceSource
from lanyard.policy.reading import read
from lanyard.policy.registry import candidates
from lanyard.policy.suggesting import suggested_clause_ids
from tests.policy import making


def test_every_clause_of_the_model_policy_serves_known_clause_ids_and_every_id_is_served():
    found, serves = model_policy()
    assert {key for keys in serves.values() for key in keys} == set(clause_ids())
    assert all(serves[clause.key] for clause in found.clauses)


def test_no_mark_of_a_clause_id_is_left_in_its_words():
    found, _ = model_policy()
    assert not [clause.key for clause in found.clauses if "{" in clause.text + clause.lead]


def test_most_clause_ids_put_forward_for_the_model_policy_are_its_own():
    found, serves = model_policy()
    put_forward = suggested_clause_ids(found)
    best = [(key, ids[0]) for key, ids in put_forward.items() if ids]
    right = sum(one in serves[key] for key, one in best)
    assert right / len(best) > 0.95
    assert len(best) > len(found.clauses) * 0.85


def test_clause_ids_are_put_forward_for_a_real_policy(shared_data):
    found = read(shared_data / "policies" / "wdat-social-media-policy-2022.md")
    put_forward = suggested_clause_ids(found)
    named = {clause.text: put_forward[clause.key] for clause in found.clauses}
    assert next(ids for text, ids in named.items() if text.startswith("Staff will not use any personal")) == ["COM1"]
    assert sum(bool(ids) for ids in named.values()) > len(named) / 2


@pytest.mark.parametrize(
    ("begins", "control"),
    [
        ("As outlined in our child protection policy, the Designated", "people.leaders-named"),
        ("The policy applies to all use of social media", "platforms.catalogue-current"),
        ("This policy applies to children, parents", "people.kinds-known"),
        ("Acceptable Use Policies", "policy.linked-current"),
        ("Code of conduct", "policy.linked-current"),
        ("Safe and professional online behaviour will be outlined", "training.signed"),
        ("Logging out of accounts", "attest.rep2"),
        ("Where they are running an official account, sign", "training.operators-signed"),
        ("Technology evolves and changes rapidly", "policy.reviewed"),
        ("If we are unsure how to proceed", "concerns.advice-asked"),
    ],
)
def test_the_control_that_keeps_a_clause_of_a_real_policy_comes_first(shared_data, begins, control):
    found = read(shared_data / "policies" / "wdat-social-media-policy-2022.md", candidates())
    clause = next(clause for clause in found.clauses if clause.text.startswith(begins))
    assert clause.controls[0].id == control


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_adopting_the_model_makes_a_draft_with_its_clause_ids_and_guidance(cast):
    actions.load_data()
    edition = actions.adopt_model(trust=cast.trust, by=cast.trust_administrator)
    assert edition.state == "draft"
    assert edition.clauses.get(number="1.1").clause_ids == ["AIM3"]
    assert edition.clauses.get(number="1.4.1").parent.number == "1.4"
    named = GuidanceSource.objects.exclude(model_relies_on="").count()
    assert edition.guidance.count() == named > 5
    making.in_force(cast, edition, date(2026, 11, 24))
    assert edition.state == "in_force"
