import random
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from lotsenwerk.kit.files import MAX_STORED_BYTES
from lotsenwerk.kit.pictures import MAX_UPLOAD_BYTES, NotAPicture, Picture, PictureTooLarge, reencode


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as they stand in the source."""
    with override("en"):
        yield


ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


NOISE = random.Random(4)
SNOW = Image.frombytes("RGB", (64, 64), NOISE.randbytes(64 * 64 * 3))
WHOLE = {form: written(SNOW, form) for form in ("JPEG", "PNG", "WEBP")}


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photo_becomes_a_jpeg(form: str) -> None:
    picture = reencode(written(Image.new("RGB", (300, 200), "teal"), form))
    assert picture.content_type == "image/jpeg"
    assert (picture.width, picture.height) == (300, 200)
    assert opened(picture).format == "JPEG"
    assert opened(picture).size == (300, 200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA"])
def test_every_way_of_writing_colours_is_understood(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert reencode(written(Image.new(mode, (40, 30)), form)).width == 40


def test_see_through_picture_stays_so() -> None:
    drawn = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    drawn.paste((200, 0, 0, 255), (0, 0, 20, 40))
    picture = reencode(written(drawn, "PNG"))
    assert picture.content_type == "image/webp"
    alpha = opened(picture).convert("RGBA").getchannel("A")
    assert alpha.getpixel((30, 20)) == 0
    assert alpha.getpixel((5, 20)) == 255


def test_nothing_that_the_camera_wrote_is_kept_and_the_picture_is_upright() -> None:
    photo = Image.new("RGB", (60, 30), "white")
    photo.paste("red", (0, 0, 30, 30))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # to be turned by 90 degrees clockwise
    exif[MAKER] = "Phone of Erna Weber"
    exif.get_ifd(GPS)[1] = "N"
    upload = written(photo, "JPEG", exif=exif, comment=b"taken at home", icc_profile=b"a profile")
    assert b"Erna" in upload

    picture = reencode(upload)

    assert (picture.width, picture.height) == (30, 60)
    red, _green, blue = opened(picture).getpixel((15, 10))  # type: ignore[misc]
    assert red > 200
    assert blue < 100
    assert not opened(picture).getexif()
    assert "icc_profile" not in opened(picture).info
    for trace in (b"Erna", b"Exif", b"taken at home", b"a profile"):
        assert trace not in picture.content


@pytest.mark.filterwarnings("ignore:Tag data larger than file")
def test_picture_with_damaged_notes_is_still_a_picture() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    upload = written(Image.new("RGB", (60, 30)), "JPEG", exif=exif)
    place = upload.index(b"Exif") + 20
    assert reencode(upload[:place] + b"\xff" * 8 + upload[place + 8 :]).content_type == "image/jpeg"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_the_camera_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    photo = Image.new("RGB", (64, 32), "white")
    photo.paste("red", (0, 0, 32, 16))
    upload = written(photo, "PNG", exif=exif)
    with Image.open(BytesIO(upload)) as source:
        expected = ImageOps.exif_transpose(source).convert("RGB")
    picture = opened(reencode(upload)).convert("RGB")
    assert picture.size == expected.size
    for place in [(4, 4), (28, 4), (4, 28), (28, 28)]:
        assert picture.getpixel(place) == pytest.approx(expected.getpixel(place), abs=20)


def test_large_photo_is_made_smaller_until_it_fits() -> None:
    noise = Image.frombytes("RGB", (2_400, 1_800), NOISE.randbytes(2_400 * 1_800 * 3))  # no photo is worse to compress
    picture = reencode(written(noise, "JPEG", quality=90))
    assert len(picture.content) <= MAX_STORED_BYTES
    assert max(picture.width, picture.height) <= 1_600
    assert picture.width / picture.height == pytest.approx(4 / 3, rel=0.01)


def test_see_through_noise_fits_too() -> None:
    noise = Image.frombytes("RGBA", (1_000, 1_000), NOISE.randbytes(4_000_000))
    assert len(reencode(written(noise, "PNG", compress_level=0)).content) <= MAX_STORED_BYTES


def test_longest_edge_can_be_asked_for() -> None:
    picture = reencode(written(Image.new("RGB", (2_000, 1_000)), "JPEG"), longest_edge=400)
    assert (picture.width, picture.height) == (400, 200)


def test_what_is_kept_can_be_read_in_again() -> None:
    once = reencode(written(Image.new("RGB", (300, 200), "teal"), "PNG"))
    assert reencode(once.content).width == 300


# Refusals


def test_more_than_ten_megabytes_are_refused() -> None:
    with pytest.raises(PictureTooLarge, match="10 MB"):
        reencode(b"\xff\xd8" + bytes(MAX_UPLOAD_BYTES))


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_001, 12_000, 50_000, 2_000_000_000])
def test_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises((PictureTooLarge, NotAPicture)):
        reencode(png_that_claims(side, side))


def test_refusal_of_too_many_pixels_says_what_to_do() -> None:
    with pytest.raises(PictureTooLarge, match="64 megapixels"):
        reencode(png_that_claims(9_000, 9_000))


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "PPM", "ICO"])
def test_other_formats_are_refused(form: str) -> None:
    with pytest.raises(NotAPicture, match="JPEG, PNG or WebP"):
        reencode(written(Image.new("RGB", (32, 32)), form))


@pytest.mark.parametrize(
    "upload", [b"", b"<svg onload='alert(1)'/>", b"%PDF-1.7", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"]
)
def test_what_is_no_picture_is_refused(upload: bytes) -> None:
    with pytest.raises(NotAPicture):
        reencode(upload)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", WHOLE)
@given(st.data())
def test_broken_picture_is_refused_or_read(form: str, data: st.DataObject) -> None:
    upload = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(0, 4))):
        upload[data.draw(st.integers(0, len(upload) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NotAPicture, PictureTooLarge):
        reencode(bytes(upload[: data.draw(st.integers(0, len(upload)))]))
