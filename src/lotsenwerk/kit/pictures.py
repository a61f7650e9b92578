"""Pictures that people upload: read with suspicion, made small, and freed of all that the camera wrote into them.

What is kept is never the uploaded file but a picture painted anew, so nothing travels along: no place, no serial
number of the phone, no thumbnail, no colour profile, no hidden second file.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image

from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.files import MAX_STORED_BYTES

MAX_UPLOAD_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 64_000_000
"""What today's phones take at their finest (50 million) fits; decoded it needs at most 256 MB for a moment."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_EDGES: Final = (1600, 1280, 1024, 800, 640, 480, 320)
_QUALITIES: Final = (85, 75, 60)
_PAPER: Final = (255, 255, 255)


class NotAPicture(BadInput):
    """The upload is no JPEG, PNG or WebP picture, or a broken one."""


class PictureTooLarge(BadInput):
    """The upload has too many bytes or too many pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture painted anew: at most 500 KiB, upright, without any record of where and by whom it was taken."""

    content: bytes
    content_type: str
    """"image/jpeg", or "image/webp" where parts are see-through."""
    width: int
    height: int
    """Pixels."""


def shrunk(content: bytes, edges: tuple[int, int]) -> bytes:
    """A picture of ours as a small WebP that is at most so wide and so high."""
    image = Image.open(BytesIO(content))
    image.thumbnail(edges, Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "WEBP", quality=80)
    return out.getvalue()


def reencode(upload: bytes, *, longest_edge: int = _EDGES[0]) -> Picture:
    """Return the uploaded picture in the form in which it is kept, at most `longest_edge` pixels long.

    Of a moving picture the first frame. Raises `NotAPicture` or `PictureTooLarge`, with sentences that say what to do.
    """
    if len(upload) > MAX_UPLOAD_BYTES:
        raise PictureTooLarge(_("This picture has more than 10 MB. Please choose a smaller one."))
    image = _opened(upload, longest_edge)
    see_through = image.mode == "RGBA"
    for edge in [longest_edge, *(edge for edge in _EDGES if edge < longest_edge)]:
        # Each step starts from the step before: the edges only shrink.
        image.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            content = _written(image, quality)
            if len(content) <= MAX_STORED_BYTES:
                content_type = "image/webp" if see_through else "image/jpeg"
                return Picture(content, content_type, image.width, image.height)
    # Not reached with the edges above: 320 x 320 pixels of pure noise are far below the limit.
    raise PictureTooLarge(_("This picture cannot be made small enough. Please choose another one."))


def _opened(upload: bytes, longest_edge: int) -> Image.Image:
    try:
        with Image.open(BytesIO(upload), formats=_FORMATS) as source:
            # The header is read, no pixel yet: a few bytes can claim a picture that fills all memory.
            if source.width * source.height > MAX_PIXELS:
                raise PictureTooLarge(_TOO_MANY_PIXELS)
            # A JPEG can be decoded at a half, a quarter or an eighth: quicker, with a fraction of the memory.
            source.draft("RGB", (2 * longest_edge, 2 * longest_edge))
            turn = _turn(source)
            image = _in_plain_colours(source)
            return image.transpose(turn) if turn is not None else image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge(_TOO_MANY_PIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, MemoryError):
        # Pillow says in all these ways that a file is no picture or ends too early.
        raise NotAPicture(
            _("This file is not a picture that can be read here. Please choose a JPEG, PNG or WebP file.")
        ) from None


_TOO_MANY_PIXELS: Final = _("This picture has too many pixels. Please choose one with at most 64 megapixels.")


_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turn(source: Image.Image) -> Image.Transpose | None:
    """How the camera says that the picture is to be turned. Pillow's `exif_transpose` stumbles over damaged EXIF."""
    try:
        return _TURNS.get(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a picture whose notes are damaged is still a picture, and they all fall away
        return None


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """Return RGBA where something is see-through, RGB otherwise: no palette, no inks, no 16 bits."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    lowest, _highest = with_alpha.getchannel("A").getextrema()
    return with_alpha if lowest != 255 else with_alpha.convert("RGB")  # noqa: PLR2004 - fully opaque


def _written(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    # A fresh image has no EXIF, no profile and no comment to be written along.
    plain = Image.new(image.mode, image.size, _PAPER)
    plain.paste(image)
    if image.mode == "RGBA":
        plain.save(out, "WEBP", quality=quality, method=4, exact=False)
    else:
        plain.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
