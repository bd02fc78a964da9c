"""The fields of a template: what stands on a badge, how large the code and the texts are, where each part is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.services.badge_templates import (
    LEAST_CODE,
    LONGEST_TITLE,
    SIZES,
    Beside,
    Box,
    Ink,
    Names,
    Template,
)
from desktop.ui.choices import Choice, Say
from desktop.ui.look import Look
from desktop.ui.templates.changes import LEAST, PARTS, TEXTS, placed, with_code, with_part, with_sizes
from desktop.ui.templates.measures import Measure, PlainEdit
from desktop.ui.widgets import Button, Field, FlowLayout, Label

Change = Callable[[Template], Template]
_FARTHEST = 2_000
_NAMES = {
    Names.BOTH: N_("Chinese and Latin"),
    Names.CHINESE: N_("Chinese only"),
    Names.LATIN: N_("Latin only"),
}
_BESIDE = {
    Beside.LATIN: N_("English"),
    Beside.CHINESE: N_("The other Chinese script"),
    Beside.NOTHING: N_("Nothing"),
}
_INK = {Ink.COLOUR: N_("Colour"), Ink.BLACK: N_("Black only")}
_FLAGS = {"honorific": N_("Honorifics"), "logo": N_("Logo"), "seat": N_("Seat"), "serial": N_("Serial")}
_PARTS = {
    "photo": N_("Photo"),
    "event": N_("Event's name"),
    "header": N_("Band in the event's colour"),
    "category": N_("Category"),
    "bar": N_("Band in the category's colour"),
}
_MOST_POSTS = 4


class Fields(QWidget):
    """``changed`` carries what to do to the template and what it is about; ``left`` ends what was typed.

    ``picked`` carries the part that was chosen.
    """

    changed = Signal(object, str)
    left = Signal()
    picked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._column = QVBoxLayout(self)
        look.theme.bind(self._column.setContentsMargins, 0, 0, 12, 0)
        look.theme.bind(self._column.setSpacing, 12)
        self._make_contents()
        self._make_places()
        self._make_texts()
        self._column.addStretch(1)

    def show_template(self, layout: Template, part: str) -> None:
        """Show what ``layout`` is set to, and where ``part`` stands."""
        if clean(self.title.text()) != layout.title:
            self.title.setText(layout.title)
        self.names.choose(layout.names)
        self.beside.choose(layout.beside)
        self.ink.choose(layout.ink)
        posts = max(_MOST_POSTS, layout.posts) + 1
        if self.posts.count() != posts:
            self.posts.offer([(n, _count(n)) for n in range(posts)])
        self.posts.choose(layout.posts)
        for name, chip in self.flags.items():
            chip.setChecked(getattr(layout, name))
        for key, chip in self.parts.items():
            chip.setChecked(key in layout.boxes)
        self.code.show_number(layout.boxes["qr"].width)
        self._show_part(layout, part)
        self._show_sizes(layout)

    def _show_part(self, layout: Template, part: str) -> None:
        there = [key for key in PARTS if key in layout.boxes]
        if [self.part.itemData(line) for line in range(self.part.count())] != there:
            self.part.offer([(key, _said(PARTS[key])) for key in there])
            for line, key in enumerate(there):
                self.part.setItemData(line, key)
        self.part.choose(part)
        box = layout.boxes[part]
        for name, measure in self.box.items():
            measure.show_number(getattr(box, name))
        # What stands there says the code's side already, and it is square.
        for name in ("width", "height"):
            self.box[name].setVisible(part != "qr")

    def _show_sizes(self, layout: Template) -> None:
        steps = layout.steps[self.text_style.value]
        self.largest.show_number(steps[0][0])
        self.smallest.show_number(steps[-1][0])

    def _make_contents(self) -> None:
        look = self._look
        self.title = PlainEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title_field = Field(look, N_("Name of the template"), edit=self.title)
        self._add(self.title_field)
        self.title.textEdited.connect(
            lambda text: self._tell(lambda layout: replace(layout, title=clean(text)), "title")
        )
        self.title.editingFinished.connect(self.left)
        self._add(Label(look, N_("What stands on it"), "section"))
        self.names = self._choice(N_("Names"), _NAMES, "names")
        self.beside = self._choice(N_("Beside the event and the category"), _BESIDE, "beside")
        self.posts: Choice[int] = Choice(look, [(n, _count(n)) for n in range(_MOST_POSTS + 1)])
        self.posts.activated.connect(lambda _line: self._set("posts", self.posts.value))
        self._add(Field(look, N_("Posts at most"), edit=self.posts))
        chips = FlowLayout()
        look.theme.bind(chips.setGaps, 8, 8)
        self._column.addLayout(chips)
        self.flags = {name: Button(look, text, "filter") for name, text in _FLAGS.items()}
        for name, chip in self.flags.items():
            chips.addWidget(chip)
            chip.clicked.connect(lambda on, name=name: self._set(name, on))
        self.parts = {key: Button(look, text, "filter") for key, text in _PARTS.items()}
        for key, chip in self.parts.items():
            chips.addWidget(chip)
            chip.clicked.connect(
                lambda on, key=key: self._tell(lambda layout: with_part(layout, key, shown=on), f"part {key}")
            )
        self.code = self._measure(N_("Side of the QR code, mm"), LEAST_CODE, 200, with_code)
        self._add(self.code)
        hint = N_("At least {least} mm, so that every scanner reads it.")
        self._add(Label(look, hint, "hint", wraps=True, least=LEAST_CODE))
        self.ink = self._choice(N_("The printer prints"), _INK, "ink")

    def _make_places(self) -> None:
        look = self._look
        self._add(Label(look, N_("Place and size"), "section"))
        self.part: Choice[str] = Choice(look)
        self.part.activated.connect(lambda _line: self.picked.emit(self.part.value))
        self._add(Field(look, N_("Part"), edit=self.part))
        self.box = {
            "left": self._measure(N_("From the left, mm"), 0, _FARTHEST, self._at("left")),
            "top": self._measure(N_("From the top, mm"), 0, _FARTHEST, self._at("top")),
            "width": self._measure(N_("Width, mm"), LEAST, _FARTHEST, self._at("width")),
            "height": self._measure(N_("Height, mm"), LEAST, _FARTHEST, self._at("height")),
        }
        self._pairs(*self.box.values())

    def _make_texts(self) -> None:
        look = self._look
        self._add(Label(look, N_("Sizes of text"), "section"))
        self.text_style: Choice[str] = Choice(look, [(key, _said(text)) for key, text in TEXTS.items()])
        self._add(Field(look, N_("Text"), edit=self.text_style))
        self.text_style.activated.connect(lambda _line: self.left.emit())

        def sizes(layout: Template, *, largest: float | None = None, smallest: float | None = None) -> Template:
            steps, style = layout.steps[self.text_style.value], self.text_style.value
            large = steps[0][0] if largest is None else largest
            small = steps[-1][0] if smallest is None else smallest
            if largest is not None:
                return with_sizes(layout, style, large, min(large, small))
            return with_sizes(layout, style, max(large, small), small)

        self.largest = self._measure(N_("Largest, pt"), *SIZES, lambda layout, n: sizes(layout, largest=n))
        self.smallest = self._measure(N_("Smallest, pt"), *SIZES, lambda layout, n: sizes(layout, smallest=n))
        self._pairs(self.largest, self.smallest)

    def _at(self, name: str) -> Callable[[Template, float], Template]:
        def change(layout: Template, number: float) -> Template:
            box: Box = replace(layout.boxes[self.part.value], **{name: number})
            return placed(layout, self.part.value, box)

        return change

    def _measure(self, text: str, least: float, most: float, change: Callable[[Template, float], Template]) -> Measure:
        measure = Measure(self._look, text, least, most)
        measure.changed.connect(lambda number: self._tell(lambda layout: change(layout, number), text))
        measure.left.connect(self.left)
        return measure

    def _choice(self, text: str, words: dict[Any, str], name: str) -> Choice[Any]:
        choice: Choice[Any] = Choice(self._look, [(value, _said(said)) for value, said in words.items()])
        choice.activated.connect(lambda _line: self._set(name, choice.value))
        self._add(Field(self._look, text, edit=choice, wraps=True))
        return choice

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)

    def _pairs(self, *measures: Measure) -> None:
        grid = QGridLayout()
        self._look.theme.bind(grid.setHorizontalSpacing, 12)
        self._look.theme.bind(grid.setVerticalSpacing, 12)
        for number, measure in enumerate(measures):
            grid.addWidget(measure, *divmod(number, 2))
        self._column.addLayout(grid)

    def _set(self, name: str, value: Any) -> None:
        self._tell(lambda layout: replace(layout, **{name: value}), name)
        self.left.emit()

    def _tell(self, change: Change, about: str) -> None:
        self.changed.emit(change, about)


def _said(text: str) -> Say:
    return lambda _: _(text)


def _count(number: int) -> Say:
    return lambda _: str(number) if number else _("None")
