"""Papers and files of the list: badges to PDF, the people as a table."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services.categories import CategoryRow
from desktop.services.exports import export_people
from desktop.services.people_list import Show
from desktop.services.printing import Misprint, PrintedPaper, Wanted, print_badges, templates
from desktop.services.roll import EVERYBODY, Facet, Filters, Order
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making, TablePanel
from desktop.ui.people.forms import category_choices
from desktop.ui.people.listing import Listing
from desktop.ui.people.views import View, order_words
from desktop.ui.widgets import Field, Label, clear

_TEMPLATES = {
    "a6": N_("A6, one per page"),
    "a4-8": N_("A4, eight per page, 90 × 62 mm"),
    "card": N_("Card, 86 × 54 mm"),
}
_PROBLEMS = {
    "missing_character": N_("no font has this character"),
    "does_not_fit": N_("does not fit and is cut"),
    "left_out": N_("has no room and is left out"),
}
SELECTED, SHOWN = "selected", "shown"
_EXPECTED: Filters = frozenset({(Facet.ARRIVAL, "arrived"), (Facet.ARRIVAL, "missing")})
_MOST_SHOWN = 50
Which = Show | UUID | str


class PrintPanel(FilePanel):
    """Badges: which, on what, in which language, into which file."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            context, N_("Print badges"), N_("Print"), N_("PDF"), (".pdf",), what=N_("badges"),
            called=N_("Printing badges"),
        )  # fmt: skip
        self._selected: list[UUID] = []
        self._view = View()
        self._listing: Listing | None = None
        self.which: Choice[Which] = Choice(look)
        self.order = Label(look, role="hint", wraps=True)
        self.template = Choice(look, [(name, _template(name)) for name in templates()], "a6")
        self.language = Choice(look, [(language, _own_name(language)) for language in Language])
        for place, field in enumerate(
            (
                Field(look, N_("Print badges for"), edit=self.which),
                Field(look, N_("Template"), edit=self.template),
                Field(look, N_("Language of the badges"), edit=self.language),
            )
        ):
            self.column.insertWidget(place, field)
        self.column.insertWidget(1, self.order)

    def show_choices(self, known: list[CategoryRow], selected: Sequence[UUID], chosen: Which, listing: Listing) -> None:
        """Offer everybody, those without a printed badge, those ``selected``, those ``listing`` shows, each category.

        They are printed in the order of the list.
        """
        self._selected, self._view, self._listing = list(selected), listing.view, listing
        self.context.look.words.follow(
            self.order.setText, lambda _: _("In the order of the list: {order}", order=order_words(_, self._view))
        )
        parts: list[tuple[Which, Say]] = [
            (Show.ALL, lambda _: _("Everyone")),
            (Show.UNPRINTED, lambda _: _("Everyone whose badge is not printed yet")),
        ]
        if selected:
            n = len(selected)
            parts.append((SELECTED, lambda _: _.ngettext("The {n} person selected", "The {n} people selected", n)))
        if self._view.filters:
            shown = listing.roll.count(self._view.filters)
            parts.append((SHOWN, lambda _: _.ngettext("The {n} person shown", "The {n} people shown", shown)))
        parts += category_choices(known)
        self.which.offer(parts, chosen)
        self.language.choose(self.context.look.words.language)
        clear(self.rest)
        self.suggest()
        self.which.setFocus()

    def making(self, event_id: UUID, out: Path) -> Making:
        clear(self.rest)
        return partial(print_badges, self.context.store, event_id, out, self.wanted())

    def wanted(self) -> Wanted:
        """What is asked for: of those whom the list shows, whoever is expected."""
        which, view = self.which.value, self._view
        chosen = self._selected if which == SELECTED else None
        if which == SHOWN:
            asked = any(facet is Facet.ARRIVAL for facet, _value in view.filters)
            chosen = _in_order(self._listing, view, view.filters if asked else view.filters | _EXPECTED)
        order = chosen or (_in_order(self._listing, view) if view.order is not Order.LISTED else ())
        return Wanted(
            category_id=which if isinstance(which, UUID) else None,
            registrations=chosen,
            order=order,
            unprinted=which is Show.UNPRINTED,
            template=self.template.value,
            language=self.language.value,
        )

    def made(self, file: Path, result: PrintedPaper) -> None:
        def said(_: Translator) -> str:
            badges = _.ngettext("{n} badge", "{n} badges", result.items)
            pages = _.ngettext("{n} page", "{n} pages", result.pages)
            saved = _("{badges} on {pages} saved in {file}.", badges=badges, pages=pages, file=file.name)
            return f"{saved} {_misprinted(wrong, _)}." if wrong else saved

        wrong = len(result.misprints)
        self.tell(file, said, state="already_in" if wrong else "admitted")
        if result.misprints:
            self._show_misprints(result.misprints)
        else:
            self.closed.emit()

    def _show_misprints(self, misprints: Sequence[Misprint]) -> None:
        look = self.context.look
        heading = Label(look, role="section", wraps=True)
        look.words.follow(heading.setText, partial(_misprinted, len(misprints)))
        self.rest.addWidget(heading)
        for misprint in misprints[:_MOST_SHOWN]:
            line = Label(look, wraps=True)
            look.words.follow(line.setText, partial(_misprint_words, misprint))
            self.rest.addWidget(line)


def _misprinted(n: int, _: Translator) -> str:
    return _.ngettext("{n} text is not as it is written", "{n} texts are not as they are written", n)


def _misprint_words(one: Misprint, _: Translator) -> str:
    problem = _(_PROBLEMS[one.problem])
    return _("{name} ({serial}): “{text}” {problem}.", name=one.name, serial=one.serial, text=one.text, problem=problem)


class ExportPanel(TablePanel):
    """The people of the event as a table: everyone, those that the list shows, or those selected; in its order."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, N_("Export"), export_people, _written, what=N_("people"), called=N_("Exporting people")
        )
        self._selected: list[UUID] = []
        self._view = View()
        self._listing: Listing | None = None
        self.which: Choice[str] = Choice(context.look)
        self.order = Label(context.look, role="hint", wraps=True)
        self.column.insertWidget(0, Field(context.look, N_("Export whom"), edit=self.which))
        self.column.insertWidget(1, self.order)

    def show_choices(self, selected: Sequence[UUID], listing: Listing, *, chosen: str = "") -> None:
        """Offer everyone, those whom ``listing`` shows and those ``selected``."""
        self._selected, self._view, self._listing = list(selected), listing.view, listing
        n, shown = len(selected), listing.roll.count(self._view.filters)
        parts: list[tuple[str, Say]] = [("", lambda _: _("Everyone"))]
        if self._view.filters:
            parts.append((SHOWN, lambda _: _.ngettext("The {n} person shown", "The {n} people shown", shown)))
        if selected:
            parts.append((SELECTED, lambda _: _.ngettext("The {n} person selected", "The {n} people selected", n)))
        self.which.offer(parts, chosen or (SHOWN if self._view.filters else ""))
        self.context.look.words.follow(
            self.order.setText, lambda _: _("In the order of the list: {order}", order=order_words(_, self._view))
        )
        self.show_empty()

    def making(self, event_id: UUID, out: Path) -> Making:
        store, words, which = self.context.store, self.context.look.words._, self.which.value
        only = {SELECTED: self._selected, SHOWN: _in_order(self._listing, self._view, self._view.filters)}.get(which)
        order = only or _in_order(self._listing, self._view)

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return export_people(session, event_id, out, words, only=only, order=order)

        return job


def _in_order(listing: Listing | None, view: View, filters: Filters = EVERYBODY) -> list[UUID]:
    """Who is on the roll now and fits, in the order of the list."""
    keys = listing.roll.lines(filters, view.order, falling=view.falling) if listing is not None else []
    return [UUID(key) for key in keys]


def _written(_: Translator, rows: int, file: str) -> str:
    return _.ngettext("{n} person exported to {file}.", "{n} people exported to {file}.", rows, file=file)


def _template(name: str) -> Say:
    return lambda _: _(_TEMPLATES[name]) if name in _TEMPLATES else name


def _own_name(language: Language) -> Say:
    return lambda _: language.own_name
