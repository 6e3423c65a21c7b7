from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from lanyard.kernel.refusals import Refused, Stale
from lanyard.policy import actions, registry
from lanyard.policy.actions.clauses import Wording
from lanyard.policy.models import Clause, ClauseControl, Edition
from lanyard.records.models import AuditEvent
from tests.policy import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def edition(cast):
    return making.draft(cast)


@pytest.fixture
def controls(monkeypatch):
    """Two controls that a room below might register."""
    known = {"training.signed": ["Everybody has signed."], "channels.approved": ["Every channel is approved."]}
    monkeypatch.setattr(registry, "control_candidates", [lambda: known])


def clause_of(edition, number):
    clause = Clause.objects.select_related("section").get(edition=edition, number=number)
    clause.edition = clause.section.edition = edition
    return clause


def use(cast, edition):
    return {"version": edition.version, "by": cast.trust_administrator}


def test_confirming_says_who_and_when(cast, edition, now):
    clause = actions.clause_confirm(clause=clause_of(edition, "1.1"), **use(cast, edition))
    assert (clause.confirmed_by, clause.confirmed_at) == (cast.trust_administrator.person, now)
    assert AuditEvent.objects.latest("number").event == "clause:confirm"


def test_editing_changes_words_audience_and_clause_ids_and_confirms(cast, edition):
    wording = Wording("  Staff may\nask.  ", lead="So:", audience=["staff"], clause_ids=["STA2"], school_may_vary=True)
    clause = actions.clause_edit(clause=clause_of(edition, "2.3"), wording=wording, **use(cast, edition))
    assert (clause.text, clause.lead, clause.audience, clause.clause_ids) == (
        "Staff may ask.",
        "So:",
        ["staff"],
        ["STA2"],
    )
    assert clause.school_may_vary
    assert clause.confirmed_by == cast.trust_administrator.person


def test_a_clause_always_has_words(cast, edition):
    with pytest.raises(Refused, match="Enter what the clause says"):
        actions.clause_edit(clause=clause_of(edition, "2.3"), wording=Wording("  \n "), **use(cast, edition))


def test_moving_renumbers_and_keeps_lines(cast, edition):
    line = clause_of(edition, "2.3").line
    actions.clause_move(clause=clause_of(edition, "2.3"), to="up", **use(cast, edition))
    assert list(making.texts(edition).values())[2:] == [
        "Staff must not post pictures of children.", "Ask first.", "Staff sign the code of conduct every year.",
    ]  # fmt: skip
    assert clause_of(edition, "2.2").line == line


def test_moving_to_another_section_puts_it_last_there(cast, edition):
    section = edition.sections.get(number=1)
    actions.clause_move(clause=clause_of(edition, "2.1"), to=section, **use(cast, edition))
    assert making.texts(edition)["1.3"] == "Staff must not post pictures of children."
    assert list(making.texts(edition)) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert clause_of(edition, "1.3").section == section


def test_a_section_of_another_edition_is_no_place_to_go(cast, edition):
    other = making.draft(cast).sections.get(number=1)
    with pytest.raises(Refused, match="another edition"):
        actions.clause_move(clause=clause_of(edition, "2.1"), to=other, **use(cast, edition))


def test_splitting_keeps_the_words_the_line_and_the_controls(cast, edition):
    before = clause_of(edition, "2.1")
    parts = ["Staff must not post", "pictures of children."]
    made = actions.clause_split(clause=before, parts=parts, **use(cast, edition))
    assert [(clause.number, clause.text) for clause in made] == [("2.1", parts[0]), ("2.2", parts[1])]
    assert made[0].line == before.line != made[1].line
    assert [link.control_id for link in made[1].controls.all()] == ["training.signed"]
    assert not any(clause.confirmed_at for clause in made)
    assert making.texts(edition)["2.4"] == "Ask first."


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (["Staff must not post pictures of children."], "Start a new line"),
        (["Staff must", "post pictures of children."], "can't change words"),
    ],
)
def test_splitting_needs_a_place_and_the_same_words(cast, edition, parts, says):
    with pytest.raises(Refused, match=says):
        actions.clause_split(clause=clause_of(edition, "2.1"), parts=parts, **use(cast, edition))
    assert Edition.objects.get(pk=edition.pk).version == 1


def test_joining_takes_words_audience_clause_ids_and_controls_of_both(cast, edition):
    Clause.objects.filter(edition=edition, number="2.2").update(clause_ids=["STA2"], audience=["governors"])
    Clause.objects.filter(edition=edition, number="2.1").update(clause_ids=["REP5"])
    other = clause_of(edition, "2.2")
    other.controls.update(state="confirmed", by=cast.dsl.person, at=edition.started_at)
    ClauseControl.objects.create(clause=other, control_id="channels.approved")
    joined = actions.clause_join(clause=clause_of(edition, "2.1"), **use(cast, edition))
    assert joined.text == "Staff must not post pictures of children. Staff sign the code of conduct every year."
    assert (joined.clause_ids, joined.audience) == (["REP5", "STA2"], ["staff", "governors"])
    assert {link.control_id: link.state for link in joined.controls.all()} == {
        "channels.approved": "suggested",
        "training.signed": "confirmed",
    }
    assert list(making.texts(edition)) == ["1.1", "1.2", "2.1", "2.2"]
    assert joined.confirmed_at is None


def test_the_last_clause_of_a_section_has_nothing_to_join(cast, edition):
    with pytest.raises(Refused, match="nothing to join"):
        actions.clause_join(clause=clause_of(edition, "1.2"), **use(cast, edition))


def test_adding_puts_a_confirmed_clause_last_in_the_section(cast, edition):
    section = edition.sections.get(number=1)
    section.edition = edition
    added = actions.clause_add(section=section, wording=Wording("New."), **use(cast, edition))
    assert (added.number, added.text, added.order) == ("1.3", "New.", 3)
    assert added.confirmed_at is not None


def test_removing_closes_the_gap(cast, edition):
    actions.clause_remove(clause=clause_of(edition, "2.1"), **use(cast, edition))
    assert list(making.texts(edition)) == ["1.1", "1.2", "2.1", "2.2"]
    assert AuditEvent.objects.latest("number").event == "clause:remove"


def each_change(cast, edition, by, version):
    """Every change of clauses, as calls still to make."""
    clause = clause_of(edition, "2.1")
    common = {"version": version, "by": by}
    return [
        lambda: actions.clause_confirm(clause=clause, **common),
        lambda: actions.section_confirm(section=clause.section, **common),
        lambda: actions.clause_edit(clause=clause, wording=Wording("Other."), **common),
        lambda: actions.clause_move(clause=clause, to="down", **common),
        lambda: actions.clause_split(clause=clause, parts=["Staff must not post", "pictures of children."], **common),
        lambda: actions.clause_join(clause=clause, **common),
        lambda: actions.clause_add(section=clause.section, wording=Wording("New."), **common),
        lambda: actions.clause_remove(clause=clause, **common),
        lambda: actions.control_decide(clause=clause, control_id="training.signed", confirmed=True, **common),
        lambda: actions.control_add(clause=clause, control_id="channels.approved", **common),
        lambda: actions.rely_on_guidance(edition=edition, guidance=[], **common),
        lambda: actions.controls_none(clause=clause, **common),
    ]


@pytest.mark.parametrize(
    "who", ["teacher", "parent", "stranger", "headteacher", "chair_of_trustees", "saltmarsh_headteacher"]
)
def test_only_those_who_keep_the_trusts_policy_change_its_draft(cast, edition, controls, who):
    before = making.texts(edition)
    for change in each_change(cast, edition, getattr(cast, who), edition.version):
        with pytest.raises(PermissionDenied):
            change()
    assert making.texts(edition) == before


def test_a_change_of_what_somebody_else_has_just_changed_is_refused(cast, edition, controls):
    actions.clause_confirm(clause=clause_of(edition, "1.1"), **use(cast, edition))
    before = making.texts(edition)
    for change in each_change(cast, edition, cast.trust_administrator, version=1):
        with pytest.raises(Stale, match="Someone else changed this draft"):
            change()
    assert making.texts(edition) == before


def test_the_words_of_an_edition_in_force_never_change_but_its_controls_may(cast, edition, controls):
    making.in_force(cast, edition, date(2026, 11, 24))
    changes = each_change(cast, edition, cast.trust_administrator, edition.version)
    for change in [*changes[:8], changes[10]]:
        with pytest.raises(Refused, match="moved on"):
            change()
    link = actions.control_decide(
        clause=clause_of(edition, "2.1"), control_id="training.signed", confirmed=True, **use(cast, edition)
    )
    assert (link.state, link.by) == ("confirmed", cast.trust_administrator.person)


def test_a_rejected_control_stays_rejected_until_somebody_adds_it(cast, edition, controls):
    clause = clause_of(edition, "2.1")
    link = actions.control_decide(clause=clause, control_id="training.signed", confirmed=False, **use(cast, edition))
    assert link.state == "rejected"
    link = actions.control_add(clause=clause, control_id="training.signed", **use(cast, edition))
    assert link.state == "confirmed"
    assert clause.controls.count() == 1


def test_none_of_these_rejects_what_is_suggested_and_leaves_what_was_confirmed(cast, edition, controls):
    clause = clause_of(edition, "2.1")
    actions.control_add(clause=clause, control_id="channels.approved", **use(cast, edition))
    actions.controls_none(clause=clause, **use(cast, edition))
    states = dict(clause.controls.values_list("control_id", "state"))
    assert states == {"channels.approved": "confirmed", "training.signed": "rejected"}


def test_only_known_controls_are_linked_and_only_suggested_ones_decided(cast, edition, controls):
    clause = clause_of(edition, "2.1")
    with pytest.raises(Refused, match="no such control"):
        actions.control_add(clause=clause, control_id="made.up", **use(cast, edition))
    with pytest.raises(Refused, match="not suggested"):
        actions.control_decide(clause=clause, control_id="channels.approved", confirmed=True, **use(cast, edition))
