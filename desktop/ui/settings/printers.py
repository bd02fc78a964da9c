"""The printers of this computer: which, how badges on them look, and how far they have to be moved."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.config import PrinterKind, PrinterSettings
from desktop.errors import N_, SummitDeskError, UserError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.badge_templates import shelf_beside
from desktop.services.printers import (
    DPI,
    FarOff,
    NamedTwice,
    NoAddress,
    calibrate,
    first_of,
    print_test,
    with_printer,
    without_printer,
)
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.printers import BadgesInDoubt, printers_here
from desktop.ui.settings.section import ListSection
from desktop.ui.templates.words import template_words
from desktop.ui.widgets import Button, Field, FlowLayout, Label, Tag, clear

_KINDS = {PrinterKind.ZEBRA: N_("Zebra label printer"), PrinterKind.BROTHER: N_("Brother QL label printer")}
_Job = Callable[[Progress], None]
_ADD, _SAVE = N_("Add the printer"), N_("Save")


@dataclass(frozen=True, slots=True)
class Which:
    """What can be chosen as a printer: one of the system by its queue, or a kind that is reached by an address."""

    kind: PrinterKind
    queue: str = ""


class PrintersSection(ListSection):
    """A line for each printer, the first being used unless another is chosen; one is changed below them."""

    def __init__(self, context: Context) -> None:
        about = N_("Badges are printed on the first one unless another is chosen.")
        super().__init__(context, N_("Printers"), about, frozenset())
        look = context.look
        self.buttons: dict[str, tuple[Button, Button]] = {}
        self.doubts = BadgesInDoubt(context)
        self.form = PrinterForm(context)
        self.add = Button(look, N_("Add a printer"))
        for part in (self.doubts, self.form):
            self.box.addWidget(part)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.hide()
        self.form.closed.connect(self._close)
        self.add.clicked.connect(self.add_named)
        context.keeper.changed.connect(self.draw)
        look.words.changed.connect(self.draw)
        self.draw()

    def load(self) -> None:
        """Look for badges in doubt; the printers are in this computer's settings."""
        self.doubts.load()

    def draw(self) -> None:
        look = self.context.look
        clear(self.lines)
        self.buttons = {}
        titles = {layout.name: layout for layout in shelf_beside(self.context.file).all()}
        for place, printer in enumerate(self.context.keeper.now.printers):
            layout = titles.get(printer.template)
            about = [
                _place(printer, look.words._),
                template_words(layout, look.words._) if layout else printer.template,
            ]
            if printer.right or printer.down:
                about.append(_offset(printer, look.words._))
            test, change = Button(look, N_("Test badge")), Button(look, N_("Change"), "quiet")
            test.clicked.connect(partial(self.form.try_out, printer))
            change.clicked.connect(partial(self._open, printer))
            self.buttons[printer.name] = test, change
            first = [Tag(look, N_("first"), "accent")] if place == 0 else []
            self.add_line(printer.name, " · ".join(about), *first, test, change)

    def add_named(self) -> None:
        """Open the form for another printer."""
        self._open(None)

    def _open(self, printer: PrinterSettings | None) -> None:
        self.form.show_printer(printer)
        self.form.show()
        self.add.hide()

    def _close(self) -> None:
        self.form.hide()
        self.add.show()
        self.add.setFocus()


class PrinterForm(QWidget):
    """One printer: which, its name, its template, its offset, and what tries it out. ``closed`` when it is done."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._context, self._printers = context, printers_here()
        self._before: PrinterSettings | None = None
        self._shelf = shelf_beside(context.file)
        self.which: Choice[Which] = Choice(look)
        self.template: Choice[str] = Choice(look)
        self.dpi = Choice(look, [(dpi, partial(_dots, dpi)) for dpi in DPI])
        self.address = Field(look, N_("Address"), N_("192.168.1.20, or a device file such as /dev/usb/lp0"))
        self.name = Field(look, N_("What it is called here"), N_("Printer at the main door"))
        self.right, self.down = Field(look, N_("Move right, in mm")), Field(look, N_("Move down, in mm"))
        self.dots = Field(look, N_("Dots per inch"), edit=self.dpi)
        self.said = Label(look, role="second", wraps=True)
        self.trouble = Label(look, role="error", wraps=True)
        column, pair = QVBoxLayout(self), QGridLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        look.theme.bind(pair.setHorizontalSpacing, 16)
        for place, field in enumerate((self.right, self.down)):
            pair.addWidget(field, 0, place)
        for part in (Field(look, N_("Printer"), edit=self.which), self.address, self.dots, self.name,
                     Field(look, N_("Template"), edit=self.template)):  # fmt: skip
            column.addWidget(part)
        column.addLayout(pair)
        column.addWidget(Label(look, N_("The calibration page says how much to set."), "hint", wraps=True))
        for label in (self.said, self.trouble):
            column.addWidget(label)
            label.hide()
        column.addLayout(self._buttons())
        self.which.currentIndexChanged.connect(self._fit_fields)

    def _buttons(self) -> FlowLayout:
        look = self._context.look
        self.save, self.cancel = Button(look, _SAVE), Button(look, N_("Cancel"), "quiet")
        self.test = Button(look, N_("Print a test badge"), "quiet")
        self.calibration = Button(look, N_("Print a calibration page"), "quiet")
        self.first = Button(look, N_("Use this one first"), "quiet")
        self.remove = Button(look, N_("Remove this printer"), "quiet")
        buttons = FlowLayout()
        look.theme.bind(buttons.setGaps, 8, 8)
        for button, act in ((self.save, self._save), (self.cancel, self.closed.emit), (self.test, self._test),
                            (self.calibration, self._calibrate), (self.first, self._use_first),
                            (self.remove, self._remove)):  # fmt: skip
            button.clicked.connect(act)
            buttons.addWidget(button)
        for field in (self.address, self.name, self.right, self.down):
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(self._save)
        return buttons

    def show_printer(self, printer: PrinterSettings | None) -> None:
        """Fill in what is kept of ``printer``, or nothing for a new one."""
        self._before = printer
        shown = printer or PrinterSettings("")
        for field, text in (
            (self.address, "" if shown.kind is PrinterKind.SYSTEM else shown.address), (self.name, shown.name),
            (self.right, f"{shown.right:g}"), (self.down, f"{shown.down:g}"),
        ):  # fmt: skip
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        self.dpi.choose(shown.dpi)
        layouts = self._shelf.all()
        self.template.offer([(layout.name, partial(template_words, layout)) for layout in layouts], shown.template)
        self._offer([], shown)
        for label in (self.said, self.trouble):
            label.hide()
        for button in (self.first, self.remove):
            button.setVisible(printer is not None)
        self._context.look.words.bind(self.save.setText, _ADD if printer is None else _SAVE)
        self.which.setFocus()
        self._context.data.work(
            lambda _progress: self._printers.queues(), partial(self._offer, shown=shown), device=True
        )

    def try_out(self, printer: PrinterSettings) -> None:
        """Print a test badge on it."""
        file, language = self._context.file, self._context.look.words.language
        self._work(
            lambda progress: print_test(self._printers, printer, file, language, progress),
            lambda _: _("{printer} has printed the test badge.", printer=printer.name),
        )

    def _offer(self, queues: list[str], shown: PrinterSettings) -> None:
        """Offer the printers of the system, the one that is kept even where it is gone, and what has an address."""
        chosen = self.which.value if self.which.count() and self.which.hasFocus() and queues else _which(shown)
        own = {shown.address} if shown.kind is PrinterKind.SYSTEM and shown.address else set()
        offered: list[tuple[Which, Say]] = [
            (Which(PrinterKind.SYSTEM, queue), partial(_queue, queue)) for queue in sorted({*queues, *own})
        ]
        offered += [(Which(kind), partial(_said, text)) for kind, text in _KINDS.items()]
        self.which.offer(offered, chosen)
        self._fit_fields()

    def _fit_fields(self) -> None:
        kind = self.which.value.kind
        self.address.setVisible(kind is not PrinterKind.SYSTEM)
        self.dots.setVisible(kind is PrinterKind.ZEBRA)

    def _typed(self) -> PrinterSettings | None:
        """What the form says; None where that can't be, which is then told."""
        which = self.which.value
        offset = [self._millimetres(field) for field in (self.right, self.down)]
        if None in offset:
            return None
        printer = PrinterSettings(
            name=self.name.value,
            kind=which.kind,
            address=which.queue or self.address.value,
            template=self.template.value,
            right=offset[0] or 0.0,
            down=offset[1] or 0.0,
            dpi=self.dpi.value,
        )
        known = self._context.keeper.now.printers
        before = self._before.name if self._before is not None else ""
        try:
            found = with_printer(known, printer, before)
        except UserError as error:
            self._refuse(error)
            return None
        place = next((place for place, one in enumerate(known) if one.name == before), -1)
        return found[place]

    def _millimetres(self, field: Field) -> float | None:
        text = field.value.replace(",", ".").replace("−", "-")
        try:
            return float(text or 0)
        except ValueError:
            field.refuse(N_("Enter millimetres as a number, such as 1.5 or -0.5."))
            return None

    def _refuse(self, error: UserError) -> None:
        fields = {NoAddress: self.address, NamedTwice: self.name, FarOff: self.right}
        field = fields.get(type(error))
        if field is not None:
            field.refuse(error.text, **error.values)
        else:
            self._tell(self.trouble, lambda _: _.error(error))

    def _save(self) -> None:
        printer = self._typed()
        if printer is not None:
            before = self._before.name if self._before is not None else ""
            keeper = self._context.keeper
            keeper.change(printers=with_printer(keeper.now.printers, printer, before))
            self._context.reporter.say(lambda _: _("{printer} is set up.", printer=printer.name))
            self.closed.emit()

    def _test(self) -> None:
        printer = self._typed()
        if printer is not None:
            self.try_out(printer)

    def _calibrate(self) -> None:
        printer, file, words = self._typed(), self._context.file, self._context.look.words._
        if printer is not None:
            named = printer
            self._work(
                lambda progress: calibrate(self._printers, named, file, words, progress),
                lambda _: _("{printer} has printed the calibration page.", printer=named.name),
            )

    def _use_first(self) -> None:
        keeper = self._context.keeper
        if self._before is not None:
            keeper.change(printers=first_of(keeper.now.printers, self._before.name))
            self.closed.emit()

    def _remove(self) -> None:
        keeper, gone = self._context.keeper, self._before
        if gone is None:
            return
        kept = keeper.now.printers
        keeper.change(printers=without_printer(kept, gone.name))
        self._context.reporter.say(
            lambda _: _("{printer} is no longer used here.", printer=gone.name),
            action=N_("Undo"),
            act=lambda: keeper.change(printers=kept),
        )
        self.closed.emit()

    def _work(self, job: _Job, said: Say) -> None:
        """Print, and say here how it went: whoever tries a printer looks at it and at this form."""
        self._tell(self.said, lambda _: _("Waiting for the printer …"))

        def failed(error: Exception) -> None:
            self.said.hide()
            if isinstance(error, SummitDeskError) and self.isVisible():
                self._tell(self.trouble, lambda _: _.error(error))
            else:
                self._context.reporter.report(error)

        def done(_nothing: None) -> None:
            if self.isVisible():
                self._tell(self.said, said)
            else:
                self._context.reporter.say(said)

        self._context.data.work(job, done, failed, called=N_("Printing"), device=True)

    def _tell(self, label: Label, say: Say) -> None:
        for each in (self.said, self.trouble):
            each.setVisible(each is label)
        self._context.look.words.follow(label.setText, say)


def _which(printer: PrinterSettings) -> Which:
    return Which(printer.kind, printer.address if printer.kind is PrinterKind.SYSTEM else "")


def _place(printer: PrinterSettings, _: Translator) -> str:
    if printer.kind is PrinterKind.SYSTEM:
        return _queue(printer.address, _)
    return f"{_(_KINDS[printer.kind])}, {printer.address}"


def _queue(queue: str, _: Translator) -> str:
    return _("{printer}, of this computer", printer=queue)


def _offset(printer: PrinterSettings, _: Translator) -> str:
    right, down = (f"{mm:+g}".replace("-", "−") for mm in (printer.right, printer.down))
    return _("{right} mm to the right, {down} mm down", right=right, down=down)


def _said(text: str, _: Translator) -> str:
    return _(text)


def _dots(dpi: int, _: Translator) -> str:
    return str(dpi)
