"""Photos that come with a list: checked as all pictures are, and left as they are where they went out from here."""

from desktop.exchange.images import PHOTO_BYTES, as_photo

_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _FRAMES = 0xDA, frozenset({0xC0, 0xC1, 0xC2})
# What decoding needs, and the JFIF mark: no text, no place, no profile.
_PLAIN = frozenset({0xE0, 0xDB, 0xC4, 0xDD, _SCAN}) | _FRAMES
_WIDEST, _HIGHEST = 360, 480


def as_listed_photo(data: bytes) -> bytes:
    """What ``as_photo`` makes of ``data``, or ``data`` itself where that is such a photo already.

    Made anew each time it went out and in, a photo would change each time. Raises what ``as_photo`` raises.
    """
    made = as_photo(data)
    return data if len(data) <= PHOTO_BYTES and _is_ours(data) else made


def _is_ours(data: bytes) -> bool:
    """Whether ``data`` is a JPEG of our size that carries nothing but its pixels."""
    if not data.startswith(_START) or not data.endswith(_END):
        return False
    place, size = len(_START), (0, 0)
    while place + 4 <= len(data) and data[place] == 0xFF:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if kind not in _PLAIN:
            return False
        if kind in _FRAMES:
            size = int.from_bytes(data[place + 7 : place + 9]), int.from_bytes(data[place + 5 : place + 7])
        place += 2 + length
        if kind == _SCAN:
            place = _after_scan(data, place)
            if data[place:] == _END:
                return 0 < size[0] <= _WIDEST and 0 < size[1] <= _HIGHEST and abs(size[0] * 4 - size[1] * 3) <= 4
    return False


def _after_scan(data: bytes, place: int) -> int:
    """Where the coded pixels that begin at ``place`` end: at a mark that is neither data nor a restart."""
    while (place := data.find(0xFF, place)) >= 0 and place + 1 < len(data):
        if data[place + 1] and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2
    return len(data)
