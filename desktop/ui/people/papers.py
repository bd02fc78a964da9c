"""Papers and files of the list: badges to PDF, the people as a table."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox

from desktop.config import PrinterSettings
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services.badge_templates import DEFAULT_TEMPLATE
from desktop.services.categories import CategoryRow
from desktop.services.exports import export_people
from desktop.services.people_list import Show
from desktop.services.print_jobs import PrintRun, print_on
from desktop.services.printing import PrintedPaper, Wanted, print_badges, printed_before
from desktop.services.roll import EVERYBODY, Facet, Filters, Order
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making, TablePanel
from desktop.ui.people.again import OnPaper
from desktop.ui.people.checking import Check, misprinted
from desktop.ui.people.forms import category_choices
from desktop.ui.people.listing import Listing
from desktop.ui.people.views import ORDERS, View, order_words
from desktop.ui.printers import BadgesInDoubt, printers_here
from desktop.ui.templates import TemplatePick
from desktop.ui.widgets import Field, Label

SELECTED, SHOWN, LEFT = "selected", "shown", "left"
_EXPECTED: Filters = frozenset({(Facet.ARRIVAL, "arrived"), (Facet.ARRIVAL, "missing")})
SERIAL = "serial"
_MOST_AT_ONCE = 5_000
"""Of so many people the badges are looked over without being asked to: it takes a few seconds."""
_BOXES = (Order.LISTED, Order.PRECEDENCE, Order.STROKES, Order.PINYIN, Order.LATIN)
"""How boxes of badges are sorted, beside by serial."""
Which = Show | UUID | str | tuple[Facet, str]
Sorting = Order | str | None


class PrintPanel(FilePanel):
    """Badges: which, in which order, on what, in which language, into which file; and what would be wrong with them."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            context, N_("Print badges"), N_("Print"), N_("PDF"), (".pdf",), what=N_("badges"),
            called=N_("Printing badges"),
        )  # fmt: skip
        self._selected: list[UUID] = []
        self._left: tuple[UUID, ...] = ()
        self._view = View()
        self._listing: Listing | None = None
        self._known: list[CategoryRow] = []
        self.which: Choice[Which] = Choice(look)
        self.device: Choice[PrinterSettings | None] = Choice(look)
        self._device = Field(look, N_("Print on"), edit=self.device)
        self.unprinted = QCheckBox()
        look.words.bind(self.unprinted.setText, N_("Only those not printed yet"))
        self.order: Choice[Sorting] = Choice(look)
        self.template = TemplatePick(context, context.keeper.now.template or DEFAULT_TEMPLATE)
        self.language = Choice(look, [(language, _own_name(language)) for language in Language])
        for place, field in enumerate(
            (
                Field(look, N_("Print badges for"), edit=self.which),
                self.unprinted,
                Field(look, N_("In the order of"), edit=self.order),
                self.template,
                Field(look, N_("Language of the badges"), edit=self.language),
                self._device,
            )
        ):
            self.column.insertWidget(place, field)
        self.doubts = BadgesInDoubt(context)
        self.doubts.settled.connect(self._look_over)
        self.column.insertWidget(0, self.doubts)
        self.found = Label(look, wraps=True)
        self.on_paper = OnPaper(look)
        self._ready = Wanted()
        for part in (self.found, self.on_paper):
            self.column.insertWidget(self.column.indexOf(self.trouble), part)
        self.check = Check(context, self.found, self.rest, self._open_person)
        self.language.currentIndexChanged.connect(lambda _line: self.template.speak(self.language.value))
        self.device.currentIndexChanged.connect(self._on_device)
        for changed in (
            self.which.currentIndexChanged, self.unprinted.toggled, self.template.changed,
            self.language.currentIndexChanged,
        ):  # fmt: skip
            changed.connect(self._look_over)
            changed.connect(self.on_paper.hide)
        self.on_paper.others.connect(lambda: self._print(replace(self._ready, unprinted=True)))
        self.on_paper.anew.connect(lambda why: self._print(replace(self._ready, again=why)))
        self.on_paper.same.connect(lambda: self._print(self._ready))

    def show_choices(self, known: list[CategoryRow], selected: Sequence[UUID], chosen: Which, listing: Listing) -> None:
        """Offer everybody, those without a printed badge, those ``selected``, those shown, each category, delegation.

        They are printed in the order of the list unless another is chosen.
        """
        self._selected, self._view, self._listing = list(selected), listing.view, listing
        self._known, self._left = known, ()
        self.on_paper.hide()
        self.order.offer([(None, self._list_order), *((order, _order(order)) for order in _BOXES), (SERIAL, _serial)])
        self._offer(chosen)
        self._offer_printers()
        self.language.choose(self.context.look.words.language)
        self.suggest()
        self.template.load()
        self.doubts.load()
        self.which.setFocus()

    def _offer(self, chosen: Which) -> None:
        """Offer whose badges can be printed."""
        selected, listing, left = self._selected, self._listing, len(self._left)
        if listing is None:
            return
        parts: list[tuple[Which, Say]] = [
            (Show.ALL, lambda _: _("Everyone")),
            (Show.UNPRINTED, lambda _: _("Everyone whose badge is not printed yet")),
        ]
        if left:
            parts.insert(0, (LEFT, partial(_still_to_print, left)))
        if selected:
            n = len(selected)
            parts.append((SELECTED, lambda _: _.ngettext("The {n} person selected", "The {n} people selected", n)))
        if self._view.filters:
            shown = listing.roll.count(self._view.filters)
            parts.append((SHOWN, lambda _: _.ngettext("The {n} person shown", "The {n} people shown", shown)))
        parts += category_choices(self._known)
        delegations = listing.roll.names.delegations
        parts += [((Facet.DELEGATION, key), partial(_said_in, name)) for key, name in delegations.items()]
        self.which.offer(parts, chosen)

    def _offer_printers(self) -> None:
        """Offer a PDF and the printers of the settings; without any there is nothing to choose."""
        printers, before = self.context.keeper.now.printers, self.device.value if self.device.count() else None
        self.device.offer([(None, _to_pdf), *((printer, partial(_called, printer)) for printer in printers)], before)
        self._device.setVisible(bool(printers))
        self.file.setVisible(self.device.value is None)

    def _on_device(self) -> None:
        """A printer has its paper, so it brings its template."""
        device = self.device.value
        self.on_paper.hide()
        self.file.setVisible(device is None)
        if device is not None:
            self.template.choice.choose(device.template)

    def begin(self) -> None:
        """See first what is on paper already; who wants which of it again is asked."""
        event, store = self.context.here.event, self.context.store
        if event is None or not self.make.isEnabled():
            return
        if self.device.value is None and self.file.path is None:
            super().begin()
            return
        self.check.stop()
        self.on_paper.hide()
        self._ready = wanted = self.wanted()
        self.run(lambda _progress: printed_before(store, event.id, wanted), self._on_before)

    def _on_before(self, printed: int) -> None:
        if printed:
            self.on_paper.ask(printed, in_file=self.device.value is None)
        else:
            self._print(self._ready)

    def _print(self, wanted: Wanted) -> None:
        device, event, store = self.device.value, self.context.here.event, self.context.store
        self._ready = wanted
        self.on_paper.hide()
        if device is None:
            self.context.keeper.change(template=self.template.choice.value)
            super().begin()
        elif event is not None and self.make.isEnabled():

            def job(progress: Progress) -> PrintRun:
                return print_on(store, event.id, printers_here(), device, wanted, progress)

            self.run(job, self._on_run)

    def _on_run(self, run: PrintRun) -> None:
        """Say what came out; for what did not, wait for another printer to take over."""
        if run.trouble is None:
            self.context.reporter.say(partial(_came_out, run))
            if run.misprints:
                self.check.show_misprints(run.misprints)
            else:
                self.closed.emit()
            return
        self.context.reporter.report(run.trouble)
        if run.left:
            self._left = run.left
            self._offer(LEFT)
            self._look_over()

    def making(self, event_id: UUID, out: Path) -> Making:
        return partial(print_badges, self.context.store, event_id, out, self._ready)

    def wanted(self) -> Wanted:
        """What is asked for: of those whom the list shows and of a delegation, whoever is expected."""
        which, view, sorting = self.which.value, self._view, self.order.value
        chosen = {SELECTED: self._selected, LEFT: list(self._left)}.get(which) if isinstance(which, str) else None
        if which == SHOWN:
            asked = any(facet is Facet.ARRIVAL for facet, _value in view.filters)
            chosen = _in_order(self._listing, view, view.filters if asked else view.filters | _EXPECTED)
        elif isinstance(which, tuple):
            chosen = _in_order(self._listing, view, _EXPECTED | {which})
        order: Sequence[UUID] = ()
        if isinstance(sorting, Order):
            order = _in_order(self._listing, View(order=sorting))
        elif sorting is None:
            order = chosen or (_in_order(self._listing, view) if view.order is not Order.LISTED else ())
        return Wanted(
            category_id=which if isinstance(which, UUID) else None,
            registrations=chosen,
            order=order,
            by_serial=sorting == SERIAL,
            unprinted=which is Show.UNPRINTED or self.unprinted.isChecked(),
            template=self.template.value,
            language=self.language.value,
        )

    def made(self, file: Path, result: PrintedPaper) -> None:
        def said(_: Translator) -> str:
            badges = _.ngettext("{n} badge", "{n} badges", result.items)
            pages = _.ngettext("{n} page", "{n} pages", result.pages)
            saved = _("{badges} on {pages} saved in {file}.", badges=badges, pages=pages, file=file.name)
            return f"{saved} {misprinted(wrong, _)}." if wrong else saved

        wrong = len(result.misprints)
        self.tell(file, said, state="already_in" if wrong else "admitted")
        if result.misprints:
            self.check.show_misprints(result.misprints)
        else:
            self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.check.stop()

    def _look_over(self) -> None:
        """Look for what would be wrong once nothing else is chosen for a moment."""
        event = self.context.here.event
        if event is not None and self._listing is not None and self.isVisible():
            if len(self._listing.roll) <= _MOST_AT_ONCE:
                self.check.soon(event.id, self.wanted)
            else:
                self.check.put_off()

    def _open_person(self, registration: UUID) -> None:
        """Show this person beside the list, where this panel was."""
        if self._listing is not None:
            self._listing.select(registration)
            self.closed.emit()

    def _list_order(self, _: Translator) -> str:
        return _("The list now: {order}", order=order_words(_, self._view))


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


def _order(order: Order) -> Say:
    return lambda _: _(ORDERS[order])


def _serial(_: Translator) -> str:
    return _("serial")


def _still_to_print(left: int, _: Translator) -> str:
    return _.ngettext("The {n} badge still to print", "The {n} badges still to print", left)


def _to_pdf(_: Translator) -> str:
    return _("A PDF file")


def _called(printer: PrinterSettings, _: Translator) -> str:
    return printer.name


def _came_out(run: PrintRun, _: Translator) -> str:
    said = _.ngettext("{n} badge printed on {printer}.", "{n} badges printed on {printer}.", run.printed,
                      printer=run.printer)  # fmt: skip
    return f"{said} {misprinted(len(run.misprints), _)}." if run.misprints else said


def _said_in(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _own_name(language: Language) -> Say:
    return lambda _: language.own_name
