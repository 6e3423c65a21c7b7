"""What a clause is about, found by its words."""

from __future__ import annotations

import pytest

from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.items import known, of_clause_ids, own_linked, suggested
from lanyard.policy.model_policy import model_policy
from lanyard.policy.queries.linked import standard_list


@pytest.mark.parametrize(
    ("text", "ids", "keys"),
    [
        ("Anti-bullying policy", ["LINK1"], ["linked:anti_bullying"]),
        ("GDPR", ["LINK1"], ["linked:data_protection"]),
        ("Acceptable Use Policies (AUP)", ["LINK1"], ["linked:acceptable_use"]),
        ("to use safe passwords.", ["CHI5"], ["advice:passwords"]),
        ("how to block and report unwanted communications.", ["CHI5"], ["advice:block"]),
        ("Not engage with any direct or private messaging with parents.", ["OFF12"], ["operator:messages"]),
        ("Always act within the legal frameworks they would adhere to.", ["OFF12"], ["operator:law"]),
        ("Anti-bullying policy", ["STA1"], []),
        ("We read this policy with others.", ["LINK1"], []),
    ],
)
def test_a_clause_is_about_what_it_names(text, ids, keys):
    assert suggested(text, ids) == keys


def test_a_trusts_own_linked_policy_is_known_by_its_name():
    own = own_linked([("forest", "Forest school policy"), ("behaviour", "Behaviour policy")])
    assert [one.key for one in own] == ["linked:forest"]
    assert suggested("Read together with our Forest School policy.", ["LINK1"], own) == ["linked:forest"]


def test_each_point_of_the_model_policys_lists_is_about_something_of_its_own():
    found, serves = model_policy()
    points = [c for c in found.clauses if c.parent and {"CHI5", "OFF12"} & set(serves[c.key])]
    about = {clause.key: suggested(clause.text, serves[clause.key]) for clause in points}
    assert len(about) == 14
    assert [key for key, keys in about.items() if not keys] == []


def test_the_ten_linked_policies_are_all_named_by_the_model_policy():
    found, serves = model_policy()
    (clause,) = [c for c in found.clauses if serves[c.key] == ["LINK1"]]
    assert len(suggested(clause.text, ["LINK1"])) == len(standard_list()) == 10


def test_everything_belongs_to_a_clause_id_and_has_words():
    for one in known().values():
        assert set(one.clause_ids) <= set(clause_ids()), one
        assert one.words and one.name and all(word == word.casefold() for word in one.words), one
    assert len(of_clause_ids(["CHI5"])) == 7
