"""The event's guest categories: their names, colour, precedence, who is VIP, and where each may enter."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.admission import admit, remove_category
from desktop.services.categories import (
    BadCategoryColour,
    CategoryDraft,
    CategoryRow,
    add_category,
    categories,
    change_category,
    move_category,
    people_in,
)
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.settings.colour_field import ColourField, Swatch
from desktop.ui.settings.edited import Chips, EditedSection, EntryForm, NameFields
from desktop.ui.settings.section import Check
from desktop.ui.widgets import Button, Field, IconButton, Label, Tag

_TABLES = frozenset({"category", "checkpoint", "checkpoint_category", "registration"})


@dataclass(frozen=True, slots=True)
class _Known:
    rows: list[CategoryRow]
    places: list[CheckpointRow]
    people: dict[UUID, int]

    def admitting(self, category: CategoryRow) -> list[CheckpointRow]:
        return [place for place in self.places if place.for_everyone or category.id in place.category_ids]


class CategoriesSection(EditedSection):
    """A line for each category in order of precedence; one is changed right below its line."""

    edit: "CategoryEdit"

    def __init__(self, context: Context, acts: Acts) -> None:
        super().__init__(
            context,
            N_("Categories"),
            N_("What a guest is here, in order of precedence: the first is named, seated and photographed first."),
            CategoryEdit(context.look),
            N_("Add a category"),
        )
        self._acts, self._known = acts, _Known([], [], {})
        self.start(_TABLES)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(
                lambda s: _Known(categories(s, event.id), checkpoints(s, event.id), people_in(s, event.id)), self._show
            )

    def _show(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self.draw()

    def put_lines(self) -> None:
        look, rows = self.look, self._known.rows
        for row in rows:
            up = IconButton(look, "up", N_("Name this category earlier"), partial(self._move, row, -1))
            down = IconButton(look, "down", N_("Name this category later"), partial(self._move, row, 1))
            up.setEnabled(row.id != rows[0].id)
            down.setEnabled(row.id != rows[-1].id)
            name, about = row.name.said_in(look.words.language), self._about(look.words._, row)
            tags: tuple[QWidget, ...] = (Tag(look, N_("VIP"), "vip"),) if row.vip else ()
            change = self.change_button(N_("Change"), row)
            self.put_line(row.id, name, about, Swatch(look, row.colour, 20), *tags, up, down, change)

    def _about(self, _: Translator, row: CategoryRow) -> str:
        shown = row.name.said_in(_.language)
        names = [name for name in (row.name.hant, row.name.hans, row.name.en) if name not in ("", shown)]
        people = self._known.people.get(row.id, 0)
        places = self._known.admitting(row)
        if len(places) == len(self._known.places):
            where = _("may enter everywhere")
        else:
            where = _(", ").join(place.name.said_in(_.language) for place in places) or _("may enter nowhere")
        return " · ".join((*dict.fromkeys(names), _.ngettext("{n} person", "{n} people", people), where))

    def fill(self, row: CategoryRow | None) -> None:
        places = self._known.places
        admitted = self._known.admitting(row) if row is not None else [one for one in places if one.for_everyone]
        self.edit.show_category(row, places, frozenset(place.id for place in admitted))

    def _move(self, row: CategoryRow, step: int) -> None:
        self._acts.do(
            lambda session: move_category(session, row.id, step),
            lambda _: _("The order of the categories is changed."),
        )

    def save(self) -> None:
        event = self.context.here.event
        if event is None:
            return
        row, draft, places = self.edit.row, self.edit.draft, self.edit.places.chosen

        def act(session: Any) -> None:
            made = add_category(session, event.id, draft) if row is None else change_category(session, row.id, draft)
            admit(session, event.id, made.id, places)

        self._acts.do(
            act,
            lambda _: _("The category {name} is saved.", name=draft.name.said_in(_.language)),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )

    def remove(self) -> None:
        row = self.edit.row
        if row is not None:
            self._acts.do(
                lambda session: remove_category(session, row.id),
                lambda _: _("The category {name} is removed.", name=row.name.said_in(_.language)),
                lambda _none: self.close_form(),
                self.edit.refuse,
            )


class CategoryEdit(EntryForm):
    """The fields of one category."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._names = NameFields(
            look, N_("Name in Traditional Chinese"), N_("Name in Simplified Chinese"), N_("Name in English")
        )
        self.hant, self.hans, self.en = self._names.all
        self.colour = ColourField(look, N_("Colour, such as #1B5CBE"))
        self.vip = Check(look, N_("Announce these guests as VIP"))
        self.reason = Check(look, N_("Ask for a reason before a check-in is taken back"))
        self.places = Chips(look)
        about = Label(look, N_("Where they may enter"), "label")
        for part in (*self.fields(), self.vip, self.reason, about, self.places):
            self.column.addWidget(part)
        self.finish(N_("Save"), N_("Cancel"), N_("Remove this category"))

    @property
    def chips(self) -> dict[UUID, Button]:
        """The checkpoints to choose from."""
        return self.places.by_key

    def fields(self) -> tuple[Field, ...]:
        return (*self._names.all, self.colour)

    def show_category(self, row: CategoryRow | None, places: list[CheckpointRow], admitted: frozenset[UUID]) -> None:
        """Fill in what is kept of ``row``, and where it is admitted."""
        self.begin(row)
        self._names.show_name(row.name if row is not None else LocalName())
        if isinstance(self.colour.edit, QLineEdit):
            self.colour.edit.setText(row.colour if row is not None else "")
        self.vip.setChecked(row is not None and row.vip)
        self.reason.setChecked(row is not None and row.undo_needs_reason)
        language = self.look.words.language
        self.places.offer({place.id: place.name.said_in(language) for place in places}, admitted, N_("Checkpoint"))

    @property
    def draft(self) -> CategoryDraft:
        """The category as it stands here."""
        return CategoryDraft(self._names.name, self.colour.value, self.vip.isChecked(), self.reason.isChecked())

    def refuse(self, error: UserError) -> None:
        """Say below the colour, or else below the names, why this can't be kept."""
        field = self.colour if error.code == BadCategoryColour.code else self.hant
        field.refuse(error.text, **error.values)
