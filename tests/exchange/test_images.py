"""Only pixels come in, upright, cut and small; what is hostile does not."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from desktop.exchange.images import (
    LOGO_BYTES,
    MOST_BYTES,
    PHOTO_BYTES,
    NoPicture,
    PictureDamaged,
    PictureTooLarge,
    as_logo,
    as_photo,
)

TELEPHONE = Path(__file__).with_name("portrait.heic")


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def portrait(width: int = 900, height: int = 1200, mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, width, height // 2), "red")
    return picture.convert(mode)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_common_kind_becomes_a_small_portrait(kind: str) -> None:
    data = as_photo(saved(portrait(), kind))
    photo = Image.open(io.BytesIO(data))
    assert (photo.format, photo.size) == ("JPEG", (360, 480))
    assert len(data) <= PHOTO_BYTES


def test_a_photo_as_telephones_take_it_is_read_and_a_cut_one_refused() -> None:
    taken = TELEPHONE.read_bytes()
    photo = opened(as_photo(taken))
    assert photo.size == (180, 240)
    assert photo.getpixel((90, 10))[0] > 200 > 90 > photo.getpixel((90, 230))[0]
    with pytest.raises((NoPicture, PictureDamaged)):
        as_photo(taken[: len(taken) * 2 // 3])


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "RGBA", "LA", "I;16"])
def test_every_way_to_store_colour_is_read(mode: str) -> None:
    kind = {"CMYK": "JPEG"}.get(mode, "PNG")
    picture = Image.new("I;16", (60, 80), 40_000) if mode == "I;16" else portrait(60, 80, mode)
    assert opened(as_photo(saved(picture, kind))).size == (60, 80)


@pytest.mark.parametrize(("mode", "kind"), [("I;16", "PNG"), ("I;16", "TIFF"), ("F", "TIFF")])
def test_greys_finer_than_a_screen_shows_keep_their_shades(mode: str, kind: str) -> None:
    fine = Image.linear_gradient("L").resize((360, 480)).convert("F").point(lambda grey: grey * 257)
    data = io.BytesIO()
    (fine.convert("I").convert(mode) if mode != "F" else fine).save(data, kind)

    photo = Image.open(io.BytesIO(as_photo(data.getvalue()))).convert("L")
    assert [photo.getpixel((180, y)) for y in (2, 240, 477)] == [pytest.approx(grey, abs=4) for grey in (1, 128, 254)]


def test_what_a_camera_turned_stands_upright_and_says_no_more_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    lying = portrait().transpose(Image.Transpose.ROTATE_90)
    photo = Image.open(io.BytesIO(as_photo(saved(lying, "JPEG", exif=exif.tobytes()))))
    red, _green, blue = photo.getpixel((180, 20))  # type: ignore[misc]
    assert red > 200 > 60 > blue
    assert not photo.getexif()


def test_a_picture_of_another_shape_is_cut_and_not_bent() -> None:
    wide = Image.new("RGB", (1600, 800), "white")
    ImageDraw.Draw(wide).ellipse((700, 300, 900, 500), "black")
    photo = opened(as_photo(saved(wide, "PNG"))).point(lambda value: 255 * (value < 128))
    left, top, right, bottom = photo.getbbox() or (0, 0, 0, 0)
    assert right - left == pytest.approx(bottom - top, abs=2)


def test_noise_is_small_too() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1200, 1600), 100) for _ in range(3)])
    assert len(as_photo(saved(noise, "JPEG", quality=95))) <= PHOTO_BYTES
    media_type, data = as_logo(saved(noise, "PNG"))
    assert media_type == "image/jpeg"
    assert len(data) <= LOGO_BYTES


def test_a_logo_keeps_its_shape_and_what_is_clear_in_it() -> None:
    picture = Image.new("RGBA", (2400, 600), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 600, 600), (200, 0, 0, 255))
    media_type, data = as_logo(saved(picture, "PNG"))
    logo = Image.open(io.BytesIO(data))
    assert (media_type, logo.size, logo.mode) == ("image/png", (1200, 300), "RGBA")
    assert logo.getpixel((1100, 100)) == (0, 0, 0, 0)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("data", [bomb(60_000, 60_000), bomb(8_000, 4_000), bytes(MOST_BYTES + 1)])
def test_what_would_fill_the_memory_is_refused_before_it_is_read(data: bytes) -> None:
    with pytest.raises(PictureTooLarge):
        as_photo(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"%PDF-1.7", b"PK\x03\x04", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS-Adobe-3.0 EPSF"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises((NoPicture, PictureDamaged)):
        as_photo(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_a_picture_that_is_cut_short_is_refused(kind: str) -> None:
    whole = saved(portrait(), kind)
    with pytest.raises((PictureDamaged, NoPicture)):
        as_photo(whole[: len(whole) // 2])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "HEIF", "WEBP", "GIF", "TIFF"]), st.data())
def test_flipped_bytes_are_a_picture_or_a_clear_refusal(kind: str, data: st.DataObject) -> None:
    content = bytearray(TELEPHONE.read_bytes() if kind == "HEIF" else saved(portrait(30, 40), kind))
    for _ in range(4):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        as_photo(bytes(content))
    except (NoPicture, PictureDamaged, PictureTooLarge):
        return


def test_the_kinds_in_the_dialog_are_those_that_are_read() -> None:
    from desktop.exchange.images import ENDINGS, KINDS

    Image.init()
    assert {Image.EXTENSION[ending] for ending in ENDINGS} == set(KINDS)
    assert all(Path(f"a{ending}").suffix == ending for ending in ENDINGS)
