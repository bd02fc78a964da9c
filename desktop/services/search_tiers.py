"""What is typed, as FTS5 expressions over the words of ``storage.search_index``, from what fits best on."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop.domain.readings import neighbours, pieces, sound, without_tones
from desktop.domain.romanisation import from_wade_giles
from desktop.domain.text import is_han
from desktop.domain.typos import meant_in_cantonese, meant_in_pinyin, slips
from desktop.domain.variants import other_forms
from desktop.storage.search_index import INITIALS, INSIDE, LATIN, NUMBER, PLACE, SURNAME, TITLE, WHOLE

LONGEST = 100
"""So much of a text is looked at."""

_MOST_SPLITS = 4
_MANY = 64
# Beside other words, so short a one is not taken for the beginning of one in a title or organisation.
_SHORT = 3

SURE = 2
"""So many letters of a word are looked up as they are when a slip is looked for behind them."""

_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´＇")


class Tiers(NamedTuple):
    """Expressions from what fits best on: ``whole`` for what was typed to its end, ``partly`` for what begins so or
    has it inside, ``apart`` for its ``runs`` one by one, each of which must be known.
    """

    whole: list[str]
    partly: list[str]
    apart: list[str]
    runs: list[str]


def tiers(text: str) -> Tiers:
    """What finds those whom ``text`` may mean as it stands; nothing if it has neither letters nor digits."""
    runs = pieces(text[:LONGEST])
    if not runs:
        return Tiers([], [], [], [])
    typed = "".join(runs)
    name = "".join(map(without_tones, runs))
    sounded = "".join(sound(without_tones(run)) for run in runs)
    read = other_readings(text)
    starts = [_word(LATIN, name, more=True), _word(SURNAME, name, more=True)]
    if any(character.isdigit() for character in typed):
        starts.append(_word(NUMBER, typed, more=True))
    parts = [_word(INSIDE, other, more=True) for other in (name, sounded, *read)]
    whole = [
        _any([_word(WHOLE, name), _word(NUMBER, typed)]),
        _word(WHOLE, sounded),
        _word(LATIN, name),
        _any([_word(SURNAME, name), _word(SURNAME, sounded)]),
        _any(_word(kind, other) for other in read for kind in (WHOLE, SURNAME)),
        _word(TITLE, typed),
    ]
    partly = [
        _any(starts),
        _any(_word(WHOLE, other, more=True) for other in (name, sounded)),
        _any(_word(WHOLE, other, more=True) for other in read),
        _word(INITIALS, name),
        _any([*parts, _word(INITIALS, name, more=True)]),
    ]
    apart = [
        _all(map(_exactly, runs)) if len(runs) > 1 else "",
        _all(map(_part_of_name, runs)),
        _any(_split(runs)),
        _all(_anything(run, loose=False) for run in runs),
        _word(PLACE, typed, more=True) if len(runs) == 1 else "",
        _all(_anything(run, loose=True) for run in runs),
    ]
    return Tiers(_different(whole), _different(partly), _different(apart), runs)


def without_styles(text: str) -> Tiers:
    """The tiers of ``text`` without what is no name in it: 教授, Mr; nothing if it has none of that."""
    # Its patterns take a while to compile, which the desk page need not wait for.
    from desktop.domain.names import split_name

    found = split_name(text[:LONGEST])
    styled = found.honorific_zh or found.honorific_en or found.postnominal_zh or found.postnominal_en
    return tiers(f"{found.name_zh} {found.name_latin}" if styled else "")


def other_readings(text: str) -> list[str]:
    """Names that may be meant besides ``text`` itself: with variants of its characters, or read as Wade-Giles."""
    runs = pieces(text.translate(_APOSTROPHES)[:LONGEST])
    if all(is_han(run[0]) for run in runs):
        return other_forms("".join(runs))
    if all(run.isascii() and run.isalpha() for run in runs):
        given_first = from_wade_giles((runs[-1], *runs[:-1])) if 1 < len(runs) <= _MOST_SPLITS else []
        return [*from_wade_giles(runs), *given_first]
    return []


def meant_names(runs: Sequence[str]) -> Tiers:
    """What ``runs`` may mean if one slip was made in a Chinese name: whole names; beginnings, of one word later parts.

    Of what may mean very many names, the whole ones alone.
    """
    meant = [*meant_in_pinyin(runs), *meant_in_cantonese(runs)]
    if not meant:
        return Tiers([], [], [], [])
    kinds = (WHOLE, INSIDE) if len(runs) == 1 else (WHOLE,)
    partly = _any(_word(kind, other, more=True) for kind in kinds for other in meant)
    return Tiers([_any(_word(WHOLE, other) for other in meant)], [partly] if len(meant) <= _MANY else [], [], [])


def corrected(runs: Sequence[str], place: int, kind: str, words: Collection[str]) -> str:
    """``runs`` with another word in place of one: any of the ``words`` of the index, or else one that starts wrong."""
    others = [_anything(run, loose=False) for run in (*runs[:place], *runs[place + 1 :])]
    meant = map(_quoted, words) if words else (_word(kind, slip, more=True) for slip in slips(runs[place], SURE))
    return _all([*others, _any(meant)])


def one_of(words: Iterable[str]) -> str:
    """Any of the ``words`` of the index; nothing if there are none."""
    return _any(map(_quoted, words))


def known(run: str) -> str:
    """What finds everybody of whom ``run`` may be a part."""
    return _anything(run, loose=True)


def _split(runs: Sequence[str]) -> Iterator[str]:
    """A name and where its owner comes from, in either order: ``lzf hku``, ``港大 李焯芬``."""
    for cut in range(1, min(len(runs), 1 + _MOST_SPLITS)):
        for name, rest in ((runs[:cut], runs[cut:]), (runs[-cut:], runs[:-cut])):
            yield _all([_called("".join(name)), *(_place(run) for run in rest)])


def _called(name: str) -> str:
    bare = without_tones(name)
    exact = (_word(kind, bare) for kind in (INITIALS, SURNAME))
    return _any([_part_of_name(name), *exact, *(_word(WHOLE, other) for other in other_readings(name))])


def _part_of_name(run: str) -> str:
    bare = without_tones(run)
    return _any(_word(kind, word, more=True) for word in (bare, sound(bare)) for kind in (WHOLE, INSIDE))


def _exactly(run: str) -> str:
    """A word of a name, a surname, or part of a title or organisation, not what only begins so."""
    return _any(_word(kind, run) for kind in (LATIN, SURNAME, WHOLE, INSIDE, PLACE))


def _anything(run: str, *, loose: bool) -> str:
    found = [_part_of_name(run), _place(run, loose=loose), _word(NUMBER, run), _word(INITIALS, run)]
    if is_han(run[0]):
        # 李教授, 歐陽館長: a surname with the title or the post glued to it, a name with where it comes from.
        found += [
            _all([_word(SURNAME if cut < 3 else WHOLE, run[:cut]), _place(run[cut:], loose=loose)])
            for cut in range(1, min(len(run), _MOST_SPLITS + 1))
        ]
    return _any(found)


def _place(run: str, *, loose: bool = True) -> str:
    """Part of a title or organisation; ``loose``, also in the way names are cut short: 貿發局."""
    if len(run) > 1 and is_han(run[0]):
        exact = _all(_word(PLACE, pair) for pair in neighbours(run))
        return _any([exact, _all(_word(PLACE, character, more=True) for character in run)]) if loose else exact
    return _word(PLACE, run, more=is_han(run[0]) or len(run) > _SHORT)


def _word(kind: str, word: str, *, more: bool = False) -> str:
    """A word, or with ``more`` whatever begins with it. Pieces hold letters and digits alone: nothing to escape."""
    return f'"{kind}{word}"{"*" if more else ""}'


def _different(expressions: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, expressions)))


def _quoted(word: str) -> str:
    return f'"{word}"'


def _any(expressions: Iterable[str]) -> str:
    return _joined(" OR ", expressions)


def _all(expressions: Iterable[str]) -> str:
    return _joined(" AND ", expressions)


def _joined(operator: str, expressions: Iterable[str]) -> str:
    """The expressions as one; nothing if there are none."""
    found = operator.join(dict.fromkeys(expressions))
    return f"({found})" if found else ""
