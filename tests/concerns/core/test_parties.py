"""Who is in a case: added, changed, ended; and shut out in the same moment."""

import pytest

from lanyard.concerns.casework.actions import parties
from lanyard.concerns.core.actions.exclusions import NOBODY_ELSE
from lanyard.concerns.core.choices import ConcernType, PartyRole
from lanyard.concerns.core.models import CaseAction, Concern, Party, Reader
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from tests.concerns.cases import add_party, assign, consult, fresh, opened, others, page, post
from tests.concerns.factories import by_staff, make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
CHILD = {"role": "child", "year_group": "5", "note": ""}


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def sees(user, concern) -> bool:
    return visible_to(user).filter(pk=concern.pk).exists()


def open_notices(user, concern) -> int:
    return Notice.objects.filter(person=user.person, about=f"concern:{concern.pk}", settled_at__isnull=True).count()


def test_a_name_that_the_register_does_not_know_is_kept_as_it_is(cast, client_for, concern):
    post(client_for(cast.dsl), concern, "people/add/", name="Moll Flint", **CHILD)

    party = Party.objects.get(concern=concern)
    assert (party.name, party.person_key, party.year_group) == ("Moll Flint", "", "5")
    assert "Moll Flint" in page(client_for(cast.dsl), concern)


def test_a_name_that_the_register_knows_asks_who_it_is_and_loses_nothing(cast, client_for, concern):
    client = client_for(cast.dsl)
    shown = post(client, concern, "people/add/", name="Ella Winter", **{**CHILD, "note": "In Year 5"}).content.decode()

    assert "Ella Winter (Pupil, Year 5)" in shown
    assert "In Year 5" in shown
    assert not Party.objects.filter(concern=concern).exists()
    post(client, concern, "people/add/", name="Ella Winter", person=str(cast.elder_child.pk), **CHILD)
    assert Party.objects.get(concern=concern).person == str(cast.elder_child.pk)


def test_nobody_is_chosen_whom_the_name_does_not_find(cast, client_for, concern):
    chosen = str(cast.headteacher.person_id)
    post(client_for(cast.dsl), concern, "people/add/", name="Ella Winter", person=chosen, **CHILD)

    assert not Party.objects.filter(concern=concern).exists()


def test_a_title_and_family_name_are_enough_to_be_asked_about_a_holder_of_a_role(cast, client_for, concern):
    shown = post(client_for(cast.dsl), concern, "people/add/", name="Mrs Marsh", role="subject", year_group="", note="")

    assert "Helen Marsh" in shown.content.decode()
    assert not Party.objects.filter(concern=concern).exists()


def test_an_address_finds_one_person_and_their_name_is_kept(cast, client_for, concern):
    person = str(cast.teacher.person_id)
    said = {**CHILD, "role": "witness", "name": cast.teacher.email, "person": person}
    post(client_for(cast.dsl), concern, "people/add/", **said)

    assert Party.objects.get(concern=concern).name == "Tara Lindqvist"


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.CONFLICT])
def test_whoever_is_shut_out_loses_everything_at_once(cast, client_for, concern, role, now):
    assign(concern, cast.dsl, cast.deputy_dsl.person)
    consult(concern, cast.dsl, cast.deputy_dsl.person)
    row = CaseAction.objects.create(
        concern=concern, kind="task", says="Ring", owner=cast.deputy_dsl.person, added_at=now
    )
    add_party(concern, cast.dsl, role, person=cast.deputy_dsl.person)

    row.refresh_from_db()
    assert not sees(cast.deputy_dsl, concern)
    assert fresh(concern).assigned_to is None
    assert row.owner is None
    assert not Reader.objects.filter(concern=concern, person=cast.deputy_dsl.person, end__isnull=True).exists()
    assert open_notices(cast.deputy_dsl, concern) == 0
    assert str(concern.pk) not in client_for(cast.deputy_dsl).get("/notices/").content.decode()
    assert client_for(cast.deputy_dsl).get(f"/concerns/{concern.pk}/").status_code == 404


def test_a_conflict_that_leaves_others_at_the_level_moves_nothing(cast, concern):
    add_party(concern, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)

    assert (fresh(concern).level, sees(cast.dsl, concern)) == ("dsl", True)


def test_when_nobody_is_left_at_the_level_the_next_one_has_it_and_is_told(cast, client_for, concern):
    post(client_for(cast.dsl), concern, "step-back/", reason="My sister’s child.")
    assert (fresh(concern).level, sees(cast.dsl, concern)) == ("deputy_dsl", False)
    assert open_notices(cast.deputy_dsl, concern) == 1
    assert "My sister’s child." in page(client_for(cast.deputy_dsl), concern)

    post(client_for(cast.deputy_dsl), concern, "step-back/", reason="I am part of it.")
    assert fresh(concern).level == "headteacher"
    assert sees(cast.headteacher, concern)


def test_a_concern_that_turns_out_to_be_about_the_headteacher_goes_past_the_headteacher(cast):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    assign(concern, cast.headteacher, cast.leadership.person)
    add_party(concern, cast.leadership, PartyRole.SUBJECT, person=cast.headteacher.person)

    after = fresh(concern)
    assert (after.level, after.assigned_to, after.passed_up) == ("chair_of_governors", None, True)
    assert {user for user in others(cast) if sees(user, concern)} == {cast.chair_of_governors}


def test_a_concern_about_a_colleague_goes_up_to_the_headteacher_although_the_dsl_is_there(cast, client_for, concern):
    shown = post(client_for(cast.dsl), concern, "people/add/", name="Tara Lindqvist", role="subject", year_group="",
                 note="", person=str(cast.teacher.person_id))  # fmt: skip

    assert fresh(concern).level == "headteacher"
    assert shown.redirect_chain[-1][0] == "/concerns/"
    assert open_notices(cast.headteacher, concern) == 1
    assert open_notices(cast.dsl, concern) == 0


def test_it_never_goes_down_again(cast, concern):
    party = add_party(concern, cast.dsl, PartyRole.SUBJECT, person=cast.teacher.person)
    now = fresh(concern)
    parties.end(by=cast.headteacher, concern=now, version=now.version, party=party, reason="Somebody else.")
    add_party(concern, cast.headteacher, PartyRole.CONFLICT, person=cast.governor.person)

    assert fresh(concern).level == "headteacher"


def test_who_was_shut_out_by_mistake_sees_it_again_only_by_their_role(cast, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    mistaken = [
        add_party(concern, cast.dsl, PartyRole.CONFLICT, person=user.person)
        for user in (cast.line_manager, cast.deputy_dsl)
    ]
    for party in mistaken:
        now = fresh(concern)
        parties.end(by=cast.dsl, concern=now, version=now.version, party=party, reason="Another of the same name.")

    assert (sees(cast.deputy_dsl, concern), sees(cast.line_manager, concern)) == (True, False)


def test_nobody_shut_out_gets_another_role_instead(cast, concern):
    party = add_party(concern, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    now = fresh(concern)
    with pytest.raises(Refused, match="End that first, with a reason"):
        parties.edit(by=cast.dsl, concern=now, version=now.version, party=party, role="witness", name=party.name)

    assert not sees(cast.deputy_dsl, concern)


def test_a_witness_who_becomes_the_subject_is_shut_out(cast, client_for, concern):
    party = add_party(concern, cast.dsl, PartyRole.WITNESS, person=cast.deputy_dsl.person)
    assert sees(cast.deputy_dsl, concern)
    post(client_for(cast.dsl), concern, f"people/{party.pk}/", name=party.name, role="subject", year_group="", note="")

    assert not sees(cast.deputy_dsl, concern)


def test_a_name_that_is_linked_to_the_register_later_is_shut_out_then(cast, client_for, concern):
    party = add_party(concern, cast.dsl, PartyRole.CONFLICT, name="Priya Nair")
    assert sees(cast.deputy_dsl, concern)
    post(client_for(cast.dsl), concern, f"people/{party.pk}/", name="Priya Nair", role="conflict", year_group="",
         note="", person=str(cast.deputy_dsl.person_id))  # fmt: skip

    assert not sees(cast.deputy_dsl, concern)


def test_nobody_makes_themselves_the_only_one_who_hears_of_it(cast):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    for user in (cast.chair_of_governors, cast.executive_headteacher):
        add_party(concern, cast.headteacher, PartyRole.CONFLICT, person=user.person)
    with pytest.raises(Refused, match="leave nobody to deal with this"):
        add_party(concern, cast.headteacher, PartyRole.CONFLICT, person=cast.chair_of_trustees.person)

    assert Party.objects.filter(concern=concern, role="conflict").count() == 2


def test_the_last_one_cannot_step_back_and_leave_nobody(cast, client_for):
    concern = make_concern(cast.old_quay, ConcernType.WHISTLEBLOWING, answers={"about": "chair_of_governors"})
    shown = post(client_for(cast.chair_of_trustees), concern, "step-back/", reason="I know them.").content.decode()

    assert NOBODY_ELSE in shown
    assert "I know them." in shown
    assert sees(cast.chair_of_trustees, concern)


def test_when_it_is_about_the_very_top_who_deals_with_it_keeps_it(cast):
    concern = make_concern(cast.old_quay, ConcernType.WHISTLEBLOWING)
    for user in (cast.chair_of_trustees, cast.chair_of_governors):
        by = cast.chair_of_governors if sees(cast.chair_of_governors, concern) else cast.chair_of_trustees
        if user == by:
            with pytest.raises(Refused):
                add_party(concern, by, PartyRole.SUBJECT, person=user.person)
        else:
            add_party(concern, by, PartyRole.SUBJECT, person=user.person)

    assert not sees(cast.chair_of_trustees, concern)
    assert sees(cast.chair_of_governors, concern)


def test_ending_needs_a_reason_which_stays_in_the_chronology(cast, client_for, concern):
    party = add_party(concern, cast.dsl, PartyRole.WITNESS, name="Moll Flint")
    client = client_for(cast.dsl)
    assert "Say why" in post(client, concern, f"people/{party.pk}/end/", reason="").content.decode()
    shown = post(client, concern, f"people/{party.pk}/end/", reason="Was not there.").content.decode()

    assert "Was not there." in shown
    assert "No longer in the case" in shown


def test_nobody_decides_on_their_own_part(cast, concern):
    party = add_party(concern, cast.dsl, PartyRole.WITNESS, person=cast.dsl.person)
    now = fresh(concern)
    with pytest.raises(Refused, match="about you"):
        parties.end(by=cast.dsl, concern=now, version=now.version, party=party, reason="No.")


def test_the_same_person_is_in_a_case_once_in_a_role(cast, concern):
    add_party(concern, cast.dsl, person=cast.elder_child)
    with pytest.raises(Refused, match="already in the case in this role"):
        add_party(concern, cast.dsl, person=cast.elder_child)


def test_whom_it_is_about_can_be_shut_out_of_a_closed_concern_too(cast, concern, now):
    Concern.objects.filter(pk=concern.pk).update(state="closed", closed_at=now, outcome="no_further")
    add_party(concern, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    with pytest.raises(Refused, match="closed"):
        add_party(concern, cast.dsl, PartyRole.WITNESS, name="Moll Flint")

    assert not sees(cast.deputy_dsl, concern)


def test_a_reader_can_step_back_though_they_change_nothing_else(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    client = client_for(cast.line_manager)
    assert (
        "someone else is dealing with it"
        in post(client, concern, "people/add/", name="Moll Flint", **CHILD).content.decode()
    )
    post(client, concern, "step-back/", reason="A neighbour.")

    assert not sees(cast.line_manager, concern)


def test_a_line_manager_who_steps_back_passes_it_to_the_dsl(cast, client_for):
    sent = by_staff(cast.teacher, answers={"tell_whom": "line_manager"})
    concern = make_concern(cast.old_quay, ConcernType.CONTACT_RECEIVED, **sent)
    post(client_for(cast.line_manager), concern, "step-back/", reason="A neighbour.")

    assert {user for user in others(cast) if sees(user, concern)} == {cast.dsl, cast.deputy_dsl}


def test_somebody_of_one_case_is_not_found_in_another(cast, client_for, concern):
    party = add_party(concern, cast.dsl, name="Moll Flint")
    other = opened(cast.old_quay, cast.dsl)
    for path in ("", "end/"):
        assert client_for(cast.dsl).get(f"/concerns/{other.pk}/people/{party.pk}/{path}").status_code == 404


def test_nobody_else_adds_anybody(cast, client_for, concern):
    for user in others(cast, "dsl", "deputy_dsl"):
        for path in ("people/add/", "step-back/"):
            answer = client_for(user).post(f"/concerns/{concern.pk}/{path}", {"name": "x", "reason": "x", **CHILD})
            assert answer.status_code in (403, 404)
    assert not Party.objects.filter(concern=concern).exists()
