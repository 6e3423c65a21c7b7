"""Whoever a name may mean never hears of it, on every route, and the next level decides whether it is about them."""

from __future__ import annotations

import itertools

import pytest
from django.utils import timezone

from lanyard.concerns.core import receipts
from lanyard.concerns.core.actions import possible
from lanyard.concerns.core.actions.matching import match_unlinked
from lanyard.concerns.core.choices import ConcernType, PartyRole, Route, State
from lanyard.concerns.core.models import Concern, NameKey, Party, Reader, key_of
from lanyard.concerns.core.queries.everybody import everybody_at
from lanyard.concerns.core.queries.suspected import TAKEN_IN
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake.actions.store_reports import HashedReport, store_reports
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.choices import Kind, Role
from lanyard.people.models import User
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_party, fresh, page, post
from tests.concerns.factories import by_staff, make_concern, new_form
from tests.concerns.reporting import Reporter, only_concern, soup
from tests.factories.people import give_role, make_staff
from tests.people.spellings import OF_CARYS_MENSAH

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def head(cast) -> User:
    """The headteacher of Old Quay, Carys Mensah."""
    person = cast.headteacher.person
    person.given_name, person.family_name = "Carys", "Mensah"
    person.email = "c.mensah@oldquay.example.org"
    person.save()
    return again(cast.headteacher)


def again(user: User) -> User:
    """As in a new request."""
    return User.objects.select_related("person").get(pk=user.pk)


def sees(user: User, concern: Concern) -> bool:
    return visible_to(again(user)).filter(pk=concern.pk).exists()


def was_told(user: User, concern: Concern) -> bool:
    return Notice.objects.filter(person=user.person, about=f"concern:{concern.pk}").exists()


def about(school, name: str, kind: str = ConcernType.STAFF_CONDUCT, said: str = "", **fields) -> Concern:
    fields.setdefault("account", "Something was posted.")
    return make_concern(school, kind, answers={"about": said, "about_name": name}, **fields)


def role_of(concern: Concern, user: User) -> str:
    rows = Party.objects.filter(concern=concern, person_key=key_of(user.person), ended_at__isnull=True)
    return ", ".join(rows.values_list("role", flat=True))


@pytest.mark.parametrize("route", [Route.PUBLIC, Route.STAFF, Route.PAPER, Route.CHILD])
def test_however_her_name_is_written_she_never_hears_of_it_and_somebody_does(cast, head, route):
    who = {"signed_in": cast.teacher} if route == Route.STAFF else {}
    if route == Route.PAPER:
        who = {"entered_by": cast.teacher}
    kinds = itertools.cycle((ConcernType.STAFF_CONDUCT, ConcernType.COMPLAINT, ConcernType.OTHER))
    saids = itertools.cycle(("", "staff"))
    arrived = [
        arrived_at(cast.old_quay, kind, answers={"about": said, "about_name": name}, route=route, **who)
        for name, kind, said in zip(OF_CARYS_MENSAH, kinds, saids, strict=False)
    ]
    kept = store_reports(arrived)

    seen = set(visible_to(again(head)).values_list("pk", flat=True))
    told = set(Notice.objects.filter(person=head.person).values_list("about", flat=True))
    by_name = zip(OF_CARYS_MENSAH, (one.concern for one in kept), strict=True)
    assert [name for name, one in by_name if one.pk in seen or f"concern:{one.pk}" in told] == []
    assert all(one.concern.level for one in kept)
    assert Notice.objects.filter(person=cast.chair_of_governors.person).exists()


def arrived_at(school, kind: str, **fields) -> HashedReport:
    sent = ReportInput(school=school, type=kind, form=new_form(), account="Something was posted.", **fields)
    return HashedReport(sent, receipts.hash_for(sent.form))


@pytest.mark.parametrize("path", ["", "child/"])
def test_a_name_written_on_a_page_keeps_her_out(cast, head, path):
    reporter = Reporter(cast.old_quay, path)
    if path:
        reporter.report({"type": "staff_conduct"}, {"about_name": "miss mensa", "account": "She was mean."})
    else:
        reporter.report(
            {"type": "staff_conduct"},
            {"about_name": "Headteacher Mrs Mensa", "account": "Words."},
            {"named": "anonymous"},
        )

    concern = only_concern()
    assert not sees(head, concern)
    assert not was_told(head, concern)
    assert sees(cast.chair_of_governors, concern)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Mr Daniel Okafor", "dsl"), ("Priya Nair", "deputy_dsl"), ("Tara Lindqvist", "teacher"),
        ("Year 4 teacher Miss Lindqvist", "teacher"), ("deputy head Mr Ashby", "leadership"),
        ("Victor Lane", "volunteer"),
    ],
)  # fmt: skip
def test_a_clear_name_of_somebody_else_does_not_divert(cast, head, name, who):
    concern = about(cast.old_quay, name)

    assert sees(head, concern) and was_told(head, concern)
    person = cast.volunteer if who == "volunteer" else getattr(cast, who).person
    assert Party.objects.get(concern=concern, role=PartyRole.SUBJECT, person_key=key_of(person)).source == "about_name"


@pytest.mark.parametrize("name", ["Gary Outsider", "a dinner lady", "Year 5", "my teacher", "Zed Blake"])
def test_a_name_that_is_like_nobodys_does_not_divert(cast, head, name):
    concern = about(cast.old_quay, name)

    assert sees(head, concern) and was_told(head, concern)
    assert not Party.objects.filter(concern=concern, role=PartyRole.POSSIBLE).exists()


def test_a_pupil_of_the_same_family_name_does_not_divert_but_her_own_name_does(cast, head):
    pupil = about(cast.old_quay, "Ella Mensah", ConcernType.COMPLAINT, said="pupil")
    herself = about(cast.old_quay, "Carys Mensah", ConcernType.COMPLAINT, said="pupil")
    outside = about(cast.old_quay, "Mrs Mensah", ConcernType.COMPLAINT, said="outside")

    assert sees(head, pupil)
    assert not sees(head, herself) and role_of(herself, head) == "possible"
    assert not sees(head, outside) and role_of(outside, head) == "possible"


def test_who_contacted_somebody_may_be_whom_they_chose_to_tell(cast):
    answers = {"tell_whom": "dsl", "who_sent": "Mr Daniel Okafor"}
    concern = make_concern(cast.old_quay, ConcernType.CONTACT_RECEIVED, **by_staff(cast.teacher, answers=answers))

    assert not sees(cast.dsl, concern) and not was_told(cast.dsl, concern)
    assert was_told(cast.headteacher, concern)


def test_two_of_one_name_are_both_kept_out_and_decided_one_by_one(cast, head, client_for):
    other = make_staff(cast.old_quay, "David Mensah", Kind.LEADER)
    give_role(other.person, Role.CHAIR_OF_GOVERNORS, cast.old_quay)
    concern = about(cast.old_quay, "Mensah")

    assert (role_of(concern, head), role_of(concern, other)) == ("possible", "possible")
    assert not sees(head, concern) and not sees(other, concern)
    assert was_told(cast.chair_of_trustees, concern)


def asked(cast, name: str = "Mrs Mensa") -> tuple[Concern, Party]:
    """A concern that may be about the headteacher, which the chair of governors holds."""
    concern = about(cast.old_quay, name)
    return fresh(concern), Party.objects.get(concern=concern, role=PartyRole.POSSIBLE)


def test_the_next_level_is_asked_and_sees_what_was_written(cast, head, client_for):
    concern, party = asked(cast)
    client = client_for(cast.chair_of_governors)

    assert "This may be about Carys Mensah: is it?" in page(client, concern)
    shown = soup(client.get(f"/concerns/{concern.pk}/people/{party.pk}/decide/")).get_text(" ")
    assert "Mrs Mensa" in shown and "Headteacher" in shown
    assert client_for(head).get(f"/concerns/{concern.pk}/people/{party.pk}/decide/").status_code == 404


def test_yes_makes_her_whom_it_is_about(cast, head, client_for):
    concern, party = asked(cast)
    post(client_for(cast.chair_of_governors), concern, f"people/{party.pk}/decide/", is_about="yes", reason="")

    assert role_of(concern, head) == "subject"
    assert not sees(head, concern) and not was_told(head, concern)
    assert sees(cast.chair_of_governors, concern)
    assert AuditEvent.objects.filter(event="concern:decide-possible", about_id=str(concern.pk)).exists()


def test_no_lets_her_in_takes_it_to_her_level_and_tells_her_and_keeps_the_reason(cast, head, client_for):
    concern, party = asked(cast)
    answer = post(
        client_for(cast.chair_of_governors), concern, f"people/{party.pk}/decide/", is_about="no", reason="A parent."
    )

    assert answer.status_code == 200
    assert (fresh(concern).level, fresh(concern).passed_up) == ("headteacher", False)
    assert sees(head, concern) and was_told(head, concern)
    assert not sees(cast.chair_of_governors, concern)
    assert Party.objects.get(pk=party.pk).ended_at is not None
    assert any("A parent." in entry.text for entry in concern.entries.all())
    match_unlinked()
    assert sees(head, concern)
    # Let back in means all the way: she deals with it.
    post(client_for(head), concern, "acknowledge/")
    assert fresh(concern).state == State.OPEN


def test_no_without_a_reason_is_refused_and_nothing_is_lost(cast, head, client_for):
    concern, party = asked(cast)
    answer = post(client_for(cast.chair_of_governors), concern, f"people/{party.pk}/decide/", is_about="no", reason=" ")

    assert "Say how you know that it is not about them" in answer.content.decode()
    assert not sees(head, concern)
    with pytest.raises(Refused):
        possible.decide(by=again(cast.chair_of_governors), concern=concern, version=concern.version, party=party,
                        is_about=False)  # fmt: skip


def test_who_only_reads_does_not_decide(cast, head):
    concern, party = asked(cast)
    Reader.objects.create(concern=concern, person=cast.teacher.person, kind="consulted", start=timezone.localdate(),
                          added_at=timezone.now())  # fmt: skip

    with pytest.raises(Refused):
        possible.decide(by=again(cast.teacher), concern=concern, version=concern.version, party=party, is_about=False,
                        reason="No")  # fmt: skip


def test_a_question_is_neither_changed_nor_ended_as_another_part_of_the_case(cast, head, client_for):
    concern, party = asked(cast)
    client = client_for(cast.chair_of_governors)
    post(client, concern, f"people/{party.pk}/end/", reason="Away")
    post(client, concern, f"people/{party.pk}/", role="witness", name="Carys Mensah", year_group="", note="")

    assert role_of(concern, head) == "possible"
    assert 'value="possible"' not in client.get(f"/concerns/{concern.pk}/people/add/").content.decode()


def test_somebody_who_is_released_but_in_conflict_stays_out(cast, head):
    concern, party = asked(cast)
    add_party(concern, again(cast.chair_of_governors), PartyRole.CONFLICT, person=head.person)
    now = fresh(concern)
    possible.decide(by=again(cast.chair_of_governors), concern=now, version=now.version, party=party, is_about=False,
                    reason="Another Mensa.")  # fmt: skip

    assert not sees(head, concern) and not was_told(head, concern)


def test_a_case_whose_person_is_on_no_register_says_so_and_whoever_deals_with_it_is_told_once(cast, client_for):
    concern = about(cast.old_quay, "Zed Blake")
    says = "The person it is about is not linked to the register, so nobody is excluded yet"

    assert says in page(client_for(cast.headteacher), concern)
    for _ in range(3):
        match_unlinked()
    told = Notice.objects.filter(about=f"concern:{concern.pk}", kind="concerns:unlinked")
    assert [notice.person_id for notice in told] == [cast.headteacher.person_id]
    outside = about(cast.old_quay, "Zed Blake", ConcernType.COMPLAINT, said="outside")
    assert says not in page(client_for(cast.headteacher), outside)
    linked = about(cast.old_quay, "Tara Lindqvist")
    assert says not in page(client_for(cast.headteacher), linked)


def test_every_night_names_are_compared_with_who_has_come_since(cast, head):
    concern = about(cast.old_quay, "Mr Gilbert Blake")
    assert sees(head, concern)
    newcomer = make_staff(cast.old_quay, "Gilbert Blake")

    assert match_unlinked() == 1
    assert role_of(concern, newcomer) == "subject"
    assert match_unlinked() == 0


def test_names_in_cases_are_found_by_digests_that_say_nothing(cast, head):
    concern = about(cast.old_quay, "Mrs Mensa")
    keys = NameKey.objects.filter(concern=concern).values_list("key", flat=True)

    assert keys and all(isinstance(key, int) for key in keys)
    concern.delete()
    assert not NameKey.objects.exists()


def test_asking_who_is_at_a_school_takes_four_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(4):
        everybody_at(cast.old_quay, timezone.localdate())


def test_a_case_from_another_school_is_compared_too(cast, head):
    made = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, also_about=("Mrs Mensa", ""))

    assert Party.objects.get(concern=made, role=PartyRole.POSSIBLE).source == TAKEN_IN
    assert not sees(head, made)
