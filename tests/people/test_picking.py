"""Picking a colleague: a list that narrows, with scripts or without, and only of those one may see."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms

from lanyard.people.picking import PersonField
from lanyard.people.queries import search_staff
from tests.factories.people import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
TODAY = date(2026, 11, 24)


class Picking(forms.Form):
    person = PersonField()

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].at(place, TODAY)


def names(found) -> list[str]:
    return [person.full_name for person in found]


def sent(place, **data) -> Picking:
    form = Picking(data, place=place)
    form.is_valid()
    return form


def listed(form: Picking) -> list[str]:
    soup = BeautifulSoup(str(form["person"]), "html.parser")
    return [one["value"] for one in soup.select("input[type=radio]")]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("mar", ["Helen Marsh"]),
        ("hel", ["Helen Marsh"]),
        ("marsh hel", ["Helen Marsh"]),
        ("Marsh, Helen", ["Helen Marsh"]),
        ("helen.marsh@example.org", ["Helen Marsh"]),
        ("h", []),
        ("", []),
        ("elen", []),
        ("Ella Winter", []),
        ("Paula", []),
    ],
)
def test_each_word_is_the_beginning_of_a_part_of_the_name_of_somebody_who_works_here(cast, typed, finds):
    assert names(search_staff(typed, [cast.old_quay], TODAY)) == finds


def test_parts_of_a_long_name_are_found_and_a_whole_name_comes_first(cast):
    make_staff(cast.old_quay, "Mary Ann Smith-Jones")
    make_staff(cast.old_quay, "Jo Smit")
    make_staff(cast.old_quay, "Aaron Smith")

    assert "Mary Ann Smith-Jones" in names(search_staff("ann jones", [cast.old_quay], TODAY))
    assert names(search_staff("Jo Smit", [cast.old_quay], TODAY))[0] == "Jo Smit"


@pytest.mark.parametrize("typed", ["Helen Marsh", "helen.marsh@example.org"])
def test_a_whole_name_or_address_is_enough(cast, typed):
    assert sent(cast.old_quay, person=typed).cleaned_data["person"] == cast.headteacher.person


def test_part_of_a_name_gives_a_list_to_choose_from_and_what_was_typed_stays(cast):
    form = sent(cast.old_quay, person="mar")
    assert form.errors["person"] == ["Select who it is, or enter another name"]
    assert listed(form) == [str(cast.headteacher.person_id)] and 'value="mar"' in str(form["person"])
    chosen = {"person": "mar", "person-chosen": str(cast.headteacher.person_id)}

    assert sent(cast.old_quay, **chosen).cleaned_data["person"] == cast.headteacher.person


def test_of_several_one_is_chosen(cast):
    other = make_staff(cast.old_quay, "Helen Marsh", email="h2@example.org").person
    form = sent(cast.old_quay, person="Helen Marsh")
    assert "more than one person" in form.errors["person"][0] and set(listed(form)) >= {str(other.pk)}

    assert sent(cast.old_quay, person="Helen Marsh", **{"person-chosen": str(other.pk)}).cleaned_data["person"] == other


def test_who_types_another_name_after_choosing_has_not_chosen(cast):
    form = sent(cast.old_quay, person="Tara Lindqvist", **{"person-chosen": str(cast.headteacher.person_id)})

    assert form.cleaned_data["person"] == cast.teacher.person


@pytest.mark.parametrize("who", ["saltmarsh_headteacher", "parent"])
def test_an_id_of_somebody_who_does_not_work_here_is_nobody(cast, who):
    person = getattr(cast, who).person
    assert sent(cast.old_quay, **{"person-chosen": str(person.pk)}).errors
    assert sent(cast.old_quay, person=person.full_name, **{"person-chosen": str(person.pk)}).errors
    assert sent(cast.old_quay, **{"person-chosen": "no id"}).errors


def test_the_list_is_for_staff_of_the_school_and_names_only_them(cast, client_for):
    address = f"/schools/{cast.old_quay.slug}/colleagues/"
    shown = client_for(cast.teacher).post(address, {"name": "who-chosen", "text": "mar"}).content.decode()
    assert "Helen Marsh" in shown and 'name="who-chosen"' in shown
    assert "Winter" not in client_for(cast.teacher).post(address, {"name": "x", "text": "wint"}).content.decode()
    odd = client_for(cast.teacher).post(address, {"name": '"><b>', "text": "mar"}).content.decode()
    assert "<b>" not in odd and 'name="person-chosen"' in odd

    for user in (cast.parent, cast.saltmarsh_headteacher):
        assert client_for(user).post(address, {"text": "mar"}).status_code in (403, 404)
    assert client_for(cast.teacher).get(address).status_code == 405
