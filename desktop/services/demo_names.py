"""Names of invented people: as Hong Kong spells them, in pinyin, and from overseas."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, cycle
from typing import Any, TypeVar

from desktop.resources import resource

Thing = TypeVar("Thing")

HONG_KONG, MAINLAND, OVERSEAS = "hk", "mainland", "overseas"


class Dice:
    """Chance with a seed. Only what Python promises never to change is used, so that a seed keeps its data."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311  invented data, no secret of anybody

    def bits(self, count: int) -> int:
        """A number of ``count`` random bits."""
        return self._random.getrandbits(count)

    def chance(self, share: float) -> bool:
        """True in ``share`` (0 to 1) of all cases."""
        return self._random.random() < share

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of ``things``."""
        return things[int(self._random.random() * len(things))]

    def weighted(self, things: Sequence[tuple[Thing, int]]) -> Thing:
        """One of ``things``, each as often as its weight says."""
        place = self._random.random() * sum(weight for _, weight in things)
        for (thing, _), reached in zip(things, accumulate(weight for _, weight in things), strict=True):
            if place < reached:
                return thing
        return things[-1][0]


@dataclass(frozen=True, slots=True)
class Named:
    """An invented person's name; ``zh`` is empty for those who have none. ``group`` says from where overseas."""

    region: str
    group: str
    woman: bool
    zh: str
    latin: str


@dataclass(frozen=True, slots=True)
class _Surname:
    zh: str
    spelt: Mapping[str, str]


def read_toml(name: str) -> dict[str, Any]:
    """The contents of a file of the demo."""
    return tomllib.loads(resource(f"demo/{name}.toml").read_text("utf-8"))


class Names:
    """Makes one name after another; among many are homonyms, long surnames and rare characters."""

    _EVERY = 20
    _REMEMBERED = 400

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        parts = read_toml("names")
        self._parts = parts
        self._surnames = {region: _surnames(parts["surnames"], column) for region, column in _COLUMNS.items()}
        self._rare = {region: cycle(_surnames(parts["rare_surnames"], column)) for region, column in _COLUMNS.items()}
        self._rare_given = {sex: cycle(characters) for sex, characters in parts["rare_given"].items()}
        words = parts["readings"].split()
        self._readings = {
            character: {HONG_KONG: cantonese, MAINLAND: pinyin}
            for character, cantonese, pinyin in zip(words[::3], words[1::3], words[2::3], strict=True)
        }
        self._english = {sex: parts["english"][sex].split() for sex in ("man", "woman")}
        self._groups = sorted(parts["overseas"])
        self._never = frozenset(parts["never"].split())
        self._recent: list[tuple[str, bool, _Surname, str]] = []
        self._made = 0

    def next(self, region: str, group: str = "") -> Named:
        """A new person of ``region``; ``group`` says from where overseas, else it is anywhere."""
        self._made += 1
        woman = self._dice.chance(0.44)
        if region == OVERSEAS:
            return self._overseas(woman, group or self._dice.pick(self._groups))
        surname, given = self._chinese(region, woman)
        self._recent.append((region, woman, surname, given))
        del self._recent[: -self._REMEMBERED]
        latin = self._hong_kong(surname, given, woman) if region == HONG_KONG else self._mainland(surname, given)
        return Named(region, region, woman, surname.zh + given, latin)

    def phone(self, name: Named) -> str:
        """A telephone number for them that nobody has."""
        form: str = self._parts["phones"][name.group]
        middle, last = self._dice.bits(40) % 1_000, self._dice.bits(40) % 10_000
        return form.format(middle=f"{middle:03d}", last=f"{last:04d}")

    def _chinese(self, region: str, woman: bool) -> tuple[_Surname, str]:
        if self._made % (2 * self._EVERY) == 0:
            namesakes = [
                (surname, given) for where, sex, surname, given in self._recent if (where, sex) == (region, woman)
            ]
            if namesakes:
                return self._dice.pick(namesakes)
        while True:
            surname = self._dice.pick(self._surnames[region])
            if self._made % self._EVERY == self._EVERY // 3:
                surname = next(self._rare[region])
            given = self._given(region, woman)
            if self._made % self._EVERY == self._EVERY // 2:
                given = given[:-1] + next(self._rare_given[_SEX[woman]])
            if surname.zh + given not in self._never:
                return surname, given

    def _given(self, region: str, woman: bool) -> str:
        pools: dict[str, str] = self._parts[region][_SEX[woman]]
        if self._dice.chance(0.03 if region == HONG_KONG else 0.3):
            return self._dice.pick(pools["single"])
        while True:
            first, last = self._dice.pick(pools["first"]), self._dice.pick(pools["last"])
            if self._readings[first][region].casefold() != self._readings[last][region].casefold():
                return first + last

    def _hong_kong(self, surname: _Surname, given: str, woman: bool) -> str:
        family = surname.spelt[HONG_KONG]
        said = [self._readings[character][HONG_KONG] for character in given]
        hyphened, spaced = "-".join((said[0], *map(str.lower, said[1:]))), " ".join(said)
        english = self._dice.pick(self._english[_SEX[woman]])
        return self._dice.weighted(
            [
                (f"{family.upper()} {hyphened}", 38),
                (f"{family} {spaced}", 18),
                (f"{english} {family}", 22),
                (f"{english} {family.upper()} {hyphened}", 12),
                (f"{family.upper()} {spaced}, {english}", 10),
            ]
        )

    def _mainland(self, surname: _Surname, given: str) -> str:
        family = surname.spelt[MAINLAND]
        said = "".join(self._readings[character][MAINLAND] for character in given).capitalize()
        return f"{family.upper() if self._dice.chance(0.6) else family} {said}"

    def _overseas(self, woman: bool, group: str) -> Named:
        names = self._parts["overseas"][group]
        given: str = self._dice.pick(names[_SEX[woman]].split())
        return Named(OVERSEAS, group, woman, "", f"{given} {self._dice.pick(names['family'].split())}")


_SEX = {True: "woman", False: "man"}
_COLUMNS = {HONG_KONG: 3, MAINLAND: 4}


def _surnames(rows: Sequence[Sequence[Any]], column: int) -> list[_Surname]:
    """The surnames, each as often as the weight in ``column`` says."""
    return [_Surname(row[0], {HONG_KONG: row[1], MAINLAND: row[2]}) for row in rows for _ in range(row[column])]
