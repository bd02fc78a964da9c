"""Codes in a camera's picture, and which of them somebody holds up to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from desktop.domain.tokens import is_token

AGAIN_AFTER_S = 2.0
"""So long a code has to be out of sight before it is read once more."""
_CLEARLY = 0.6
_TWICE = 2


def can_see() -> bool:
    """Whether this installation has what a camera needs: the extra ``camera``."""
    # Looked up, not imported: that costs nothing, and nothing in this file knows Qt.
    qt = find_spec("PySide6")
    folders = qt.submodule_search_locations if qt is not None else None
    return find_spec("zxingcpp") is not None and any(any(Path(each).glob("QtMultimedia.*")) for each in folders or ())


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that is in sight: its text, and its corners as shares of the picture's width and height."""

    text: str
    corners: tuple[tuple[float, float], ...]

    @property
    def off_centre(self) -> float:
        """How far its middle is from the picture's, as a share of the picture's size."""
        x, y = (sum(axis) / len(self.corners) - 0.5 for axis in zip(*self.corners, strict=True))
        return float((x * x + y * y) ** 0.5)


def codes_in(luma: bytes | memoryview, width: int, height: int, stride: int) -> list[Code]:
    """The QR codes in a grey picture of one byte a pixel, whose lines are ``stride`` bytes apart."""
    # Read with the first picture: most desks never use a camera.
    import zxingcpp

    plane = memoryview(luma)[: stride * height].cast("B", (height, stride))
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(plane, formats=kinds, try_invert=False, try_downscale=False)
    codes = []
    for each in found:
        place = each.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        codes.append(Code(each.text, tuple((corner.x / width, corner.y / height) for corner in corners)))
    return codes


class Watch:
    """Says of each picture what is to be read from it, each code once.

    One of our badges goes before whatever else is in sight. Of several the one in the middle is meant, if it is
    clearly nearer to it than the next; else ``several`` is True and nothing is read.
    """

    def __init__(self) -> None:
        self.several = False
        self._in_sight: dict[str, float] = {}
        self._candidate, self._seen = "", 0

    def look(self, codes: Sequence[Code], now: float) -> str:
        """The text to be read at ``now``, in seconds of any clock that only goes on; empty where there is none."""
        text = self._meant(codes)
        self._seen = self._seen + 1 if text == self._candidate else 1
        self._candidate = text
        fresh = text and now - self._in_sight.get(text, now - 2 * AGAIN_AFTER_S) > AGAIN_AFTER_S
        # What is seen in one picture alone was carried past.
        given = text if fresh and self._seen >= _TWICE else ""
        for code in codes:
            if code.text in self._in_sight or code.text == given:
                self._in_sight[code.text] = now
        self._in_sight = {known: at for known, at in self._in_sight.items() if now - at <= AGAIN_AFTER_S}
        return given

    def _meant(self, codes: Sequence[Code]) -> str:
        ours = [code for code in codes if is_token(code.text)]
        near = sorted(ours or codes, key=lambda code: code.off_centre)
        self.several = len(near) > 1 and near[0].off_centre > _CLEARLY * near[1].off_centre
        return near[0].text if near and not self.several else ""
