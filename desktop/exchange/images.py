"""Pictures that people bring: checked, turned upright, cut and made small. What else a file carries is dropped.

A camera writes where a picture was taken into it, and anything can be called a picture: only pixels come out of here.
"""

import io
import warnings
from typing import TYPE_CHECKING, Any

from desktop.errors import N_, UserError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 25_000_000
MOST_PIXELS, MOST_OTHERS = 60_000_000, 30_000_000
"""Of a JPEG, which is made small while it is read, and of all others."""
KINDS = ("JPEG", "PNG", "HEIF", "AVIF", "WEBP", "GIF", "BMP", "TIFF")
ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".avif", ".webp", ".gif", ".bmp", ".tif", ".tiff")
PHOTO_BYTES, LOGO_BYTES = 40_000, 250_000
_PHOTO, _LOGO = (360, 480), (1200, 480)
_ABOVE = 0.33
"""How much of what is too high is cut off above: heads are in the upper part."""
_SCALED_AS_THEY_ARE = ("RGB", "RGBA", "L", "CMYK")
"""Ways to store colour in which a large picture is made small at once, before it is turned and copied."""
_WHITE_16 = 65_535
_QUALITIES = (86, 78, 70, 60, 50)


class NoPicture(UserError):
    code = "no_picture"
    text = N_("This file is no picture that can be read here. Choose a JPEG, PNG, HEIC, AVIF, WebP, GIF, BMP or TIFF.")


class PictureTooLarge(UserError):
    code = "picture_too_large"
    text = N_(
        "This picture is too large: it may have {megabytes} MB and {megapixels} million pixels at most."
        " Choose a smaller one."
    )


class PictureDamaged(UserError):
    code = "picture_damaged"
    text = N_("This picture is damaged or cut short. Choose another file.")


def as_photo(data: bytes) -> bytes:
    """A portrait of somebody as JPEG, three to four, of at most ``PHOTO_BYTES``.

    Raises ``NoPicture``, ``PictureTooLarge`` or ``PictureDamaged``.
    """
    from PIL import ImageOps

    picture = _opaque(_upright(data, _PHOTO))
    width, height = _PHOTO
    share = min(picture.width / width, picture.height / height, 1)
    size = max(1, round(width * share)), max(1, round(height * share))
    return _as_jpeg(ImageOps.fit(picture, size, centering=(0.5, _ABOVE)), PHOTO_BYTES)


def as_logo(data: bytes) -> tuple[str, bytes]:
    """A logo, whole and with its transparency: media type and bytes, of about ``LOGO_BYTES`` at most.

    Raises what ``as_photo`` raises.
    """
    picture = _upright(data, _LOGO)
    picture.thumbnail(_LOGO)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    if kept.tell() <= LOGO_BYTES:
        return "image/png", kept.getvalue()
    return "image/jpeg", _as_jpeg(_opaque(picture), LOGO_BYTES)


def _upright(data: bytes, least: tuple[int, int]) -> "Image":
    from pi_heif import register_heif_opener
    from PIL import Image, ImageOps, UnidentifiedImageError

    register_heif_opener()
    too_large = PictureTooLarge(megabytes=MOST_BYTES // 1_000_000, megapixels=MOST_OTHERS // 1_000_000)
    if len(data) > MOST_BYTES:
        raise too_large
    try:
        with warnings.catch_warnings():
            # Pillow only warns of what is large; here the size that the header claims is looked at first.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=KINDS) as picture:
                if picture.width * picture.height > (MOST_PIXELS if picture.format == "JPEG" else MOST_OTHERS):
                    raise too_large
                picture.draft("RGB", (2 * least[0], 2 * least[1]))
                picture.load()
                if picture.mode in _SCALED_AS_THEY_ARE:
                    picture.thumbnail((4 * max(least), 4 * max(least)))
                turned: Image.Image = ImageOps.exif_transpose(_in_eight_bits(picture))
                return turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except UnidentifiedImageError as error:
        raise NoPicture from error
    except Image.DecompressionBombError as error:
        raise too_large from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, MemoryError, OverflowError, RuntimeError) as error:
        raise PictureDamaged from error


def _in_eight_bits(picture: "Image") -> "Image":
    """Greys of 16 and more bits as those of eight: Pillow would make all but the darkest of them white."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    greys = picture.convert("F")
    brightest: Any = greys.getextrema()[1]
    white = _WHITE_16 if picture.mode.startswith("I;16") else max(brightest, 1)
    plain = greys.point(lambda grey: grey * (255 / white)).convert("L")
    plain.info = {"exif": picture.getexif().tobytes()}
    return plain


def _opaque(picture: "Image") -> "Image":
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _as_jpeg(picture: "Image", most: int) -> bytes:
    while True:
        for quality in _QUALITIES:
            kept = io.BytesIO()
            picture.save(kept, "JPEG", quality=quality, optimize=True)
            if kept.tell() <= most:
                return kept.getvalue()
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
