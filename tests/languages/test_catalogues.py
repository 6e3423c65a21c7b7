"""A language is offered only when it is whole: every message is translated, and says what its English says."""

from __future__ import annotations

import string

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils.translation import get_language_info
from hypothesis import given
from hypothesis import strategies as st

from tools import catalogues

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def test_every_language_that_is_offered_has_a_catalogue_and_no_other():
    assert catalogues.languages() == sorted(LANGUAGES)
    assert sorted(LANGUAGES) == ["ar", "cy", "pa", "pl", "ro", "uk", "ur"]
    assert [code for code in LANGUAGES if get_language_info(code)["bidi"]] == ["ur", "ar"]


def test_every_message_is_translated_with_the_same_placeholders_and_tags():
    assert [str(problem) for problem in catalogues.problems()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_reads_is_what_the_source_says(language):
    kept = catalogues.source_of(language).with_suffix(".mo").read_bytes()

    assert kept == catalogues.compiled(language), "run: python tools/catalogues.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_begins_or_ends_with_a_mark_does_so_in_every_language(language):
    """What is put together with a number or a link keeps the colon before it."""
    colons = (":", "：")
    wrong = [
        (one.id, one.string)
        for one in catalogues.catalogue(language)
        if isinstance(one.id, str) and one.id.endswith(":") and not str(one.string).rstrip().endswith(colons)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "translated", "says"),
    [
        ("Read by %(when)s.", "Czytane.", "has other placeholders or tags"),
        ("Read by %(when)s.", "Czytane do %(kiedy)s.", "has other placeholders or tags"),
        ('Go <a href="#x">there</a>.', "Idź tam.", "has other placeholders or tags"),
        ("Send", "", "is not translated"),
        (("%(n)s day", "%(n)s days"), ("%(n)s dzień", "%(n)s dni"), "is not translated"),
    ],
)
def test_what_does_not_fit_its_english_is_found(english, translated, says):
    catalogue = Catalog(locale="pl")
    catalogue.add(english, translated)

    found = list(catalogues._wrong_with("pl", catalogue[english], catalogue.num_plurals))
    assert [problem.says.partition(":")[0] for problem in found] == [says]


def test_a_doubtful_translation_is_found():
    catalogue = Catalog(locale="pl")
    catalogue.add("Send", "Wyślij", flags=["fuzzy"])

    assert [one.says for one in catalogues._wrong_with("pl", catalogue["Send"], 3)] == ["is marked as doubtful"]


PLAIN = st.text(string.ascii_letters + " %é’", min_size=1).filter(str.strip)


@given(PLAIN, PLAIN)
def test_whatever_a_template_marks_is_asked_for_as_django_does(before, after):
    found = list(
        catalogues.in_template(f"{{% blocktranslate %}}{before}{{{{ name }}}}{after}{{% endblocktranslate %}}")
    )

    assert found == [(f"{before.replace('%', '%%')}%(name)s{after.replace('%', '%%')}", None)]


def test_plurals_and_contexts_are_found_in_code():
    code = 'pgettext("after a day", "May"); ngettext("%(n)s day", "%(n)s days", n); other("May")'

    assert list(catalogues.in_code(code)) == [("May", "after a day"), (("%(n)s day", "%(n)s days"), None)]
