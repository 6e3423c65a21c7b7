"""Assign, hand over, ask for advice: three different things, and nobody who is shut out is ever let in."""

from datetime import timedelta

import pytest

from lanyard.concerns.casework.actions import access
from lanyard.concerns.core.choices import ConcernType, PartyRole, ReaderKind
from lanyard.concerns.core.models import Reader, Transfer
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from tests.concerns.cases import add_party, assign, consult, fresh, opened, others, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]

# The three pages, with what each asks beside whom.
WAYS = (("assign/", {}), ("transfer/", {"reason": "x"}), ("consult/", {"purpose": "x", "until": "1/12/2026"}))


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def sees(user, concern) -> bool:
    return visible_to(user).filter(pk=concern.pk).exists()


def told(user, concern) -> int:
    return Notice.objects.filter(person=user.person, about=f"concern:{concern.pk}", settled_at__isnull=True).count()


def offer(concern, by, person) -> Transfer:
    now = fresh(concern)
    return access.offer_transfer(by=by, concern=now, version=now.version, person=person, reason="You know the family.")


def test_assigning_is_done_at_once_and_the_other_deals_with_it(cast, client_for, concern):
    shown = post(client_for(cast.dsl), concern, "assign/", who="Judith Kerr").content.decode()

    assert "Judith Kerr is dealing with it" in shown
    assert told(cast.line_manager, concern) == 1
    assert "Ask a colleague for advice" in page(client_for(cast.line_manager), concern)


def test_assigning_again_ends_what_the_first_had(cast, concern):
    assign(concern, cast.dsl, cast.line_manager.person)
    assign(concern, cast.dsl, cast.teacher.person)

    assert not sees(cast.line_manager, concern)
    assert sees(cast.teacher, concern)
    assert fresh(concern).assigned_to == cast.teacher.person


def test_one_can_take_it_oneself_and_is_told_nothing(cast, client_for, concern):
    shown = post(client_for(cast.deputy_dsl), concern, "take/").content.decode()

    assert "Priya Nair is dealing with it" in shown
    assert told(cast.deputy_dsl, concern) == 0


@pytest.mark.parametrize("who", ["Nobody Here", "stella.frost@example.org", "Ella Winter", "Paula Winter"])
def test_only_colleagues_with_an_account_are_let_in(cast, client_for, concern, who):
    for path, more in WAYS:
        shown = post(client_for(cast.dsl), concern, path, who=who, **more).content.decode()
        assert "Nobody who works here has this name" in shown
        assert f'value="{who}"' in shown
    assert not Reader.objects.filter(concern=concern).exists()


def test_a_volunteer_without_an_account_is_not_let_in(cast, client_for, concern):
    assert (
        "This person can’t have access"
        in post(client_for(cast.dsl), concern, "assign/", who="Victor Lane").content.decode()
    )


@pytest.mark.parametrize("role", [PartyRole.SUBJECT, PartyRole.CONFLICT])
def test_nobody_shut_out_is_ever_assigned_offered_or_asked(cast, client_for, concern, role):
    add_party(concern, cast.dsl, role, person=cast.line_manager.person)
    for path, more in WAYS:
        client = client_for(cast.dsl) if sees(cast.dsl, concern) else client_for(cast.headteacher)
        shown = post(client, concern, path, who="Judith Kerr", **more).content.decode()
        assert access.CANT_BE_LET_IN in shown
    assert not sees(cast.line_manager, concern)
    assert told(cast.line_manager, concern) == 0
    assert not Transfer.objects.exists()


def test_an_offer_stays_with_the_sender_until_the_receiver_accepts(cast, client_for, concern):
    post(client_for(cast.dsl), concern, "transfer/", who="judith.kerr@example.org", reason="You know the family.")
    receiver = client_for(cast.line_manager)

    assert not sees(cast.line_manager, concern)
    assert receiver.get(f"/concerns/{concern.pk}/").status_code == 404
    assert "You know the family." in receiver.get(f"/concerns/{concern.pk}/offer/").content.decode()
    assert "Ash" not in receiver.get(f"/concerns/{concern.pk}/offer/").content.decode()

    shown = receiver.post(f"/concerns/{concern.pk}/offer/accept/", follow=True).content.decode()
    assert "Judith Kerr is dealing with it" in shown
    assert receiver.get(f"/concerns/{concern.pk}/offer/").status_code == 404
    assert told(cast.dsl, concern) == 1


def test_who_handed_it_over_and_saw_it_by_name_alone_sees_it_no_longer(cast, concern):
    assign(concern, cast.dsl, cast.line_manager.person)
    made = offer(concern, cast.line_manager, cast.teacher.person)
    access.accept(by=cast.teacher, transfer=made)

    assert not sees(cast.line_manager, concern)
    assert fresh(concern).assigned_to == cast.teacher.person
    links = Notice.objects.filter(person=cast.line_manager.person, kind="concerns:news").values_list("url", flat=True)
    assert set(links) == {"/concerns/"}


def test_declining_leaves_it_and_tells_the_sender_why(cast, client_for, concern):
    offer(concern, cast.dsl, cast.line_manager.person)
    receiver = client_for(cast.line_manager)
    assert "Say why you" in receiver.post(f"/concerns/{concern.pk}/offer/decline/", {"answer": " "}).content.decode()
    receiver.post(f"/concerns/{concern.pk}/offer/decline/", {"answer": "I teach the child’s brother."})

    assert "I teach the child’s brother." in page(client_for(cast.dsl), concern)
    assert not sees(cast.line_manager, concern)
    assert told(cast.dsl, concern) == 1


def test_only_one_offer_is_open_and_it_can_be_taken_back(cast, client_for, concern):
    made = offer(concern, cast.dsl, cast.line_manager.person)
    with pytest.raises(Refused, match="already been offered to someone"):
        offer(concern, cast.dsl, cast.teacher.person)
    post(client_for(cast.dsl), concern, "transfer/withdraw/")

    assert told(cast.line_manager, concern) == 0
    with pytest.raises(Refused):
        access.accept(by=cast.line_manager, transfer=made)


def test_an_offer_is_for_the_one_it_was_made_to(cast, client_for, concern):
    made = offer(concern, cast.dsl, cast.line_manager.person)
    for user in others(cast, "line_manager"):
        assert client_for(user).get(f"/concerns/{concern.pk}/offer/").status_code in (403, 404)
        with pytest.raises(Refused):
            access.accept(by=user, transfer=made)


def test_an_offer_to_somebody_who_is_then_shut_out_is_gone(cast, client_for, concern):
    made = offer(concern, cast.dsl, cast.line_manager.person)
    add_party(concern, cast.dsl, PartyRole.CONFLICT, person=cast.line_manager.person)

    assert client_for(cast.line_manager).get(f"/concerns/{concern.pk}/offer/").status_code == 404
    assert told(cast.line_manager, concern) == 0
    with pytest.raises(Refused):
        access.accept(by=cast.line_manager, transfer=made)


def test_who_is_asked_for_advice_reads_until_the_day_and_no_longer(cast, client_for, concern, now):
    consult(concern, cast.dsl, cast.line_manager.person, days=3)
    today = now.date()

    assert visible_to(cast.line_manager, today + timedelta(days=3)).filter(pk=concern.pk).exists()
    assert not visible_to(cast.line_manager, today + timedelta(days=4)).filter(pk=concern.pk).exists()
    assert told(cast.line_manager, concern) == 1


@pytest.mark.parametrize("days", [-1, 91])
def test_advice_is_asked_for_ninety_days_at_most(cast, client_for, concern, days, now):
    until = (now.date() + timedelta(days=days)).strftime("%d/%m/%Y")
    shown = post(client_for(cast.dsl), concern, "consult/", who="Judith Kerr", purpose="Please look.", until=until)

    assert "to 90 days ahead" in shown.content.decode()
    assert "Please look." in shown.content.decode()
    with pytest.raises(Refused):
        consult(concern, cast.dsl, cast.line_manager.person, days=days)


def test_advice_can_be_ended_before(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    row = Reader.objects.get(concern=concern, kind=ReaderKind.CONSULTED)
    post(client_for(cast.dsl), concern, f"consult/{row.pk}/end/")

    assert not sees(cast.line_manager, concern)
    assert told(cast.line_manager, concern) == 0


def test_who_only_reads_lets_nobody_in(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    client = client_for(cast.line_manager)
    for path, more in WAYS:
        shown = post(client, concern, path, who="Tara Lindqvist", **more).content.decode()
        assert "someone else is dealing with it" in shown
    assert not sees(cast.teacher, concern)


def test_two_with_one_name_are_told_apart_by_address(cast, client_for, concern):
    from tests.factories.people import make_staff

    make_staff(cast.old_quay, "Judith Kerr", email="jk2@example.org")
    assert (
        "more than one person fits"
        in post(client_for(cast.dsl), concern, "assign/", who="Judith Kerr").content.decode()
    )
    post(client_for(cast.dsl), concern, "assign/", who="jk2@example.org")

    assert fresh(concern).assigned_to.email == "jk2@example.org"


def test_the_three_pages_say_how_they_differ(cast, client_for, concern):
    client = client_for(cast.dsl)
    for path, says in (
        ("assign/", "They do not have to agree first"),
        ("transfer/", "It stays with you until they accept"),
        ("consult/", "They cannot change anything, and it stays with you"),
    ):
        assert says in client.get(f"/concerns/{concern.pk}/{path}").content.decode()


def test_nobody_is_let_in_by_those_who_do_not_see_it(cast, client_for):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"})
    for user in others(cast, "headteacher"):
        answer = client_for(user).post(f"/concerns/{concern.pk}/assign/", {"who": user.email, "version": 2})
        assert answer.status_code in (403, 404)
