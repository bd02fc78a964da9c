"""Sign-in sheets: the door on paper, for when nothing else works. A line a guest with a box to tick."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desktop.documents.badge_facts import Problem, TextReport
from desktop.documents.fitting import NAME, NO_ASIDE, Aside, Style, fit
from desktop.documents.fonts import Weight, missing_characters, width
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.sign_in_facts import Group, Guest, Part, Sheets, SignIn
from desktop.documents.templates import MM, Steps
from desktop.i18n import Language, Translator
from desktop.progress import Progress

_WIDE, _HIGH = 210 * MM, 297 * MM
_LEFT, _RIGHT = 14 * MM, 196 * MM
_TOP, _FIRST, _LAST, _FOOT = 283 * MM, 261 * MM, 17 * MM, 10 * MM
_ROW, _HEADING = 10.6 * MM, 9 * MM
_BOX, _BAR = 4.6 * MM, 1.4 * MM
_TICKED, _SERIAL, _NAME, _POST, _TIME, _SIGNED = (_LEFT + x * MM for x in (3, 10.5, 31, 87, 139, 155))
_GAP = 2 * MM
_RULE = "#AEB6C2"
_NAMES: Steps = ((12, 1), (10.5, 1), (9, 1), (8, 1), (7, 1), (6, 1))
_SMALL: Steps = ((8.5, 1), (7.5, 1), (6.5, 1), (5.5, 1))
_POSTS: Steps = ((8.5, 1), (7.5, 1), (7, 2), (6, 2), (5.2, 2), (4.6, 2))
_NAME_STYLES = (Weight.BOLD, _NAMES), (Weight.REGULAR, _SMALL)
_TITLES: Steps = ((13, 1), (11, 1), (9.5, 1), (8, 1))


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading, or the line of a guest, or an empty line for a walk-in."""

    heading: str = ""
    guest: Guest | None = None

    @property
    def height(self) -> float:
        return _HEADING if self.heading else _ROW


@dataclass(frozen=True, slots=True)
class _Page:
    part: Part
    blocks: tuple[_Block, ...]


def print_sign_in(out: BinaryIO, sheets: SignIn, _: Translator, progress: Progress) -> Sheets:
    """Write ``sheets`` as PDF to ``out``; raises ``Cancelled`` before anything is written.

    What can't stand there as it is written is reported, once however many parts name the guest.
    """
    artist = _Artist(Paper(out, (_WIDE, _HIGH), _("Sign-in sheet"), _.language), sheets, _)
    pages = [page for part in sheets.parts for page in _pages(part, _)]
    if sheets.blank:
        blank = Part(_("Walk-ins"), ())
        pages += _laid_out(blank, [_Block() for _line in range(sheets.blank)], _)
    items = 0
    for number, page in enumerate(pages, 1):
        progress.step(number - 1, len(pages))
        artist.draw(page, number, len(pages))
        items += sum(block.guest is not None for block in page.blocks)
    progress.step(len(pages), len(pages))
    artist.paper.save()
    return Sheets(artist.paper.pages, items, artist.reports)


def _pages(part: Part, _: Translator) -> Iterator[_Page]:
    blocks: list[_Block] = []
    for group in part.groups:
        if group.title:
            blocks.append(_Block(_heading(group, _)))
        blocks += [_Block(guest=guest) for guest in group.guests]
    return _laid_out(part, blocks, _)


def _heading(group: Group, _: Translator) -> str:
    count = _.ngettext("{n} person", "{n} people", len(group.guests))
    return _("{what} · {count}", what=group.title, count=count)


def _laid_out(part: Part, blocks: list[_Block], _: Translator) -> Iterator[_Page]:
    """The blocks on pages: no heading stands last, and one that goes on is said again."""
    room = _FIRST - _LAST
    kept: list[_Block] = []
    heading = ""
    used = 0.0
    for block in blocks:
        needed = block.height + (_ROW if block.heading else 0)
        if kept and used + needed > room:
            yield _Page(part, tuple(kept))
            again = [_Block(_("{what} (continued)", what=heading))] if heading and not block.heading else []
            kept, used = again, sum(one.height for one in again)
        heading = block.heading or heading
        kept.append(block)
        used += block.height
    if kept:
        yield _Page(part, tuple(kept))


class _Artist:
    def __init__(self, paper: Paper, sheets: SignIn, _: Translator) -> None:
        self.paper = paper
        self._reports: dict[TextReport, None] = {}
        self._sheets, self._say = sheets, _
        first = sheets.parts[0].groups if sheets.parts else ()
        self._places = {id(guest): at for at, guest in enumerate(one for group in first for one in group.guests)}

    @property
    def reports(self) -> tuple[TextReport, ...]:
        return tuple(self._reports)

    def draw(self, page: _Page, number: int, total: int) -> None:
        with self.paper.page():
            self._head(page)
            self._titles(page)
            y = _FIRST
            for block in page.blocks:
                y -= block.height
                if block.heading:
                    self._title(block.heading, y)
                else:
                    self._row(block.guest, y)
            self._foot(number, total)

    def _head(self, page: _Page) -> None:
        language, _ = self.paper.language, self._say
        title = _("{sheet}: {part}", sheet=_("Sign-in sheet"), part=page.part.title)
        self._fitted(title, _LEFT, _TOP - 15, 118 * MM, Style(Weight.BOLD, language, _TITLES))
        guide = _guide(page, language)
        if guide:
            style = Style(Weight.BOLD, language, ((11, 1), (9, 1), (7.5, 1), (6, 1)), NAME)
            found = fit(guide, style, 60 * MM)
            self._ending(_RIGHT, _TOP - 15, Piece(found.lines[0], found.size, Weight.BOLD))
        event = self._sheets.event.said_in(language)
        self._fitted(event, _LEFT, _TOP - 30, 118 * MM, Style(Weight.REGULAR, language, _SMALL), SECOND_INK)
        printed = Piece(_("Printed {when}", when=self._sheets.printed), 8, Weight.REGULAR, SECOND_INK)
        self._ending(_RIGHT, _TOP - 30, printed)
        if self._sheets.place:
            self._fitted(
                self._sheets.place, _LEFT, _TOP - 42, 118 * MM, Style(Weight.REGULAR, language, _SMALL), SECOND_INK
            )

    def _titles(self, page: _Page) -> None:
        """What the columns are, over a strong line."""
        _, y = self._say, _FIRST + 4
        walk_in = not page.part.groups
        organisation = _("Organisation") if walk_in else _("Organisation and category")
        for x, title, room in (
            (_SERIAL, _("Serial"), _NAME - _SERIAL),
            (_NAME, _("Name"), _POST - _NAME),
            (_POST, organisation, _TIME - _POST),
            (_TIME, _("Time"), _SIGNED - _TIME),
            (_SIGNED, _("Signature"), _RIGHT - _SIGNED),
        ):
            style = Style(Weight.BOLD, self.paper.language, ((8, 1), (7, 1), (6, 1), (5, 1)))
            self._fitted(title, x, y, room - _GAP, style, SECOND_INK)
        self.paper.strokes([(_LEFT, _FIRST, _RIGHT, _FIRST)], INK, 0.8)

    def _title(self, heading: str, y: float) -> None:
        self.paper.rectangle(_LEFT, y, _RIGHT - _LEFT, _HEADING, LINE)
        style = Style(Weight.BOLD, self.paper.language, ((10.5, 1), (9, 1), (7.5, 1), (6, 1)))
        self._fitted(heading, _LEFT + _GAP, y + 3 * MM, _RIGHT - _LEFT - 2 * _GAP, style)

    def _row(self, guest: Guest | None, y: float) -> None:
        middle = y + _ROW / 2
        low, high = middle - _BOX / 2, middle + _BOX / 2
        left, right = _TICKED, _TICKED + _BOX
        self.paper.strokes(
            [(left, low, right, low), (right, low, right, high), (right, high, left, high), (left, high, left, low)],
            INK,
            0.9,
        )
        self.paper.strokes(
            [(_LEFT, y, _RIGHT, y), *((x - _GAP / 2, y, x - _GAP / 2, y + _ROW) for x in (_TIME, _SIGNED))], _RULE, 0.4
        )
        if guest is not None:
            self._guest(guest, y, middle)

    def _guest(self, guest: Guest, y: float, middle: float) -> None:
        self.paper.rectangle(_LEFT, y + 0.8, _BAR, _ROW - 1.6, guest.colour)
        if guest.arrived:
            left, low = _TICKED, middle - _BOX / 2
            tick = [(left + 2.5, low + 6, left + 5.5, low + 2.5), (left + 5.5, low + 2.5, left + 11, low + 11)]
            self.paper.strokes(tick, INK, 1.4)
            self.paper.line(_TIME, middle - 3, [Piece(guest.arrived, 9)])
        if guest.serial:
            self.paper.line(_SERIAL, middle - 3, [Piece(guest.serial, 9.5, Weight.BOLD)])
        self._name(guest, y)
        self._post(guest, y)

    def _name(self, guest: Guest, y: float) -> None:
        """The names, honorifics in small behind the Chinese and before the Latin one, as they are said."""
        names = [(guest.name_zh, guest.honorific_zh, False), (guest.name_latin, guest.honorific_en, True)]
        if self.paper.language is Language.EN:
            names.reverse()
        lines = [named for named in names if named[0]]
        large, small = (Style(weight, self.paper.language, steps, NAME) for weight, steps in _NAME_STYLES)
        for number, named in enumerate(lines[:2]):
            up = 3.8 if len(lines) == 1 else (1.8 if number else 5.4)
            self._named(guest, *named, y + up * MM, small if number else large)

    def _named(self, guest: Guest, name: str, honorific: str, before: bool, y: float, style: Style) -> None:
        size, room = 8 if style.weight is Weight.BOLD else 7, _POST - _NAME - _GAP
        aside = Aside(width(honorific, Weight.REGULAR, self.paper.language), 0, size) if honorific else NO_ASIDE
        found = fit(name, style, room, aside)
        ink = INK if style.weight is Weight.BOLD else SECOND_INK
        pieces = [Piece(found.lines[0], found.size, style.weight, ink)]
        if honorific:
            pieces.insert(0 if before else 1, Piece(honorific, size, Weight.REGULAR, SECOND_INK))
        self.paper.line(_NAME, y, pieces)
        self._report(guest, "name", name, whole=found.whole)

    def _post(self, guest: Guest, y: float) -> None:
        room, language = _TIME - _POST - 1.5 * _GAP, self.paper.language
        found = fit(guest.post, Style(Weight.REGULAR, language, _POSTS), room) if guest.post else None
        base = y + (5.7 if found is not None and len(found.lines) == 1 else 7.2) * MM
        if found is not None:
            for number, line in enumerate(found.lines):
                self.paper.line(_POST, base - number * found.size * 1.08, [Piece(line, found.size)])
            self._report(guest, "organisation", guest.post, whole=found.whole)
        style = Style(Weight.BOLD, language, ((7, 1), (6, 1), (5, 1)))
        self._fitted(
            guest.category,
            _POST,
            y + (3.8 if found is None else 2.1 if len(found.lines) == 1 else 1.4) * MM,
            room,
            style,
            SECOND_INK,
        )

    def _foot(self, number: int, total: int) -> None:
        _ = self._say
        page = Piece(_("Page {page} of {pages}", page=number, pages=total), 8, Weight.REGULAR, SECOND_INK)
        self._ending(_RIGHT, _FOOT, page)
        told = _("Tick the box, write the time, let the guest sign. Enter it afterwards, marked as from paper.")
        room = _RIGHT - _LEFT - self.paper.width([page]) - 6 * MM
        style = Style(Weight.REGULAR, self.paper.language, ((8, 1), (7, 1), (6, 1), (5, 1)))
        self._fitted(told, _LEFT, _FOOT, room, style, SECOND_INK)

    def _fitted(self, text: str, x: float, y: float, room: float, style: Style, ink: str = INK) -> bool:
        if not text:
            return True
        found = fit(text, style, room)
        self.paper.line(x, y, [Piece(found.lines[0], found.size, style.weight, ink)])
        return found.whole

    def _ending(self, x: float, y: float, piece: Piece) -> None:
        self.paper.line(x - self.paper.width([piece]), y, [piece])

    def _report(self, guest: Guest, field: str, text: str, *, whole: bool) -> None:
        place = self._places.get(id(guest))
        if place is None:
            return
        missing = missing_characters(text)
        if missing:
            self._reports[TextReport(place, field, missing, Problem.MISSING_CHARACTER)] = None
        if not whole:
            self._reports[TextReport(place, field, text, Problem.DOES_NOT_FIT)] = None


def _guide(page: _Page, language: Language) -> str:
    """The names between which a page lies, as a dictionary has them over its columns."""
    guests = [block.guest for block in page.blocks if block.guest is not None]
    if not page.part.guided or not guests:
        return ""
    first, last = (_called(guest, language) for guest in (guests[0], guests[-1]))
    return first if first == last else f"{first} – {last}"


def _called(guest: Guest, language: Language) -> str:
    names = (guest.name_latin, guest.name_zh) if language is Language.EN else (guest.name_zh, guest.name_latin)
    return next(filter(None, names), "")
