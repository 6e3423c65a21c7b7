import pytest
from django.urls import reverse

from lanyard.notices import actions
from lanyard.notices.models import Notice
from tests.notices.messages import READ_THIS
from tests.ui.pages import read, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def told(user, count: int = 1) -> list[Notice]:
    return [actions.tell(READ_THIS(url=f"/guides/{n}/"), [user.person], by=user)[0] for n in range(count)]


def test_i_see_my_own_notices_and_nobody_elses(cast, client_for):
    told(cast.teacher)
    assert b"Read the new guide" in client_for(cast.teacher).get(reverse("notices:mine")).content
    assert b"You have no notices." in client_for(cast.dsl).get(reverse("notices:mine")).content


def test_unread_notices_come_first(cast, client_for):
    old, new, newest = told(cast.teacher, 3)
    actions.mark_read([newest], by=cast.teacher)
    page = client_for(cast.teacher).get(reverse("notices:mine")).context["page_obj"]
    assert list(page)[-1] == newest and set(list(page)[:2]) == {old, new}


def test_a_notice_is_marked_as_read_by_its_button(cast, client_for):
    notice = told(cast.teacher)[0]
    answer = client_for(cast.teacher).post(reverse("notices:read", kwargs={"notice": notice.pk}))
    assert answer.url == reverse("notices:mine")
    assert Notice.objects.get().read_at


def test_looking_at_the_list_or_following_an_address_changes_nothing(cast, client_for):
    notice = told(cast.teacher)[0]
    client = client_for(cast.teacher)
    client.get(reverse("notices:mine"))
    assert client.get(reverse("notices:read", kwargs={"notice": notice.pk})).status_code == 405
    assert Notice.objects.get().read_at is None


def test_somebody_elses_notice_is_not_there(cast, client_for):
    notice = told(cast.teacher)[0]
    assert client_for(cast.dsl).post(reverse("notices:read", kwargs={"notice": notice.pk})).status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_are_marked_at_once_and_those_of_others_stay(cast, client_for):
    told(cast.teacher, 3), told(cast.dsl)
    client_for(cast.teacher).post(reverse("notices:read-all"))
    assert [n.person for n in Notice.objects.filter(read_at__isnull=True)] == [cast.dsl.person]


def test_the_list_comes_in_pages_with_a_constant_number_of_queries(cast, client_for, django_assert_max_num_queries):
    told(cast.teacher, 60)
    client = client_for(cast.teacher)
    with django_assert_max_num_queries(14):
        assert len(client.get(reverse("notices:mine")).context["page_obj"]) == 25
    assert len(client.get(reverse("notices:mine"), {"page": 3}).context["page_obj"]) == 10


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert client.get(reverse("notices:mine")).status_code == 302


def test_the_first_page_says_how_many_are_new_until_they_are_read(cast, client_for):
    client = client_for(cast.teacher)

    def figure() -> str:
        cards = read(client.get("/").content.decode()).select(".ly-card")
        return next(text(card) for card in cards if "Your notices" in text(card))

    assert figure() == "Your notices All read"
    told(cast.teacher, 2)
    assert figure() == "Your notices 2 unread"
    actions.mark_read(Notice.objects.all()[:1], by=cast.teacher)
    assert figure() == "Your notices 1 unread"
