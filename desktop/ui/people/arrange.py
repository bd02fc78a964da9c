"""Beside the list: what it is filtered and sorted by, its columns, and the views that are kept of that."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.roll import Facet, Order
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.columns import CHOOSABLE, USUAL
from desktop.ui.people.listing import Listing
from desktop.ui.people.views import FACETS, ORDERS, View, counted, removable
from desktop.ui.widgets import Button, Field, FlowLayout, IconButton, Label, Panel, clear, scrolled

_MOST = 200
"""The values of a facet that are offered, the commonest first."""
_LONGEST = 40


class ArrangePanel(Panel):
    """Follows ``listing`` while it is seen, and changes its view."""

    def __init__(self, context: Context, listing: Listing) -> None:
        look = context.look
        super().__init__(look, N_("Filter and arrange"))
        self._context, self._look, self._listing = context, look, listing
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        look.theme.bind(self._lines.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self._lines.setSpacing, 16)
        self.box.addWidget(scrolled(inner), 1)
        self._on = self._flow()
        self.facets: dict[Facet, Choice[str]] = {facet: Choice(look) for facet in FACETS}
        self._fields = {facet: Field(look, text, edit=self.facets[facet]) for facet, text in FACETS.items()}
        for facet, field in self._fields.items():
            self.facets[facet].activated.connect(lambda _line, facet=facet: self._add(facet))
            self._lines.addWidget(field)
        self._make_order()
        self._make_columns()
        self._make_views()
        self._lines.addStretch(1)
        listing.viewed.connect(self._follow_seen)

    def show_now(self) -> None:
        """Show how the list is shown now, with the focus on the first filter."""
        self._follow()
        self.facets[Facet.CATEGORY].setFocus()

    def _make_order(self) -> None:
        look = self._look
        self.order: Choice[Order] = Choice(look, [(order, _said(text)) for order, text in ORDERS.items()])
        self.falling = Button(look, N_("The other way round"), "filter")
        self.order.activated.connect(lambda _line: self._show(order=self.order.value))
        self.falling.clicked.connect(lambda on: self._show(falling=on))
        row = QHBoxLayout()
        row.addWidget(self.falling)
        row.addStretch(1)
        look.words.bind(self.order.setAccessibleName, N_("Sorted by"))
        sorting = QVBoxLayout()
        look.theme.bind(sorting.setSpacing, 8)
        sorting.addWidget(Label(look, N_("Sorted by"), "label"))
        sorting.addWidget(self.order)
        sorting.addLayout(row)
        self._lines.addLayout(sorting)

    def _make_columns(self) -> None:
        self._lines.addWidget(Label(self._look, N_("Columns"), "label"))
        flow = self._flow()
        self.columns: dict[str, Button] = {}
        self.fitting = Button(self._look, N_("As many as there is room for"), "filter")
        self.fitting.clicked.connect(lambda _on: self._fit_columns())
        flow.addWidget(self.fitting)
        for name, number in CHOOSABLE.items():
            chip = Button(self._look, self._listing.model.columns[number].title, "filter")
            chip.clicked.connect(lambda _on: self._choose_columns())
            flow.addWidget(chip)
            self.columns[name] = chip

    def _make_views(self) -> None:
        look = self._look
        self.name = Field(look, N_("Name of the view"), N_("VIPs of the morning"))
        self.save = Button(look, N_("Save this view"))
        self.save.clicked.connect(self._save)
        self.name.edit.returnPressed.connect(self._save)  # type: ignore[attr-defined]
        self._lines.addWidget(self.name)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self._lines.addLayout(row)
        self._kept = QVBoxLayout()
        look.theme.bind(self._kept.setSpacing, 4)
        self._lines.addLayout(self._kept)

    def _flow(self) -> FlowLayout:
        place = QWidget()
        flow = FlowLayout(place)
        self._look.theme.bind(flow.setGaps, 8, 8)
        self._lines.addWidget(place)
        return flow

    def _follow_seen(self) -> None:
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        roll, view = self._listing.roll, self._listing.view
        for facet, choice in self.facets.items():
            taken = {value for each, value in view.filters if each is facet}
            counts = roll.counts(facet, view.filters)
            offered: list[tuple[str, Say]] = [("", _said(N_("Any")) if not taken else _said(N_("One more")))]
            offered += [
                (value, counted(roll.names, facet, value, n))
                for value, n in counts.most_common(_MOST)
                if value not in taken
            ]
            choice.offer(offered)
            self._fields[facet].setVisible(len(offered) > 1 or bool(taken))
        self._show_taken(view)
        self.order.choose(view.order)
        self.falling.setChecked(view.falling)
        self.fitting.setChecked(view.columns is None)
        for name, chip in self.columns.items():
            chip.setChecked(name in (USUAL if view.columns is None else view.columns))
        self._show_kept()

    def _show_taken(self, view: View) -> None:
        clear(self._on)
        for facet, value in sorted(view.filters):
            chip = Button(self._look, N_("All"), "filter")
            self._look.words.follow(chip.setText, removable(self._listing.roll.names, facet, value))
            chip.setChecked(True)
            chip.clicked.connect(partial(self._take_away, facet, value))
            self._on.addWidget(chip)

    def _show_kept(self) -> None:
        clear(self._kept)
        for view in self._context.keeper.now.views:
            row = QHBoxLayout()
            name = Label(self._look)
            name.put(view.name)
            row.addWidget(name, 1)
            row.addWidget(IconButton(self._look, "close", N_("Forget this view"), partial(self._forget, view.name)))
            self._kept.addLayout(row)

    def _add(self, facet: Facet) -> None:
        value = self.facets[facet].value
        if value:
            self._listing.choose((facet, value))

    def _take_away(self, facet: Facet, value: str, _on: object = None) -> None:
        self._listing.choose((facet, value))
        self.facets[Facet.CATEGORY].setFocus()

    def _show(self, **fields: object) -> None:
        self._listing.show_view(replace(self._listing.view, **fields))  # type: ignore[arg-type]

    def _choose_columns(self) -> None:
        chosen = frozenset(name for name, chip in self.columns.items() if chip.isChecked())
        self._show(columns=chosen)

    def _fit_columns(self) -> None:
        self._show(columns=None)
        self._follow()

    def _save(self) -> None:
        name = clean(self.name.value)
        if not name:
            self.name.refuse(N_("Give the view a name."))
        elif len(name) > _LONGEST:
            self.name.refuse(N_("A name of a view has at most {most} characters."), most=_LONGEST)
        else:
            others = [view for view in self._context.keeper.now.views if view.name != name]
            self._keep((*others, self._listing.view.kept(name)))
            self.name.edit.clear()  # type: ignore[attr-defined]

    def _forget(self, name: str) -> None:
        self._keep(tuple(view for view in self._context.keeper.now.views if view.name != name))

    def _keep(self, views: tuple[object, ...]) -> None:
        self._context.keeper.change(views=views)
        self._follow()


def _said(text: str) -> Callable[[Translator], str]:
    return lambda _: _(text)
