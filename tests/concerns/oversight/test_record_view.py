"""Who looked: a right of its own."""

import pytest

from tests.concerns.cases import assign, consult, opened, others, page
from tests.factories.people import give_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def test_it_names_everybody_who_looked_the_newest_first(cast, client_for, concern):
    page(client_for(cast.dsl), concern)
    page(client_for(cast.deputy_dsl), concern)
    shown = client_for(cast.dsl).get(f"/concerns/{concern.pk}/looks/").content.decode()

    assert shown.index("Priya Nair") < shown.index("Daniel Okafor")


def test_who_sees_the_concern_need_not_see_who_looked(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    for user in (cast.deputy_dsl, cast.line_manager):
        assert client_for(user).get(f"/concerns/{concern.pk}/looks/").status_code in (403, 404)
        assert "looks/" not in page(client_for(user), concern)


def test_the_right_counts_where_it_is_held(cast, client_for, concern):
    assign(concern, cast.dsl, cast.teacher.person)
    give_role(cast.teacher.person, "dsl", cast.saltmarsh)
    teacher = type(cast.teacher).objects.get(pk=cast.teacher.pk)

    assert client_for(teacher).get(f"/concerns/{concern.pk}/").status_code == 200
    assert client_for(teacher).get(f"/concerns/{concern.pk}/looks/").status_code == 404


def test_nobody_else_sees_it(cast, client_for, concern):
    for user in others(cast, "dsl"):
        assert client_for(user).get(f"/concerns/{concern.pk}/looks/").status_code in (403, 404)


def test_a_long_list_comes_in_pages(cast, client_for, concern):
    client = client_for(cast.dsl)
    for _ in range(51):
        page(client, concern)
    assert "page=2" in client.get(f"/concerns/{concern.pk}/looks/").content.decode()
