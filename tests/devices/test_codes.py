"""A badge held before the camera is read once; others in view don't confuse it."""

import io
import random
from collections.abc import Sequence

import qrcode
from PIL import Image, ImageFilter

from desktop.devices.codes import AGAIN_AFTER_S, Code, Watch, codes_in
from desktop.domain.tokens import make_token

KEY = bytes(range(32))
ANNA, BEN = (make_token(KEY, number, 3, "A") for number in (17, 4711))


def symbol(text: str, side: int) -> Image.Image:
    made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4, box_size=8)
    made.add_data(text)
    file = io.BytesIO()
    made.make_image().save(file, "PNG")
    return Image.open(file).convert("L").resize((side, side))


def scene(*held: tuple[str, int, int, int], turned: float = 0, soft: float = 0) -> list[Code]:
    """What the camera sees of codes (text, side, x, y) on a desk of 1280 × 720."""
    noise = random.Random(5)
    picture = Image.new("L", (1280, 720), 150)
    for text, side, x, y in held:
        card = symbol(text, side).rotate(turned, expand=True, fillcolor=255)
        picture.paste(card, (x, y))
    picture = picture.filter(ImageFilter.GaussianBlur(soft))
    pixels = bytearray(picture.tobytes())
    for _ in range(3_000):
        pixels[noise.randrange(len(pixels))] = noise.randrange(256)
    return codes_in(bytes(pixels), 1280, 720, 1280)


def far(text: str, x: float) -> Code:
    return Code(text, ((x, 0.45), (x + 0.1, 0.45), (x + 0.1, 0.55), (x, 0.55)))


def read(pictures: Sequence[tuple[float, Sequence[Code]]]) -> list[str]:
    watch = Watch()
    return [text for at, codes in pictures if (text := watch.look(codes, at))]


def test_a_badge_is_read_turned_and_out_of_focus() -> None:
    for turned, soft in ((0, 0), (17, 1), (90, 1), (180, 1.5), (-35, 1)):
        codes = scene((ANNA, 220, 500, 200), turned=turned, soft=soft)
        assert [code.text for code in codes] == [ANNA], (turned, soft)
        assert codes[0].off_centre < 0.2


def test_what_is_held_still_is_read_once_and_again_when_it_was_away() -> None:
    held = [far(ANNA, 0.45)]
    frames = [(n / 10, held) for n in range(50)]
    away = [(5 + n / 10, []) for n in range(int(10 * AGAIN_AFTER_S) + 2)]
    back = [(10 + n / 10, held) for n in range(5)]

    assert read([*frames, *away, *back]) == [ANNA, ANNA]


def test_a_flicker_does_not_read_it_twice() -> None:
    frames = [(n / 10, [] if n % 4 == 0 else [far(ANNA, 0.45)]) for n in range(60)]

    assert read(frames) == [ANNA]


def test_what_is_carried_past_is_not_read() -> None:
    assert read([(0.0, []), (0.1, [far(ANNA, 0.1)]), (0.2, [])]) == []


def test_a_badge_goes_before_other_codes_in_view() -> None:
    codes = scene((ANNA, 200, 60, 60), ("https://example.org/menu", 240, 560, 240))
    assert len(codes) == 2
    assert read([(0.0, codes), (0.1, codes)]) == [ANNA]


def test_of_two_badges_the_one_in_the_middle_is_read() -> None:
    codes = scene((BEN, 200, 40, 60), (ANNA, 200, 560, 260))
    assert {code.text for code in codes} == {ANNA, BEN}
    assert read([(0.0, codes), (0.1, codes)]) == [ANNA]


def test_of_two_badges_side_by_side_none_is_read() -> None:
    watch, codes = Watch(), [far(ANNA, 0.3), far(BEN, 0.6)]

    assert not watch.look(codes, 0.0) + watch.look(codes, 0.1)
    assert watch.several


def test_the_next_guest_is_read_at_once() -> None:
    first, second = (
        [(n / 10, [far(ANNA, 0.45)]) for n in range(3)],
        [(0.3 + n / 10, [far(BEN, 0.45)]) for n in range(3)],
    )

    assert read([*first, *second]) == [ANNA, BEN]


def test_an_empty_desk_has_no_codes() -> None:
    assert scene() == []
