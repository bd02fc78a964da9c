"""What stands below the board: conflicts, vehicles and hosts of the visit, the worst first."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.conflicts import Severity
from desktop.domain.conflicts_words import KIND_WORDS
from desktop.domain.visits import Aboard, StopRole
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.conflicts import ConflictRow
from desktop.services.visit_board import Shown
from desktop.services.visits import StopRow, VehicleRow, VisitRow
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets import Button, Card, Data, Label, SectionTitle, Tag, clear, rule, scrolled

STATES = {Severity.BLOCKS: "refused", Severity.WARNS: "already_in", Severity.NOTES: "elsewhere"}
_MOST = 12


class _Part(Card):
    """A card with a title, an act beside it, and lines that scroll."""

    pressed = Signal()

    def __init__(self, context: Context, title: str, act: str = "") -> None:
        look = context.look
        super().__init__(look, margin=16, spacing=8)
        self._look = look
        look.theme.bind(self.setMinimumHeight, 148)
        self.title = SectionTitle(look, title)
        if act:
            self.act = Button(look, act, "quiet")
            self.act.clicked.connect(self.pressed)
            self.title.row.addWidget(self.act)
        inner = QWidget()
        self.lines = QVBoxLayout(inner)
        look.theme.bind(self.lines.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self.lines.setSpacing, 6)
        self.box.addWidget(self.title)
        self.box.addWidget(scrolled(inner, sideways=False), 1)

    def begin(self) -> None:
        """Take all lines out."""
        clear(self.lines)

    def line(self, strong: str, second: str, tag: Tag | None = None) -> None:
        """Put one line in."""
        if self.lines.count():
            self.lines.addWidget(rule())
        if tag is not None:
            self.lines.addWidget(tag, 0, Qt.AlignmentFlag.AlignLeft)
        for text, role in ((strong, "strong"), (second, "second")):
            if text:
                self.lines.addWidget(Data(self._look, text, role))

    def hint(self, text: str) -> None:
        """Say what could stand here."""
        self.lines.addWidget(Label(self._look, text, "second", wraps=True))

    def end(self) -> None:
        """No line comes any more."""
        self.lines.addStretch(1)


class Cards(QWidget):
    """``conflicts_wanted`` and ``doors_wanted`` come when the act of a card was pressed."""

    conflicts_wanted = Signal()
    doors_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown = Shown()
        self._short, self.count = False, 0
        self.conflicts = _Part(context, N_("Conflicts"), N_("Show all"))
        self.vehicles = _Part(context, N_("Vehicles"), N_("Open the doors"))
        self.hosts = _Part(context, N_("Hosts of the stops"))
        self.opened = Tag(context.look, N_("The doors are open"), "admitted")
        self.vehicles.title.row.addWidget(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        context.look.theme.bind(row.setSpacing, 16)
        for part, share in ((self.conflicts, 4), (self.vehicles, 3), (self.hosts, 3)):
            part.setMinimumWidth(1)
            row.addWidget(part, share)
        self.conflicts.pressed.connect(self.conflicts_wanted)
        self.vehicles.pressed.connect(self.doors_wanted)
        for changed in (context.look.words.changed, context.keeper.changed):
            changed.connect(self._say)

    def show_shown(self, shown: Shown) -> None:
        """Show what is known of a visit."""
        self._shown = shown
        self._say()

    def shorten(self, *, short: bool) -> None:
        """Show conflicts alone where space is ``short``, and only if there are any."""
        self._short = short
        self._fit()

    def _fit(self) -> None:
        for part in (self.vehicles, self.hosts):
            part.setVisible(not self._short)
        self.conflicts.setVisible(not self._short or self.count > 0)

    def _say(self) -> None:
        _, tour = self._context.look.words._, self._shown.tour
        for part in (self.conflicts, self.vehicles, self.hosts):
            part.begin()
        if tour is None:
            return
        self._say_conflicts(_)
        self.opened.setVisible(self._shown.doors_open)
        self.vehicles.act.setVisible(not self._shown.doors_open)
        for bus in tour.vehicles:
            self.vehicles.line(*self._vehicle(_, tour, bus))
        if not tour.vehicles:
            self.vehicles.hint(N_("No leg is planned. Add one, and its vehicle stands here."))
        for stop in tour.stops:
            self.hosts.line(*self._host(_, stop))
        for part in (self.conflicts, self.vehicles, self.hosts):
            part.end()

    def _say_conflicts(self, _: Translator) -> None:
        open_ones = [row for row in self._shown.conflicts if row.severity is not Severity.NOTES]
        self.count = len(open_ones)
        self.conflicts.title.beside.put(str(self.count) if open_ones else "")
        self._fit()
        for row in open_ones[:_MOST]:
            tag = Tag(self._context.look)
            tag.show_text(_(KIND_WORDS[row.conflict.kind]), state=STATES[row.severity], mark=True)
            self.conflicts.line("", self._conflict(_, row), tag)
        if not open_ones:
            self.conflicts.hint(N_("Nothing in this visit is in conflict."))

    def _conflict(self, _: Translator, row: ConflictRow) -> str:
        names = [as_seen(self._context, one.said_in(_.language)) for one in row.who[:2]]
        rest = len(row.who) - len(names)
        if rest > 0:
            names.append(_.ngettext("and {n} more", "and {n} more", rest))
        who = _.pgettext("between names", ", ").join(names)
        what = " → ".join(one.said_in(_.language) for one in row.what[:2])
        when = clock(row.start, self._context.here.zone) if row.start is not None else ""
        return " · ".join(filter(None, (when, who, what)))

    def _vehicle(self, _: Translator, tour: VisitRow, bus: VehicleRow) -> tuple[str, str]:
        aboard = tour.aboard(bus.id)
        seats = _("{n}/{total} seats", n=len(aboard), total=bus.seats)
        seen = partial(as_seen, self._context)
        escorts = [seen(one.who.said_in(_.language)) for one in aboard if one.role is Aboard.ESCORT]
        driver = " ".join(filter(None, (seen(bus.driver), bus.driver_phone)))
        second = [
            _("driver {name}", name=driver) if driver else "",
            _("escort on board {name}", name=_.pgettext("between names", ", ").join(escorts)) if escorts else "",
        ]
        strong = " · ".join(filter(None, (bus.name.said_in(_.language), bus.plate, seats)))
        return strong, " · ".join(filter(None, second))

    def _host(self, _: Translator, stop: StopRow) -> tuple[str, str]:
        zone, seen = self._context.here.zone, partial(as_seen, self._context)
        said: list[str] = []
        for one in stop.people:
            if one.role in {StopRole.RECEIVES, StopRole.CONTACT}:
                name = seen(one.who.said_in(_.language))
                until = clock(one.until_at, zone) if one.until_at is not None else ""
                said.append(_("{name} until {time}", name=name, time=until) if until else name)
        if stop.list_fields:
            said.append(_list_words(_, stop, self._context.here.zone))
        name = stop.host.said_in(_.language) or stop.site.said_in(_.language)
        return f"{stop.rank} {name}", " · ".join(said)


def _list_words(_: Translator, stop: StopRow, zone: ZoneInfo) -> str:
    if stop.list_sent_at is not None:
        return _("list sent")
    if stop.list_due_at is None:
        return _("list to be sent")
    local = stop.list_due_at.astimezone(zone)
    return _("list due {day} {time}", day=short_day(_, local.date()), time=f"{local:%H:%M}")
