"""Forms: one markup for every kind of field, our own words for what is wrong, and nothing typed is lost."""

from datetime import date

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile

from lanyard.people.models import School
from lanyard.ui import forms
from tests.ui.pages import draw, text


class Apply(forms.Form):
    name = django_forms.CharField(label="Name of the account", help_text="As families see it.", max_length=10)
    email = django_forms.EmailField(label="Email address")
    why = django_forms.CharField(label="What is it for?", widget=django_forms.Textarea)
    opens = django_forms.DateField(label="Day it opens")
    people = django_forms.IntegerField(label="How many people can post", min_value=1)
    kind = django_forms.ChoiceField(label="Kind of account", choices=[("", "Choose"), ("group", "Group")])
    comments = django_forms.ChoiceField(
        label="Who can comment",
        widget=django_forms.RadioSelect,
        choices=[("", "---"), ("a", "Nobody"), ("b", "Anyone")],
    )
    audience = django_forms.MultipleChoiceField(
        label="Audience", widget=django_forms.CheckboxSelectMultiple, choices=[("p", "Parents"), ("c", "Children")]
    )
    agreed = django_forms.BooleanField(label="I have read the guidance")
    plan = django_forms.FileField(label="Risk assessment")
    note = django_forms.CharField(label="Note", required=False)
    version = django_forms.IntegerField(widget=django_forms.HiddenInput, required=False)
    missing = {"agreed": "Read the guidance first"}


def errors_of(form: django_forms.BaseForm) -> dict[str, str]:
    return {name: problems[0] for name, problems in form.errors.items()}


def test_each_empty_field_says_what_to_do() -> None:
    assert errors_of(Apply({})) == {
        "name": "Enter the name of the account",
        "email": "Enter the email address",
        "why": "Answer the question “What is it for?”",
        "opens": "Enter the day it opens",
        "people": "Enter how many people can post",
        "kind": "Select the kind of account",
        "comments": "Select who can comment",
        "audience": "Select the audience",
        "agreed": "Read the guidance first",
        "plan": "Choose the risk assessment",
    }


def test_what_cannot_be_read_is_said_plainly_and_stays_typed() -> None:
    typed = {"name": "A very long name", "email": "nobody", "opens": "31/2/2026", "people": "x", "kind": "page"}
    form = Apply(typed)
    page = draw("{% fields form %}", form=form)

    assert errors_of(form) | typed == errors_of(form) | typed
    assert {name: errors_of(form)[name] for name in typed} == {
        "name": "Use 10 characters or fewer: there are 16",
        "email": "Enter an email address in full, such as name@example.org",
        "opens": "Enter a real date, such as 24/11/2026",
        "people": "Enter a whole number",
        "kind": "Select one of the choices in the list",
    }
    for name in ("name", "email", "opens", "people"):
        assert page.find(id=f"id_{name}")["value"] == typed[name]


def test_words_that_a_field_has_of_its_own_are_kept() -> None:
    class Own(forms.Form):
        name = django_forms.CharField(error_messages={"required": "Say who you are"})

    assert errors_of(Own({})) == {"name": "Say who you are"}


@pytest.mark.parametrize(
    "typed", ["24/11/2026", "24.11.26", "24 November 2026", "24 Nov 2026", "24 11 2026", "2026-11-24"]
)
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    class Day(forms.Form):
        on = django_forms.DateField()

    form = Day({"on": typed})

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 11, 24)


def test_a_day_that_is_known_is_shown_as_people_write_it() -> None:
    class Day(forms.Form):
        on = django_forms.DateField(initial=date(2026, 9, 1))

    assert draw("{% fields form %}", form=Day()).find(id="id_on")["value"] == "01/09/2026"


def test_a_form_drawn_from_a_model_speaks_the_same_way() -> None:
    class SchoolForm(forms.ModelForm):
        class Meta:
            model = School
            fields = ["name", "opened"]

    form = SchoolForm({"name": "", "opened": "soon"})

    assert errors_of(form) == {"name": "Enter the name", "opened": "Enter a real date, such as 24/11/2026"}


def test_label_hint_and_error_belong_to_their_input() -> None:
    page = draw("{% field form.name %}", form=Apply({}))
    box = page.find("input")

    assert page.label["for"] == box["id"]
    assert box["aria-describedby"].split() == ["id_name-hint", "id_name-error"]
    assert text(page.find(id="id_name-hint")) == "As families see it."
    assert text(page.find(id="id_name-error")) == "Error: Enter the name of the account"
    assert box["aria-invalid"] == "true"


@pytest.mark.parametrize("name", ["comments", "audience"])
def test_a_group_is_a_fieldset_without_an_empty_choice(name: str) -> None:
    page = draw("{% field form.bound %}", form={"bound": Apply({})[name]})

    assert page.legend is not None
    assert page.fieldset["aria-describedby"] == f"id_{name}-error"
    assert {box["type"] for box in page.find_all("input")} == {"radio" if name == "comments" else "checkbox"}
    assert all(box["value"] and page.find("label", attrs={"for": box["id"]}) for box in page.find_all("input"))


def test_choices_made_stay_made() -> None:
    page = draw("{% fields form %}", form=Apply({"comments": "b", "audience": ["c"], "agreed": "on"}))

    assert [box["id"] for box in page.find_all("input", checked=True)] == [
        "id_comments_2",
        "id_audience_1",
        "id_agreed",
    ]


def test_an_option_may_have_a_hint_of_its_own() -> None:
    form = Apply()
    form.fields["comments"].option_hints = {"b": "Strangers too."}
    page = draw("{% field form.comments %}", form=form)

    described = page.find("input", value="b")["aria-describedby"]
    assert text(page.find(id=described)) == "Strangers too."


def test_only_what_may_be_left_out_is_marked() -> None:
    page = draw("{% fields form %}", form=Apply())

    assert [text(label) for label in page.find_all("label") if "optional" in label.text] == ["Note (optional)"]


def test_in_a_filter_nothing_is_marked() -> None:
    class Narrow(forms.FilterForm):
        name = django_forms.CharField(required=False)

    assert text(draw("{% fields form %}", form=Narrow())) == "Name"


def test_the_summary_links_each_problem_to_its_input() -> None:
    form = Apply({"version": "x"}, {"plan": SimpleUploadedFile("plan.pdf", b"")})
    form.add_error(None, "Someone else has changed this")
    page = draw("{% error_summary form %}{% fields form %}", form=form)
    links = page.select(".govuk-error-summary a")

    assert all(page.find(id=link["href"].removeprefix("#")) for link in links)
    assert [text(link) for link in links if link["href"] == "#id_comments_1"] == ["Select who can comment"]
    assert "Someone else has changed this" in text(page.select_one(".govuk-error-summary"))
    assert "The file is empty. Choose another" in text(page.select_one(".govuk-error-summary"))


def test_a_set_of_forms_has_one_summary() -> None:
    people = django_forms.formset_factory(Apply, extra=1)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Blog"}
    page = draw("{% error_summary forms %}", forms=people(data))

    assert page.find("a", href="#id_form-0-email") is not None


def test_no_problem_no_summary() -> None:
    assert text(draw("{% error_summary form %}", form=Apply())) == ""


def test_a_field_may_be_the_heading_of_its_page() -> None:
    page = draw("{% field form.why heading=True %}", form=Apply())

    assert text(page.h1) == "What is it for?"
    assert "govuk-label--l" in page.label["class"]


def test_a_form_from_a_library_takes_our_label_and_loses_its_placeholder() -> None:
    class Theirs(django_forms.Form):
        code = django_forms.CharField(widget=django_forms.TextInput(attrs={"placeholder": "Code"}))

    page = draw("{% field form.code label='The code in the email' hint='Six figures.' %}", form=Theirs())

    assert text(page) == "The code in the email Six figures."
    assert "placeholder" not in page.input.attrs


def test_a_form_drawn_whole_looks_the_same() -> None:
    assert draw("{{ form }}", form=Apply()).find_all("label") == draw("{% fields form %}", form=Apply()).find_all(
        "label"
    )
