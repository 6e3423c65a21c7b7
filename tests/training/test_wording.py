import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from lanyard.training.actions.loading import shipped
from lanyard.training.wording import html


def test_numbering_goes_on_after_a_heading_as_the_wording_has_it():
    shown = html("# Title\n\n1. One\n2. Two\n\n## More\n\n3. Three\n")
    assert '<ol class="govuk-list govuk-list--number" start="3"><li>Three</li></ol>' in shown
    assert '<h2 class="govuk-heading-m">Title</h2>' in shown and '<h3 class="govuk-heading-s">More</h3>' in shown


def test_a_title_that_the_page_shows_already_is_not_shown_twice():
    assert html("# Be kind\n\nAlways.", title="Be kind") == '<p class="govuk-body">Always.</p>'
    assert "Be kind" in html("# Be kind\n\nAlways.", title="Another") and html("", title="") == ""


def test_what_stands_under_the_title_of_the_page_leaves_no_level_of_headings_out():
    shown = html("# Be kind\n\n## Always\n\n### To everybody\n", title="Be kind")
    assert (
        '<h2 class="govuk-heading-m">Always</h2>' in shown and '<h3 class="govuk-heading-s">To everybody</h3>' in shown
    )


def test_bold_slanted_and_linked_words_are_shown_as_such():
    shown = html("**Never** share *it*, see [the guide](https://example.org/?a=1&b=2).")
    assert "<strong>Never</strong>" in shown and "<em>it</em>" in shown
    assert '<a class="govuk-link" href="https://example.org/?a=1&amp;b=2">the guide</a>' in shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "![x](https://example.org/a.png)",
        "<div onclick='x'>\n\ny</div>",
    ],
)
def test_no_wording_can_bring_in_scripts_pictures_or_handlers(text):
    tree = reader.fromstring(f"<div>{html(text)}</div>")
    assert not tree.xpath("//script | //img | //@onerror | //@onclick | //@*[starts-with(., 'javascript')]")


@given(st.text(max_size=200))
def test_any_wording_can_be_shown_with_nothing_but_plain_markup(text):
    tree = reader.fromstring(f"<div>{html(text)}</div>")
    allowed = {"div", "p", "ul", "ol", "li", "strong", "em", "br", "hr", "a", "blockquote", "h2", "h3", "h4"}
    assert {element.tag for element in tree.iter()} <= allowed


def test_every_word_of_the_shipped_documents_is_on_the_page():
    for entry in shipped():
        shown = reader.fromstring(f"<div>{html(entry['text'])}</div>").text_content()
        words = [word for word in entry["text"].split() if word.isalpha()]
        assert all(word in shown for word in words)
