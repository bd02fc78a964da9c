"""Badges made by somebody who has seen a thousand genuine ones: nothing to learn from them, nothing to put together."""

import random
from collections import Counter
from itertools import pairwise

from desktop.domain.tokens import DIGITS, make_token
from desktop.domain.verdicts import Verdict
from desktop.services import checkin, events
from desktop.services.checkin import Reading
from desktop.services.events import EventRow
from tests.world import World

SEEN = 1_000
FIRST, CHECK_BITS, LETTER_BITS, CATEGORY_BITS = 10 ** (DIGITS - 1), 66, 5, 8
CHECK = (1 << CHECK_BITS) - 1


def seen(world: World, summit: EventRow) -> list[int]:
    """The numbers behind a thousand badges of one category, as anybody who knows the source reads them."""
    world.guests(summit, *(f"嘉賓{number}" for number in range(SEEN)))
    return [int(badge.token) - FIRST for badge in world.badges(summit)]


def test_no_part_of_a_thousand_badges_repeats_or_leans_to_either_side(world: World, summit: EventRow) -> None:
    tokens = seen(world, summit)
    randoms = [number >> (CHECK_BITS + LETTER_BITS + CATEGORY_BITS) for number in tokens]
    checks = [number & CHECK for number in tokens]

    assert len({number >> CHECK_BITS & ((1 << LETTER_BITS + CATEGORY_BITS) - 1) for number in tokens}) == 1
    for parts, bits in ((randoms, 80), (checks, CHECK_BITS)):
        assert len(set(parts)) == SEEN
        # Five standard deviations of a fair coin that is thrown a thousand times are 79.
        assert all(abs(sum(part >> bit & 1 for part in parts) - SEEN / 2) < 90 for bit in range(bits))
        # Neighbours on the list are no nearer to one another than strangers.
        alike = [(one ^ other).bit_count() for one, other in pairwise(parts)]
        assert abs(sum(alike) / len(alike) - bits / 2) < 1
        # By chance two of a thousand share their first 20 bits about once in two times; many never do.
        assert max(Counter(part >> bits - 20 for part in parts).values()) <= 3
        assert max(Counter(part & 0xFFFFF for part in parts).values()) <= 3


def test_what_a_forger_puts_together_from_genuine_badges_admits_nobody(world: World, summit: EventRow) -> None:
    tokens = seen(world, summit)
    dice = random.Random(1_000)
    other = world.summit()
    with world.db.write() as session:
        foreign = events.secrets_of(session, other.id)[0]

    def forged(one: int, two: int) -> list[int]:
        body = one >> CHECK_BITS
        return [
            one & ~CHECK | two & CHECK,
            one ^ 1 << dice.randrange(CHECK_BITS + LETTER_BITS, CHECK_BITS + LETTER_BITS + CATEGORY_BITS),
            one ^ 1 << dice.randrange(CHECK_BITS, CHECK_BITS + LETTER_BITS),
            one + 1, one - 1, one ^ two, (one + two) // 2,
            body << CHECK_BITS | dice.getrandbits(CHECK_BITS),
            (two >> CHECK_BITS + 13 << 13 | body & 0x1FFF) << CHECK_BITS | one & CHECK,
            int(make_token(foreign, one >> CHECK_BITS + 13, body >> 5 & 0xFF, "A")) - FIRST,
        ]  # fmt: skip

    made = {number for _ in range(150) for number in forged(*dice.sample(tokens, 2))} - set(tokens)
    door, verdicts = world.door(summit).id, Counter[Verdict]()
    with world.db.write() as session:
        for number in made:
            result = checkin.scan(session, Reading(summit.id, door, str(FIRST + number)))
            assert result.guest is None
            verdicts[result.verdict] += 1
    assert verdicts == {Verdict.UNKNOWN: len(made)}
    assert len(made) > 1_400
