"""Before it is sent, a report says who will read it, and a box each keeps them out (EXP7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.casework.actions import parties
from lanyard.concerns.core.choices import ConcernType, PartyRole, Route
from lanyard.concerns.core.kinds import KINDS, offered
from lanyard.concerns.core.models import Concern, Party
from lanyard.concerns.core.queries.visible import visible_to
from lanyard.concerns.core.report_input import Struck
from lanyard.concerns.intake.queries.asking import Asking, value_of
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding, User
from tests.concerns.cases import fresh, page
from tests.concerns.core.test_visible import seen_by, seen_of, told_of
from tests.concerns.factories import by_staff, make_concern
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, only_concern, soup, written
from tests.factories.people import give_role, make_cover, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

ABOUT_STAFF = ({"type": "staff_conduct"}, {"account": "A post that is not right.", "about": "unknown"})
ABOUT_CHILD = ({"type": "bullying"}, WHAT)


def asking(cast, kind: str, route: str = Route.PUBLIC, **given) -> Asking:
    return Asking(cast.old_quay, kind, route, given, cast.teacher.person if route == Route.STAFF else None)


def names(asked: Asking) -> list[str]:
    return [one.name or one.role for one in asked.reads]


def boxes(reporter: Reporter) -> dict[str, str]:
    """The label of each box, and its value."""
    form = soup(reporter.page).find("main").find("form")
    return {form.find("label", {"for": box["id"]}).text.strip(): box["value"] for box in form.select("[name=struck]")}


def ticked(reporter: Reporter) -> set[str]:
    form = soup(reporter.page).find("main").find("form")
    return {box["value"] for box in form.select("[name=struck][checked]")}


def at_last(cast, screens=ABOUT_STAFF, path: str = "", client=None) -> Reporter:
    reporter = Reporter(cast.old_quay, path, client)
    reporter.report(*screens)
    return reporter


def struck(*people) -> Struck:
    return Struck(tuple(user.person for user in people))


def covered(cast) -> None:
    """Somebody stands in for the headteacher."""
    holding, today = (
        RoleHolding.objects.get(person=cast.headteacher.person, role=Role.HEADTEACHER),
        timezone.localdate(),
    )
    make_cover(holding, cast.leadership.person, today, today + timedelta(days=9))


def test_the_last_screen_says_who_will_read_it_by_role_and_name(cast):
    reporter = at_last(cast)

    assert reporter.says("Who will read this Helen Marsh, Headteacher, will read this.")
    assert reporter.says("Is it about one of these people, or should one of them not read it?")
    assert list(boxes(reporter)) == ["Helen Marsh, Headteacher"]


@pytest.mark.parametrize(
    ("kind", "given", "reads"),
    [
        ("bullying", {}, ["Daniel Okafor", "Priya Nair", "on_call"]),
        ("staff_conduct", {}, ["Helen Marsh"]),
        ("staff_conduct", {"about": "headteacher"}, ["Amina Yusuf"]),
        ("complaint", {"about": "chair_of_governors"}, ["Colin Drake"]),
        ("complaint", {"child_at_risk": "yes"}, ["Daniel Okafor", "Priya Nair", "Helen Marsh", "on_call"]),
        ("whistleblowing", {}, ["Amina Yusuf"]),
        ("data_breach", {}, ["data_protection_lead"]),
        ("data_breach", {"child_at_risk": "yes"}, ["Daniel Okafor", "Priya Nair", "data_protection_lead", "on_call"]),
        ("contact_received", {}, ["line_manager", "Daniel Okafor", "Priya Nair", "Helen Marsh"]),
        ("contact_received", {"tell_whom": "headteacher"}, ["Helen Marsh"]),
        ("about_myself", {}, ["Helen Marsh"]),
    ],
)
def test_who_is_shown_follows_from_the_type_and_the_choices(cast, kind, given, reads):
    route = Route.STAFF if Route.PUBLIC not in KINDS[kind].routes else Route.PUBLIC

    assert names(asking(cast, kind, route, **given)) == reads


def test_nobody_is_named_whose_role_is_not_public(cast):
    covered(cast)
    hidden = {cast.data_protection_lead, cast.line_manager, cast.leadership, cast.it_lead, cast.teacher}
    for kind in offered(Route.PUBLIC):
        shown = at_last(cast, ({"type": kind.type}, WHAT)).page.content.decode()
        for user in hidden:
            assert user.person.family_name not in shown, kind.type


@pytest.mark.parametrize("path", ["", "child/"])
def test_what_is_shown_tells_nothing_of_the_names_that_are_typed(cast, path):
    """Whoever is on the register, whatever was made of their names: the readers are the same to the letter."""

    def shown(name: str) -> str:
        what = {"account": f"{name} shouted at her.", "about": "staff", "about_name": name, "struck": "x" * 32}
        reporter = at_last(cast, ({"type": "staff_conduct"}, what), path)
        if not path:
            reporter.send(named="by_name")
        found = soup(reporter.page).find(id="readers")
        return f"{found} {written(reporter.page)['shown']}"

    known = ["Helen Marsh", "Mrs Marsh", "Tara Lindqvist", "Amina Yusuf", "the head", "Nobody Atall", "Zxcv Qwrt"]
    assert len({shown(name) for name in known}) == 1


def test_striking_the_headteacher_out_shows_the_chair_before_anything_is_sent(cast):
    reporter = at_last(cast)
    head = boxes(reporter)["Helen Marsh, Headteacher"]
    reporter.send(named="by_name", name="Paula Winter", contact="07700 900123", struck=head)

    assert not Concern.objects.exists() and not reporter.code
    assert reporter.says("It is not sent yet.") and reporter.says("Amina Yusuf, Chair of governors, will read this.")
    assert ticked(reporter) == {head}
    kept = written(reporter.page)
    assert (kept["name"], kept["contact"], kept["account"]) == (
        "Paula Winter",
        "07700 900123",
        ABOUT_STAFF[1]["account"],
    )
    reporter.send()

    assert reporter.code and seen_by(cast, only_concern()) == {"chair_of_governors"}
    assert told_of(only_concern()) == {cast.chair_of_governors.email}


def test_striking_one_of_several_who_were_all_shown_sends_at_once(cast):
    reporter = at_last(cast, ABOUT_CHILD)
    reporter.send(**ANONYMOUS, struck=boxes(reporter)["Daniel Okafor, Designated safeguarding lead (DSL)"])

    assert reporter.code and seen_by(cast, only_concern()) == {"deputy_dsl"}
    assert told_of(only_concern()) == {cast.deputy_dsl.email}


def test_a_box_may_be_ticked_again_and_again_until_nobody_inside_is_left(cast):
    reporter, seen = at_last(cast), []
    for _ in range(8):
        every = boxes(reporter)
        seen = list(every)
        reporter.send(**ANONYMOUS, struck=list(every.values()))
        if reporter.code:
            break

    assert set(seen) == {
        "Helen Marsh, Headteacher", "Amina Yusuf, Chair of governors", "Ruth Hollis, Executive headteacher",
        "Colin Drake, Chair of trustees",
    }  # fmt: skip
    assert reporter.says("Nobody senior to the people it may be about is left")
    assert seen_by(cast, only_concern()) == set() and only_concern().level == ""


def test_a_child_is_asked_in_a_childs_words_and_the_screen_keeps_what_they_wrote(cast):
    child = at_last(cast, ({"type": "staff_conduct"},), "child/")
    assert child.says("Who will read this Helen Marsh, the head teacher")
    assert child.says("Is it about one of these grown-ups?")
    child.send(account="she is scary", struck=boxes(child)["Helen Marsh, the head teacher"])

    assert child.says("So someone else will read it.") and child.says("Amina Yusuf, who checks how the school is run")
    assert written(child.page)["account"] == "she is scary"
    child.send()
    assert child.code and "headteacher" not in seen_by(cast, only_concern())


@pytest.mark.parametrize("path", ["contact/", "myself/"])
def test_who_tells_leaders_is_asked_on_the_one_screen(cast, client_for, path):
    reporter = Reporter(cast.old_quay, path, client_for(cast.teacher))
    box = boxes(reporter)["Helen Marsh, Headteacher"]
    reporter.send(account="Something.", who_sent="A pupil", tell_whom="headteacher", struck=box)
    if not reporter.code:
        assert reporter.says("It is not sent yet.")
        reporter.send()

    assert reporter.code and "headteacher" not in seen_by(cast, only_concern())


@pytest.mark.parametrize("path", ["staff/", "paper/"])
def test_staff_are_asked_too_also_of_what_came_on_paper(cast, client_for, path):
    reporter = at_last(cast, ABOUT_STAFF, path, client_for(cast.teacher))
    more = {"received_day": "23/11/2026"} if path == "paper/" else {}
    reporter.send(**more, struck=list(boxes(reporter).values()))
    reporter.send()

    assert reporter.code and seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_who_is_shown_by_role_alone_is_kept_out_with_all_who_hold_it(cast):
    other = give_role(make_person(cast.trust, "Olu Ade"), Role.DATA_PROTECTION_LEAD, cast.old_quay).person
    reporter = at_last(cast, ({"type": "data_breach"}, {**WHAT, "what_data": "A list"}))
    reporter.send(**ANONYMOUS, struck=boxes(reporter)["The data protection lead"])
    reporter.send()

    concern = only_concern()
    out = {party.person for party in Party.objects.filter(concern=concern, role=PartyRole.CONFLICT, source="reporter")}
    assert out == {str(cast.data_protection_lead.person.pk), str(other.pk)}
    assert seen_by(cast, concern) == {"executive_headteacher"}


def test_whoever_stands_in_is_kept_out_with_whom_they_stand_in_for(cast):
    reporter = at_last(cast)
    covered(cast)
    reporter.send(**ANONYMOUS, struck=list(boxes(reporter).values()))
    reporter.send()

    assert seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_a_tick_holds_when_the_role_has_moved_on_since_the_page_was_opened(cast):
    reporter = at_last(cast)
    box = list(boxes(reporter).values())
    RoleHolding.objects.filter(person=cast.headteacher.person).update(end=timezone.localdate() - timedelta(days=1))
    give_role(cast.headteacher.person, Role.CHAIR_OF_GOVERNORS, cast.old_quay)
    give_role(cast.leadership.person, Role.HEADTEACHER, cast.old_quay)
    reporter.send(**ANONYMOUS, struck=box)

    # The new headteacher was not shown.
    assert reporter.says("Tom Ashby, Headteacher, will read this.") and ticked(reporter) == set(box)
    reporter.send()
    concern = only_concern()
    assert "headteacher" not in seen_by(cast, concern) and "leadership" in seen_by(cast, concern)


@pytest.mark.parametrize("forged", ["f" * 32, "nobody", "x" * 5000, "<b>", "a b c"])
def test_a_box_that_means_nobody_is_never_passed_over_in_silence(cast, forged):
    reporter = at_last(cast)
    reporter.send(**ANONYMOUS, struck=[forged, *boxes(reporter).values()])

    assert not Concern.objects.exists() and reporter.says(
        "The people who will read this have changed since you opened the page."
    )
    assert ticked(reporter) == {value_of(cast.old_quay, cast.headteacher.person_id)}
    reporter.send()
    assert reporter.code and seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_a_box_of_another_school_means_nobody_here(cast):
    reporter = at_last(cast)
    reporter.send(**ANONYMOUS, struck=value_of(cast.saltmarsh, cast.headteacher.person_id))

    assert not reporter.code and not Concern.objects.exists()


def test_a_forged_list_of_who_was_shown_lets_nobody_read_it_who_was_struck_out(cast):
    reporter = at_last(cast)
    shown = " ".join(value_of(cast.old_quay, user.person_id) for user in (cast.headteacher, cast.chair_of_governors))
    reporter.send(**ANONYMOUS, struck=list(boxes(reporter).values()), shown=shown)

    assert reporter.code and seen_by(cast, only_concern()) == {"chair_of_governors"}


def test_going_back_and_forward_keeps_the_ticks(cast):
    reporter = at_last(cast, ABOUT_CHILD)
    box = boxes(reporter)["Priya Nair, Deputy DSL"]
    reporter.send("back", named="anonymous", struck=box)
    reporter.send("back")
    reporter.send()
    reporter.send()

    assert ticked(reporter) == {box}
    reporter.send()
    assert seen_by(cast, only_concern()) == {"dsl"}


def test_ticking_after_it_was_sent_keeps_them_out_from_then_on(cast):
    reporter = at_last(cast)
    last = {**written(reporter.page), **ANONYMOUS, "go": "next"}
    box = list(boxes(reporter).values())
    reporter.send(**ANONYMOUS)
    assert seen_by(cast, only_concern()) == {"headteacher"}
    again = reporter.client.post(reporter.address, {**last, "struck": box}, follow=True)

    assert reporter.code in again.content.decode()
    assert seen_by(cast, only_concern()) == {"chair_of_governors"}
    assert not Notice.objects.filter(person=cast.headteacher.person, settled_at__isnull=True).exists()


def test_sending_twice_with_a_tick_makes_one_concern(cast):
    reporter = at_last(cast, ABOUT_CHILD)
    last = {**written(reporter.page), **ANONYMOUS, "go": "next", "struck": boxes(reporter)["Priya Nair, Deputy DSL"]}
    codes = {
        soup(reporter.client.post(reporter.address, last, follow=True)).find(attrs={"data-code": True}).text
        for _ in range(2)
    }

    assert len(codes) == 1 and Party.objects.filter(concern=only_concern(), source="reporter").count() == 1


def test_the_level_that_deals_with_it_sees_whom_the_reporter_named(cast, client_for):
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, struck=struck(cast.headteacher))

    says = page(client_for(cast.chair_of_governors), concern)
    assert "The reporter asked that Helen Marsh does not read this." in says


@pytest.mark.parametrize("kind", [kind.type for kind in KINDS.values()])
def test_whoever_is_struck_out_of_any_type_on_any_route_hears_nothing_and_somebody_does(cast, kind):
    """Each of those shown, and then all of them."""
    for route in sorted(KINDS[kind].routes - {Route.TRANSFER}):
        more = by_staff(cast.teacher) if route == Route.STAFF else {"route": route}
        given = {"tell_whom": "headteacher"} if kind == ConcernType.CONTACT_RECEIVED else {}
        people = {one.pk: one for one in (user.person for user in vars(cast).values() if hasattr(user, "person_id"))}
        shown = [one.id for one in _shown(cast, kind, route, given) if one.id]
        made = []
        for out in [*([one] for one in shown), shown]:
            if out:
                who = Struck(tuple(people[pk] for pk in out))
                made.append((out, make_concern(cast.old_quay, kind, answers=given, struck=who, **more)))
        names = seen_of(cast, [concern for _, concern in made])
        for out, concern in made:
            seen = {getattr(cast, name).person_id for name in names[concern.pk]}
            told = set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person", flat=True))
            assert seen and told and not (seen | told) & set(out), (kind, route, out)
            assert told <= seen


def _shown(cast, kind: str, route: str, given: dict[str, str]):
    from lanyard.concerns.intake.rules.asking import Shown

    asked = asking(cast, kind, route, **given)
    by_value = {value_of(cast.old_quay, user.person_id): user.person_id
                for user in vars(cast).values() if hasattr(user, "person_id")}  # fmt: skip
    return [Shown(one.role, by_value.get(one.value)) for one in asked.reads]


def test_no_figure_moves_for_who_is_struck_out_of_what_is_new(cast, client_for):
    def figures() -> str:
        answer = client_for(cast.headteacher).get(reverse("concerns:counts", args=[cast.old_quay.slug]))
        assert answer.status_code == 200
        return " ".join(soup(answer).find("main").get_text(" ").split())

    before = figures()
    make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, struck=struck(cast.headteacher))
    assert figures() == before


def test_whom_it_may_be_about_as_well_stays_out_when_that_is_denied(cast):
    """The text names her, and her box is ticked: releasing the likeness does not undo the reporter's wish."""
    from lanyard.concerns.core.actions.possible import decide

    account = "Mrs Marsh shouted at her."
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, account=account, struck=struck(cast.headteacher))
    party = Party.objects.get(concern=concern, role=PartyRole.POSSIBLE)
    now = fresh(concern)
    decide(by=cast.chair_of_governors, concern=now, version=now.version, party=party, is_about=False, reason="Another.")

    assert "headteacher" not in seen_by(cast, concern)


def test_who_deals_with_it_may_end_the_wish_with_a_reason(cast):
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, struck=struck(cast.headteacher))
    party, now = Party.objects.get(concern=concern, source="reporter"), fresh(concern)
    parties.end(by=cast.chair_of_governors, concern=now, version=now.version, party=party, reason="She may see it.")

    assert Party.objects.get(pk=party.pk).ended_at


def test_a_second_record_of_whoever_is_struck_out_is_kept_out_too(cast):
    twin = make_person(cast.trust, "Helen Marsh")
    give_role(twin, Role.CHAIR_OF_GOVERNORS, cast.old_quay)
    RoleHolding.objects.filter(person=cast.chair_of_governors.person).delete()
    concern = make_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, struck=struck(cast.headteacher))

    out = {party.person for party in Party.objects.filter(concern=concern, source="reporter")}
    assert str(twin.pk) in out


VALUES = st.lists(st.one_of(st.integers(0, 40), st.sampled_from(["f" * 32, "more", "nobody", ""])), max_size=8)
MOVES = st.lists(
    st.tuples(st.sampled_from(["give", "take", "cover"]), st.integers(0, 10),
              st.sampled_from([Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL, Role.CHAIR_OF_GOVERNORS])),
    max_size=3,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(KINDS)), VALUES, MOVES, st.sampled_from(["", "headteacher", "staff", "safeguarding"]))
def test_whatever_is_ticked_and_whoever_moves_meanwhile_a_person_struck_out_never_hears_of_it_and_somebody_does(
    cast, kind, picked, moves, about
):
    """Boxes of everybody and of nobody, and roles and covers that begin and end after the page was shown."""
    everybody = [user for user in vars(cast).values() if hasattr(user, "person_id")]
    chosen = {"about": about, "tell_whom": "headteacher"}
    with transaction.atomic():
        values = [_value(cast, everybody, one) for one in picked]
        for what, who, role in moves:
            _move(cast, what, everybody[who], role)
        asked = Asking(cast.old_quay, kind, Route.PUBLIC, {**chosen, "struck": " ".join(values)})
        concern = make_concern(cast.old_quay, kind, answers=chosen, struck=asked.struck)
        out = {person.pk for person in asked.struck.people}
        # As in a new request: what was read of them in another example is forgotten.
        users = User.objects.select_related("person").filter(pk__in=[user.pk for user in everybody])
        seen = {user.person_id for user in users if visible_to(user).filter(pk=concern.pk).exists()}
        told = set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person", flat=True))

        meant = {value for value in values if value} - {
            value_of(cast.old_quay, one) for one in (*out, *asked.struck.roles)
        }
        assert asked.unknown == bool(meant), "a box was passed over in silence"
        assert not out & (seen | told)
        assert told or concern.level == ""
        # Whatever is shown is what comes true.
        named = {value_of(cast.old_quay, one) for one in seen}
        assert {one.value for one in asked.reads if one.name} <= named
        transaction.set_rollback(True)


def _value(cast, everybody, one) -> str:
    if isinstance(one, str):
        return one
    return value_of(cast.old_quay, everybody[one].person_id if one < len(everybody) else "headteacher")


def _move(cast, what: str, user, role: str) -> None:
    today = timezone.localdate()
    holding = RoleHolding.objects.filter(role=role, school=cast.old_quay, end__isnull=True).first()
    if what == "give" and not RoleHolding.objects.filter(role=role, person=user.person, end__isnull=True).exists():
        give_role(user.person, role, cast.old_quay)
    elif what == "take" and holding:
        RoleHolding.objects.filter(pk=holding.pk).update(start=today - timedelta(9), end=today - timedelta(1))
    elif what == "cover" and holding and holding.person_id != user.person_id:
        make_cover(holding, user.person, today, today + timedelta(days=9))
