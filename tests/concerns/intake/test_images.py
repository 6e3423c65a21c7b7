"""About nude or sexual images of a child: none is ever taken, in any way, and the page says what to do instead."""

from __future__ import annotations

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lanyard.concerns.core.forms.plain import is_picture
from lanyard.concerns.core.models import Concern
from lanyard.policy.actions import load_data
from lanyard.records.models import Attachment
from tests.concerns.intake.test_report_public import PNG
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def reporter(cast) -> Reporter:
    made = Reporter(cast.old_quay)
    made.send(type="images")
    return made


def test_every_screen_says_what_to_do_instead(reporter):
    load_data()
    for typed in ({}, WHAT):
        reporter.send(**typed)
        assert reporter.says("Do not look at, copy, send on or delete the picture or film.")
        assert reporter.says("This includes pictures made by AI.")
        assert reporter.says("Tell the designated safeguarding lead (DSL) in person")
        assert reporter.says("ring: 999") and reporter.says("Report Remove")


def test_no_screen_has_an_input_for_files_and_all_refuse_them_by_script(reporter):
    for typed in ({}, WHAT):
        reporter.send(**typed)
        page = soup(reporter.page)
        assert not page.find("input", type="file")
        assert page.find("form", attrs={"data-no-pictures": True})
        assert page.find("script", src=lambda src: src and "no-pictures" in src)


@pytest.mark.parametrize("name", ["files", "child", "image"])
def test_a_file_in_any_field_is_sent_back_and_not_kept(reporter, name):
    for typed in (WHAT, ANONYMOUS):
        reporter.send(**typed, **{name: SimpleUploadedFile("a.png", PNG, "image/png")})
        assert reporter.says("You can’t send pictures or files here, and we have not kept this one.")
        reporter.send(**typed)

    assert reporter.code and not Attachment.objects.exists()


def test_a_file_instead_of_words_is_sent_back_and_not_kept(reporter):
    reporter.send(account=SimpleUploadedFile("a.png", PNG, "image/png"))

    assert reporter.screen == "what" and not Attachment.objects.exists()


def test_after_a_file_was_sent_back_the_report_goes_on_with_what_was_typed(reporter):
    reporter.send(**WHAT, files=SimpleUploadedFile("a.png", PNG, "image/png"))
    assert reporter.screen == "what"
    reporter.report({}, ANONYMOUS)

    assert reporter.code and Concern.objects.get().report.account == WHAT["account"]


def encoded(kind: str) -> str:
    held = io.BytesIO()
    Image.effect_noise((60, 60), 80).convert("RGB").save(held, kind)
    return base64.b64encode(held.getvalue()).decode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "PDF"])
def test_a_picture_written_out_as_text_is_sent_back_kindly(reporter, kind):
    for text in (f"data:image/x;base64,{encoded(kind)}", encoded(kind), f"look: {encoded(kind)[:3000]} see?"):
        reporter.send(account=text)
        assert reporter.screen == "what" and reporter.says("This looks like a picture pasted as text.")
    wrapped = "\n".join(encoded(kind)[at : at + 76] for at in range(0, 1520, 76))
    assert is_picture(wrapped)


@pytest.mark.parametrize("name", ["child", "link", "usernames", "device_holder", "told_in_person"])
def test_not_even_the_smallest_field_takes_one(reporter, name):
    reporter.send(**WHAT, **{name: "data:image/png;base64,iVBORw0KGgo="})

    assert reporter.screen == "what" and reporter.says("pasted as text")


@pytest.mark.parametrize(
    "text",
    [
        "no" * 600,
        "A" * 5000,
        "He sent it to me at https://example.org/watch?v=abcDEF123 and then to everybody in 5B.",
        "https://example.org/" + "/".join(f"Page{n}" for n in range(60)),
        "😭" * 500,
        "data about images; based on 64 pupils, and so on",
    ],
)
def test_words_are_not_mistaken_for_a_picture(text):
    assert not is_picture(text)


@given(st.lists(st.from_regex(r"[A-Za-z’]{1,20}", fullmatch=True), max_size=400))
def test_no_words_with_spaces_between_are(words):
    assert not is_picture(" ".join(words))
