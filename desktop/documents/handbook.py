"""The handbook: a cover, the contents, and chapters of texts, facts, days and tables, in one language or two.

On a page that is wide enough a text stands in two columns, one for each language; on a small one the languages follow
each other. Cells of tables have both, one under the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.fitting import Style, wrap
from desktop.documents.fonts import Weight, width
from desktop.documents.handbook_cover import Cover, draw_cover, on_white, tint
from desktop.documents.page import INK, LINE, SECOND_INK, Paper, Piece
from desktop.documents.paper_mark import Head, fitted
from desktop.documents.sheet import A4, A5, Column, Sheet, Size, Text
from desktop.documents.templates import MM
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator

Said = tuple[str, ...]
"""A text in each language of the paper; of a name the other script may stand last."""
_BESIDE = 150 * MM
_GAP = 6 * MM
_ROOM_TO_BEGIN = 0.5
"""A chapter that need not begin a page begins where so much of one is left."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What the organisers wrote."""

    texts: Said


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of a chapter; ``listed`` ones stand in the contents."""

    title: Said
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something with what it is called."""

    label: Said
    value: Said


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day: from when to when, what, and lines about it."""

    time: str
    title: Said
    under: Said = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """A table begins: what its columns are called, and how wide each is beside the others."""

    titles: tuple[Said, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that has begun."""

    cells: tuple[Said, ...]


Block = Prose | Heading | Fact | Entry | Columns | Row


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; ``fresh`` ones begin a page."""

    title: Said
    blocks: tuple[Block, ...]
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Handbook:
    """What a handbook says."""

    cover: Cover
    contents: Said
    chapters: tuple[Chapter, ...]


def print_handbook(out: BinaryIO, book: Handbook, head: Head, says: Sequence[Translator], form: PaperFormat) -> Printed:
    """Write ``book`` as PDF to ``out``, with an outline, and contents that lead to its pages."""
    head = replace(head, title=book.cover.title)
    made = _Book(book, head, says, A4 if form is PaperFormat.A4 else A5)
    made.lay_out()
    pages = made.sheet.write(out, folded=form is PaperFormat.A5_FOLDED)
    return Printed(pages, made.items, (*made.reports, *made.sheet.reports))


class _Book:
    """A handbook in the making; ``items`` counts what it lists, of which the cover is the first."""

    def __init__(self, book: Handbook, head: Head, says: Sequence[Translator], size: Size) -> None:
        self.sheet = Sheet(size, head, says)
        self.items = 1
        self.reports: list[TextReport] = []
        self._book, self._says, self._size = book, says, size
        self._colour = on_white(book.cover.colour)
        self._beside = len(says) > 1 and size.room >= _BESIDE
        self._small = size.room < _BESIDE
        self._columns: list[Column] = []

    def lay_out(self) -> None:
        """Put everything on pages."""
        cover = self._book.cover
        self.sheet.look(0, (text for said in (cover.event, cover.whose, cover.where, cover.hosts) for text in said))
        self.sheet.cover(self._cover)
        self._contents()
        for number, chapter in enumerate(self._book.chapters, 1):
            self._chapter(number, chapter)

    def _cover(self, paper: Paper) -> None:
        cut = draw_cover(paper, self._book.cover, self._size, self._says)
        self.reports += (TextReport(0, "text", text, Problem.DOES_NOT_FIT) for text in cut)

    def _contents(self) -> None:
        sheet = self.sheet
        self._title("", self._book.contents)
        mark = 0
        for number, chapter in enumerate(self._book.chapters, 1):
            sheet.gap(2 * MM)
            self._leads(str(number), chapter.title, mark, chief=True)
            mark += 1
            for block in chapter.blocks:
                if isinstance(block, Heading) and block.listed:
                    self._leads("", block.title, mark, chief=False)
                    mark += 1

    def _leads(self, number: str, title: Said, mark: int, *, chief: bool) -> None:
        """A line of the contents, which knows its page only when everything is laid out.

        The other language stands behind the first, or below it where there is no room for both.
        """
        sheet, left, room = self.sheet, self._size.side, self._size.room
        weight, size, ink = (Weight.BOLD, 11.5, INK) if chief else (Weight.REGULAR, 9.5, SECOND_INK)
        indent, most, drop = 10 * MM, room - 24 * MM, (2.2 if chief else 1.5) * MM
        first = self._lines(title[0], size, weight, ink, self._language(0), most)
        second = self._lines(title[1] if len(set(title)) > 1 else "", size * 0.85, Weight.REGULAR, SECOND_INK,
                             self._language(1), most)  # fmt: skip
        beside = len(first) == len(second) == 1 and self._wide(first[0]) + self._wide(second[0]) + 3 * MM <= most
        below = [] if beside else second
        high = (8 * MM if chief else 5.6 * MM) + sum(one.size * 1.25 for one in (*first[1:], *below))

        def draw(paper: Paper, y: float) -> None:
            y += high - ((8 * MM if chief else 5.6 * MM) - drop)
            if number:
                fitted(paper, number, left, y, 9 * MM, size, weight, ink=self._colour)
            shown = [first[0], *(second if beside else ())]
            end = left + indent - 3 * MM
            for piece in shown:
                paper.line(end + 3 * MM, y, [piece])
                end += 3 * MM + paper.width([piece])
            page = str(sheet.page_of(mark) + 1)
            last = left + room - fitted(paper, page, left, y, room, size, weight, ink=ink, ending=True) - 2 * MM
            if last - end > 6 * MM:
                paper.strokes([(end + 2 * MM, y, last, y)], LINE, 0.6)
            for piece in (*first[1:], *below):
                y -= piece.size * 1.25
                paper.line(left + indent, y, [piece])

        sheet.place(high, draw)
        sheet.linked(high, mark)

    def _lines(
        self, text: str, size: float, weight: Weight, ink: str, language: Language | None, room: float
    ) -> list[Piece]:
        style = Style(weight, language or self._says[0].language, ((size, 1),))
        return [Piece(one, size, weight, ink, language) for one in wrap(text, style, room)]

    def _wide(self, piece: Piece) -> float:
        return piece.size * width(piece.text, piece.weight, piece.language or self._says[0].language)

    def _language(self, place: int) -> Language | None:
        return self._says[place].language if place < len(self._says) else None

    def _chapter(self, number: int, chapter: Chapter) -> None:
        sheet = self.sheet
        sheet.running = f"{number}  {chapter.title[0]}"
        if chapter.fresh or number == 1 or sheet.left < _ROOM_TO_BEGIN * self._size.high:
            sheet.part()
        else:
            sheet.gap(14 * MM)
        self._title(str(number), chapter.title)
        sheet.mark(f"{number}  {chapter.title[0]}", 0, self._titled)
        for block, after in zip(chapter.blocks, (*chapter.blocks[1:], None), strict=True):
            self._put(block, after)
        sheet.again = None

    def _title(self, number: str, title: Said) -> None:
        """The head of a chapter: its number, its name large, a short bar below."""
        size = 19 if self._small else 24
        texts = [Text(number, 10.5, Weight.BOLD, self._colour)] if number else []
        texts.append(Text(title[0], size, Weight.BOLD, language=self._language(0)))
        others = [one for one in dict.fromkeys(title[1:]) if one != title[0]]
        texts += [Text(one, size * 0.55, ink=SECOND_INK, language=self._language(1)) for one in others]
        before = self.sheet.left
        self.sheet.heading(*texts, keep=46 * MM)
        left = self._size.side
        self.sheet.place(1.2 * MM, lambda paper, y: paper.rectangle(left, y, 18 * MM, 1.2 * MM, self._colour))
        self._titled = max(before - self.sheet.left, 0)
        self.sheet.gap(6 * MM)

    def _put(self, block: Block, after: Block | None) -> None:
        match block:
            case Heading():
                self._heading(block, after)
            case Prose():
                self._prose(block)
            case Fact():
                self._fact(block)
            case Entry():
                self._entry(block)
            case Columns():
                self._begin(block)
            case Row():
                self._row(block)
        if isinstance(block, Row) and not isinstance(after, Row):
            self.sheet.again = None
            self.sheet.gap(4 * MM)
        if isinstance(after, Heading | Columns) and not isinstance(block, Heading):
            self.sheet.gap(5 * MM)

    def _heading(self, block: Heading, after: Block | None) -> None:
        self.sheet.look(None, block.title)
        texts = [Text(block.title[0], 12, Weight.BOLD, language=self._language(0))]
        others = [one for one in dict.fromkeys(block.title[1:]) if one != block.title[0]]
        texts += [Text(one, 9, ink=SECOND_INK, language=self._language(1), gap=0.5) for one in others]
        before, page = self.sheet.left, self.sheet.pages
        keep = 42 * MM if isinstance(after, Columns) else 24 * MM
        self.sheet.heading(*texts, keep=keep, fill=tint(self._colour))
        if block.listed:
            height = before - self.sheet.left if page == self.sheet.pages else 0
            self.sheet.mark(block.title[0], 1, height)
        self.sheet.gap(1.5 * MM)

    def _prose(self, block: Prose) -> None:
        for texts in _paragraphs(block.texts):
            cells = self._told([[Text(one, 10.5, language=self._language(place))] for place, one in enumerate(texts)])
            self.sheet.row(cells, item=self.items, pad=1.5 * MM, rule="")
        self.items += 1
        self.sheet.gap(2 * MM)

    def _fact(self, block: Fact) -> None:
        label = Column(0, 30 * MM if self._small else 34 * MM)
        first, *others = dict.fromkeys(block.label)
        called = [Text(first, 9, Weight.BOLD, SECOND_INK, self._language(0))]
        called += [Text(one, 8, ink=SECOND_INK, language=self._language(1), gap=0.4) for one in others]
        values = [[Text(one, 10, language=self._language(place))] for place, one in enumerate(block.value)]
        self.sheet.row([(label, called), *self._told(values, label.room + 3 * MM)], item=self.items, pad=1.2 * MM)
        self.items += 1

    def _entry(self, block: Entry) -> None:
        time = Column(0, 26 * MM)
        told = []
        for place, title in enumerate(block.title):
            under = block.under[place] if place < len(block.under) else ""
            language = self._language(place)
            texts = [Text(title, 10.5, Weight.BOLD, language=language)]
            texts += [Text(under, 9, ink=SECOND_INK, language=language, gap=0.8)] if under else []
            told.append(texts)
        cells = [(time, [Text(block.time, 10, Weight.BOLD, self._colour)]), *self._told(told, time.room + 2 * MM)]
        self.sheet.row(cells, item=self.items, pad=1.6 * MM)
        self.items += 1

    def _told(self, said: list[list[Text]], start: float = 0) -> list[tuple[Column, list[Text]]]:
        """Texts in their languages: beside each other, or below; what is the same in both is said once."""
        room = self._size.room - start
        shown: list[list[Text]] = []
        for texts in said:
            known = [text.text for each in shown for text in each]
            left = [text for text in texts if text.text not in known]
            if left:
                shown.append(left)
        if self._beside and len(shown) > 1:
            half = (room - _GAP) / 2
            return [(Column(start + place * (half + _GAP), half), texts) for place, texts in enumerate(shown)]
        for place, texts in enumerate(shown[1:], 1):
            first, *rest = texts
            shown[place] = [_second(first, gap=2), *rest]
        return [(Column(start, room), [text for texts in shown for text in texts])]

    def _begin(self, block: Columns) -> None:
        """Name the columns, on each page on which the table goes on."""
        whole, gap = sum(block.shares), 3 * MM
        room = self._size.room - gap * (len(block.shares) - 1)
        widths = [room * share / whole for share in block.shares]
        starts = [sum(widths[:place]) + gap * place for place in range(len(widths))]
        self._columns = [Column(start, wide) for start, wide in zip(starts, widths, strict=True)]

        def name() -> None:
            cells = [
                (column, [Text(" ".join(dict.fromkeys(title)), 8, ink=SECOND_INK)])
                for column, title in zip(self._columns, block.titles, strict=True)
            ]
            self.sheet.row(cells, pad=0.8 * MM, rule="", keep=24 * MM)
            left, right = self._size.side, self._size.side + self._size.room
            self.sheet.place(0.8, lambda paper, y: paper.strokes([(left, y, right, y)], INK, 0.8))

        name()
        self.sheet.again = name

    def _row(self, block: Row) -> None:
        cells = [
            (column, list(self._cell(said, Weight.REGULAR if place else Weight.BOLD)))
            for place, (column, said) in enumerate(zip(self._columns, block.cells, strict=True))
        ]
        self.sheet.row(cells, item=self.items, pad=1.2 * MM)
        self.items += 1

    def _cell(self, said: Said, weight: Weight) -> Iterator[Text]:
        first, *others = dict.fromkeys(said) or ("",)
        yield Text(first, 9.5, weight, language=self._language(0))
        for one in filter(None, others):
            yield Text(one, 8.3, ink=SECOND_INK, language=self._language(1), gap=0.3)


def _second(text: Text, gap: float) -> Text:
    """A text of the language that does not lead, below that of the one which does."""
    ink = INK if text.weight is Weight.BOLD else SECOND_INK
    return Text(text.text, text.size * 0.92, Weight.REGULAR, ink, text.language, gap)


def _paragraphs(texts: Said) -> Iterator[Said]:
    """The paragraphs of a text, each with its like in the other language."""
    split = [[one for one in text.splitlines() if one.strip()] for text in texts]
    for place in range(max(map(len, split), default=0)):
        yield tuple(one[place] if place < len(one) else "" for one in split)
