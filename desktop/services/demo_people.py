"""The guests of the demo summit: who comes from where, as what, with which titles. No database here."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from desktop.domain.verdicts import Status
from desktop.services.demo_names import HONG_KONG, MAINLAND, OVERSEAS, Dice, Named, Names, read_toml

ORDER = ("guest-of-honour", "vip", "speaker", "delegate", "exhibitor", "media", "staff")
GRAND = frozenset({"guest-of-honour", "vip"})
_REST = "delegate"
_LEADERS = ("團長", "副團長")
_PLAIN = str.maketrans({"ø": "o", "æ": "ae"})
SEATS_A_ROW, ROWS = 20, "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""How the seats of the hall are called: A-01 to A-20, then B-01."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation by its names; ``group`` says whose names its people have, if they are from overseas."""

    zh: str
    en: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A title, at an organisation unless it names its body itself."""

    body: Body | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Styles:
    """Honorific and postnominal, in both languages."""

    honorific_zh: str = ""
    honorific_en: str = ""
    postnominal_zh: str = ""
    postnominal_en: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """One guest; ``delegation`` is the place of theirs among the demo's, or None."""

    category: str
    name: Named
    styles: Styles
    posts: tuple[Held, ...]
    status: Status
    role: str
    seat: str
    escort: str
    diet: str
    note: str
    phone: str
    email: str
    delegation: int | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """Organisations of one kind, and the titles of those who come from them."""

    region: str
    bodies: tuple[Body, ...]
    share: Mapping[str, int]
    titles: Mapping[str, Sequence[Sequence[Any]]]
    talks: Sequence[str] = ("圓桌討論",)
    official: bool = False
    academic: bool = False
    association: bool = False
    start_ups: bool = False
    liaison: bool = False


def counts(people: int, summit: Mapping[str, Any]) -> dict[str, int]:
    """How many of ``people`` are in each category, in order of precedence."""
    shares = summit["shares"]
    found = {code: min(people * share // 1000, most) for code, (share, most) in shares.items()}
    found[_REST] = people - sum(found.values())
    return {code: found[code] for code in ORDER}


class Guests:
    """Makes the guests of a summit, in the order of the organisers' list."""

    def __init__(self, dice: Dice, summit: Mapping[str, Any]) -> None:
        self._dice, self._summit = dice, summit
        self._names = Names(dice)
        data = read_toml("organisations")
        self._extra = data["extra"]
        self._kinds = [_kind(row, data["start_ups"]) for row in data["kinds"]]
        self._sharing = {
            code: [(kind, kind.share[code]) for kind in self._kinds if code in kind.share] for code in ORDER
        }
        self._heads = cycle([kind for kind, _ in self._sharing[ORDER[0]]])
        self._holders: Counter[tuple[Body, str]] = Counter()
        self._booths: dict[Body, int] = {}
        self._companies = {kind.region: cycle(kind.bodies) for kind in self._kinds if kind.start_ups}
        self._neighbour: dict[str, Body] = {}
        self._travelling: Counter[int] = Counter()
        self._liaisons: list[Named] = []
        self._seats = 0

    def make(self, people: int) -> Iterator[Guest]:
        """As many guests as asked for."""
        wanted = counts(people, self._summit)
        self._liaisons = [self._names.next(HONG_KONG) for _ in range(min(12, wanted["staff"]))]
        waiting = list(self._liaisons)
        number = 0
        for code in ORDER:
            posts: Iterable[tuple[_Kind, Held]] = (self._first_post(code) for _ in range(wanted[code]))
            for kind, first in sorted(posts, key=self._precedence) if code in GRAND else posts:
                number += 1
                helping = code == "staff" and waiting
                yield self._liaison(waiting.pop(0), number) if helping else self._guest(code, kind, first, number)

    def _precedence(self, post: tuple[_Kind, Held]) -> tuple[int, int]:
        kind, held = post
        titles = [title[0] or title[1] for titles in kind.titles.values() for title in titles]
        return self._kinds.index(kind), titles.index(held.zh or held.en)

    def _guest(self, code: str, kind: _Kind, first: Held, number: int) -> Guest:
        name = self._names.next(*self._from(kind, code, first))
        posts = (first, *self._more_posts(kind, name.region, code, first))
        role, status, delegation = self._role(code, kind), self._status(code), self._delegation(code, kind)
        if delegation is not None and self._travelling[delegation] <= len(_LEADERS):
            role, status = _LEADERS[self._travelling[delegation] - 1], Status.CONFIRMED
        return Guest(
            category=code, name=name, styles=self._styles(kind, code, name, first), posts=posts,
            status=status, role=role, seat=self._seat(code, first.body),
            escort=self._dice.pick(self._liaisons).zh if code in GRAND and self._liaisons else "",
            diet=self._said(name, "diets", 0.09), note=self._note(code, name),
            phone="" if code == "guest-of-honour" else self._names.phone(name), email=self._email(name, code, number),
            delegation=delegation,
        )  # fmt: skip

    def _liaison(self, name: Named, number: int) -> Guest:
        kind = next(kind for kind in self._kinds if kind.liaison)
        return Guest(
            category="staff", name=name, styles=Styles(), posts=(Held(kind.bodies[0], "嘉賓聯絡", "Guest Liaison"),),
            status=Status.CONFIRMED, role="", seat="", escort="", diet=self._said(name, "diets", 0.09), note="",
            phone=self._names.phone(name), email=self._email(name, "staff", number), delegation=None,
        )  # fmt: skip

    def _from(self, kind: _Kind, code: str, first: Held) -> tuple[str, str]:
        """The region of somebody from ``kind``; Hong Kong's companies and universities have people from all over."""
        if kind.region == HONG_KONG and not kind.official and code in {"speaker", "delegate", "exhibitor"}:
            region = self._dice.weighted([(HONG_KONG, 85), (MAINLAND, 11), (OVERSEAS, 4)])
            return region, ""
        return kind.region, first.body.group if first.body else ""

    def _first_post(self, code: str) -> tuple[_Kind, Held]:
        while True:
            kind = next(self._heads) if code == ORDER[0] else self._dice.weighted(self._sharing[code])
            body, titles = self._body(kind), kind.titles[code]
            # Who opens a summit heads a house, each another; others are anybody there. A last title is free for all.
            for title in titles if code == ORDER[0] else (self._dice.pick(titles), titles[-1]):
                if self._may_hold(body, title):
                    return kind, Held(body, title[0], title[1])

    def _may_hold(self, body: Body, title: Sequence[Any]) -> bool:
        held = (body, title[1])
        if len(title) > 2 and self._holders[held] >= title[2]:
            return False
        self._holders[held] += 1
        return True

    def _body(self, kind: _Kind) -> Body:
        if not kind.start_ups:
            return self._dice.pick(kind.bodies)
        # Colleagues come together, so that a small company has more than one at its booth.
        if kind.region not in self._neighbour or self._dice.chance(0.6):
            self._neighbour[kind.region] = next(self._companies[kind.region])
        return self._neighbour[kind.region]

    def _more_posts(self, kind: _Kind, region: str, code: str, first: Held) -> list[Held]:
        if kind.official or region == OVERSEAS or code in {"media", "staff", "exhibitor"}:
            return []
        grand = code in GRAND
        extra, found = self._extra[region], []
        if grand and self._dice.chance(0.3):
            zh, en = self._dice.pick(extra["titles"])
            found.append(Held(None, zh, en))
        bodies = [
            body for other in self._kinds if other.association and other.region == region for body in other.bodies
        ]
        for chance in (0.5, 0.2) if grand else (0.08,):
            body = self._dice.pick(bodies)
            if self._dice.chance(chance) and body not in {first.body, *(held.body for held in found)}:
                zh, en = self._dice.pick(extra["vip" if grand else "other"])
                found.append(Held(body, zh, en))
        return found

    def _styles(self, kind: _Kind, code: str, name: Named, first: Held) -> Styles:
        zh, en = self._honorific(kind, code, name, first)
        if name.region == OVERSEAS:
            return Styles(honorific_en=en)
        if code not in GRAND or name.region != HONG_KONG:
            return Styles(zh, en)
        honours = self._dice.weighted(
            [
                (("", ""), 58), (("太平紳士", "JP"), 24), (("", "MH"), 7),
                (("太平紳士", "BBS, JP"), 6),
                (("太平紳士", "SBS, JP"), 5),
            ]
        )  # fmt: skip
        return Styles(zh, en, *honours)

    def _honorific(self, kind: _Kind, code: str, name: Named, first: Held) -> tuple[str, str]:
        polite = ("女士", "Ms") if name.woman else ("先生", "Mr")
        if code in {"media", "staff"}:
            return "", ""
        if kind.academic and ("教授" in first.zh or "校長" in first.zh or "學院院長" in first.zh):
            fellow = "講座" in first.zh and self._dice.chance(0.3)
            return ("院士" if fellow else "教授"), "Prof."
        if first.zh in {"博士後研究員", "研究員", "首席科學家"}:
            return "博士", "Dr"
        if code not in GRAND and (first.zh == "博士研究生" or "助理" in first.zh):
            return "", ""
        if "工程師" in first.zh and name.region == HONG_KONG and self._dice.chance(0.4):
            return "工程師", "Ir"
        if self._dice.chance(0.12):
            return "博士", "Dr"
        return polite if code in GRAND or self._dice.chance(0.25) else ("", "")

    def _status(self, code: str) -> Status:
        if code in {"guest-of-honour", "staff"}:
            return Status.CONFIRMED
        return self._dice.weighted(
            [(Status.CONFIRMED, 88), (Status.INVITED, 7), (Status.DECLINED, 2), (Status.CANCELLED, 3)]
        )

    def _delegation(self, code: str, kind: _Kind) -> int | None:
        if code not in {"vip", "speaker", "delegate"}:
            return None
        for place, delegation in enumerate(self._summit["delegations"]):
            fits = (delegation["from"], delegation["academic"]) == (kind.region, kind.academic)
            if fits and self._travelling[place] < delegation["size"]:
                self._travelling[place] += 1
                return place
        return None

    def _role(self, code: str, kind: _Kind) -> str:
        if code == "speaker":
            return self._dice.pick(kind.talks)
        roles = self._summit["roles"].get(code)
        return self._dice.weighted(roles) if roles else ""

    def _seat(self, code: str, body: Body | None) -> str:
        if code == "exhibitor" and body is not None:
            return f"展位 {self._booths.setdefault(body, len(self._booths) + 1)}"
        if code not in {*GRAND, "speaker", _REST}:
            return ""
        row, place = divmod(self._seats, SEATS_A_ROW)
        self._seats += 1
        return f"{ROWS[row]}-{place + 1:02d}" if row < len(ROWS) else ""

    def _note(self, code: str, name: Named) -> str:
        return self._said(name, "vip_notes", 0.3) if code in GRAND else self._said(name, "notes", 0.05)

    def _said(self, name: Named, what: str, share: float) -> str:
        if not self._dice.chance(share):
            return ""
        said: tuple[str, str] = self._dice.pick(self._summit["little"][what])
        zh, en = said
        return en if name.region == OVERSEAS else zh

    def _email(self, name: Named, code: str, number: int) -> str:
        if code in GRAND:
            return ""
        plain = unicodedata.normalize("NFKD", name.latin.casefold().translate(_PLAIN))
        words = "".join(c if c.isascii() and c.isalnum() else " " * c.isascii() for c in plain).split()
        return f"{'.'.join(words)}.{number}@example.org"


def _kind(row: dict[str, Any], start_ups: Mapping[str, Any]) -> _Kind:
    bodies = tuple(Body(*names) for names in row.get("organisations", ()))
    if row.get("start_ups"):
        bodies = _start_ups(row["region"], start_ups)
    return _Kind(bodies=bodies, **{name: value for name, value in row.items() if name != "organisations"})


def _start_ups(region: str, parts: Mapping[str, Any]) -> tuple[Body, ...]:
    """All companies there can be, those with a name of their own first."""
    zh, en = parts["names"][region]
    brands, industries = parts["brands"], parts["industries"]
    start = len(brands) // 2 if region == MAINLAND else 0
    pairs = [
        (brands[(start + place) % len(brands)], industries[(place * 7 + turn) % len(industries)])
        for turn in range(len(industries))
        for place in range(len(brands))
    ]
    return tuple(
        Body(zh.format(brand=brand[0], industry=industry[0]), en.format(brand=brand[1], industry=industry[1]))
        for brand, industry in pairs
    )
