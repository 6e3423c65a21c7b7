"""A clean copy shows the same and tells nothing else."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from lanyard.kernel.refusals import Refused
from lanyard.records import cleaning
from lanyard.records.cleaning import CannotClean, cleaned
from lanyard.records.filetypes import HEIC, JPEG, PDF, PNG, WEBP, checked_type
from tests.records import pictures

KINDS = [(pictures.jpeg, JPEG), (pictures.png, PNG), (pictures.webp, WEBP), (pictures.heic, HEIC), (pictures.pdf, PDF)]


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(("make", "kind"), KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_nothing_beside_the_picture_is_left(make, kind):
    before = make()
    copy, _ = cleaned(before, kind)

    assert any(word.encode() in before for word in pictures.TELLS)
    for word in (*pictures.TELLS, "Exif", "xmpmeta", "Nell", "4711"):
        assert word.encode() not in copy, word


@pytest.mark.parametrize(("make", "kind"), KINDS[:4], ids=lambda value: getattr(value, "__name__", ""))
def test_the_picture_is_the_same(make, kind):
    copy, became = cleaned(make(), kind)
    found = opened(copy).convert("RGB")

    assert became == (JPEG if kind == HEIC else kind)
    assert found.size == (pictures.WIDTH, pictures.HEIGHT)
    assert found.getpixel((5, 20))[0] > 200 and found.getpixel((55, 20))[2] > 200
    assert dict(opened(copy).getexif()) == {}


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_held_sideways_stands_upright_in_its_copy(turned):
    found = opened(cleaned(pictures.jpeg(turned), JPEG)[0])

    assert found.size == ((40, 60) if turned > 4 else (60, 40))


def test_a_see_through_picture_stays_see_through():
    into = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(into, "PNG")

    assert opened(cleaned(into.getvalue(), PNG)[0]).getpixel((1, 1))[3] == 0


def test_colours_of_a_device_are_brought_into_those_of_every_screen():
    from PIL import ImageCms

    into = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    pictures.drawn().save(into, "PNG", icc_profile=profile)
    found = opened(cleaned(into.getvalue(), PNG)[0])

    assert "icc_profile" not in found.info
    assert found.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_a_picture_of_too_many_dots_is_not_drawn(monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_DOTS", 2_000)
    with pytest.raises(CannotClean, match="too large"):
        cleaned(pictures.jpeg(), JPEG)


def test_a_small_file_that_would_unfold_to_a_huge_picture_is_refused_before_it_is_drawn():
    import struct

    from tests.records.samples import chunk

    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    with pytest.raises(CannotClean):
        cleaned(huge + chunk(b"IDAT", b"") + chunk(b"IEND", b""), PNG)


@pytest.mark.parametrize(("kind", "name"), [("WEBP", WEBP), ("PNG", PNG)])
def test_a_moving_picture_is_not_made_one_that_stands_still(kind, name):
    into = io.BytesIO()
    other = Image.new("RGB", (60, 40), "green")
    pictures.drawn().save(into, kind, save_all=True, append_images=[other])
    with pytest.raises(CannotClean, match="moves"):
        cleaned(into.getvalue(), name)


def test_a_pdf_keeps_its_pages_and_loses_who_made_it():
    reader = PdfReader(io.BytesIO(cleaned(pictures.pdf(), PDF)[0]))

    assert len(reader.pages) == 1
    assert not reader.attachments
    assert not (reader.metadata or {}).get("/Author")


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_a_damaged_picture_is_cleaned_or_refused_and_never_lets_a_word_through(at, noise):
    for make, kind in KINDS:
        content = make()
        spot = at % len(content)
        damaged = content[:spot] + noise + content[spot + len(noise) :]
        try:
            copy, _ = cleaned(damaged, kind)
        except CannotClean:
            continue
        assert b"Nell Fisher" not in copy
        assert b"4711" not in copy


@pytest.mark.parametrize("name", ["photo.jfif", "photo.JPE", "photo.png", "photo.webp", "photo.heic", "IMG_1.JPG"])
def test_a_jpeg_is_taken_under_any_name_of_a_picture(name):
    assert checked_type(pictures.jpeg(), name, ("image",)) == JPEG


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "IMG_0001.jpg", "a.heif"])
def test_a_heic_picture_is_taken(name):
    assert checked_type(pictures.heic(), name, ("image", "pdf")) == HEIC


@pytest.mark.parametrize("name", ["photo.pdf", "photo.exe", "photo", "photo.html"])
def test_a_picture_named_as_something_else_is_refused(name):
    with pytest.raises(Refused):
        checked_type(pictures.jpeg(), name, ("image", "pdf"))


def test_a_heic_picture_with_something_behind_it_is_refused():
    with pytest.raises(Refused):
        checked_type(pictures.heic() + b"MZ\x90\0 a program", "a.heic", ("image",))


def test_pictures_of_cameras(shared_data):
    for path in [*(shared_data / "images").iterdir(), *(shared_data / "cases" / "pictures").iterdir()]:
        content = path.read_bytes()
        copy, _ = cleaned(content, checked_type(content, path.name, ("image",)))
        found = opened(copy)
        assert dict(found.getexif()) == {}, path.name
        assert not {"xmp", "icc_profile", "comment", "photoshop"} & found.info.keys(), path.name


def test_the_library_for_heic_is_there():
    assert pillow_heif.libheif_version()
