"""What runs now and how long it still may, what comes next, and how late it all is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.ceremony_words import PLACE_WORDS
from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.programme_live import RunItem, RunView
from desktop.services.readiness import Need
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.names import as_seen
from desktop.ui.running.words import STANDINGS, STATES, digits, late_now, lateness, offset_state, remaining_state
from desktop.ui.stage_words import Seen, clock, name_of, said_of_people
from desktop.ui.theme import restyle
from desktop.ui.widgets import Card, FitLabel, FlowLayout, Label, Tag

_FEW, _MOST = 3, 9


class NowCard(Card):
    """The state in a word and a colour, the item's name as large as there is room, the time that is left."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, margin=20, spacing=8)
        self._look, self._here, self._seen = look, context.here, partial(as_seen, context)
        self.standing, self.offset, self.absent = Tag(look), Tag(look), Tag(look)
        self.title = FitLabel(look, largest=32, smallest=20)
        self.people = Label(look, role="second", wraps=True)
        self.left = Label(look, role="figure")
        self.about = Label(look, role="second")
        self.bar = TimeBar(look)
        self.next, self.missing = Label(look, role="strong", wraps=True), Label(look, role="strong", wraps=True)
        self._tight = False
        head, middle, words, clocks = FlowLayout(), QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for tag in (self.standing, self.offset, self.absent):
            head.addWidget(tag)
        for label in (self.left, self.about):
            clocks.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        clocks.addStretch(1)
        words.addLayout(head)
        words.addWidget(self.title)
        words.addWidget(self.people)
        words.addStretch(1)
        middle.addLayout(words, 1)
        middle.addLayout(clocks)
        for layout in (middle, words):
            look.theme.bind(layout.setSpacing, 8)
        look.theme.bind(head.setGaps, 8, 4)
        look.theme.bind(clocks.setSpacing, 0)
        self.box.addLayout(middle)
        for part in (self.bar, self.next, self.missing):
            self.box.addWidget(part)

    def tighten(self, *, tight: bool) -> None:
        """Leave out who is on the stage, and margins, where space is short."""
        self._tight = tight
        margin = 12 if tight else 20
        self._look.theme.bind(self.box.setContentsMargins, margin, margin, margin, margin)
        self.people.setVisible(bool(self.people.text()) and not tight)

    def show_view(self, view: RunView, missing: Sequence[Need] = ()) -> None:
        """Show how it stands, and who of the next item is not in the building."""
        _ = self._look.words._
        if view.running is not None:
            self._show_running(view, view.running)
        else:
            self._show_idle(view)
        self.people.setVisible(bool(self.people.text()) and not self._tight)
        restyle(self.left, state=remaining_state(view))
        self.show_state(remaining_state(view))
        late = late_now(view)
        self.offset.show_text(lateness(_, late), state=offset_state(late), mark=True)
        self.bar.show_view(view)
        self.next.setVisible(view.next is not None)
        if view.next is not None:
            said = said_of_people(_, view.next.row, self._seen, _FEW)
            item = " · ".join(filter(None, (view.next.row.title.said_in(_.language), said)))
            self.next.put(_("Next, at {time}: {item}", time=clock(view.next.start, self._here.zone), item=item))
        self._show_missing(missing)

    def _show_running(self, view: RunView, running: RunItem) -> None:
        _ = self._look.words._
        standing = Standing.HELD if view.held else Standing.RUNNING
        over = clock(running.end, self._here.zone)
        self.standing.show_text(_(STANDINGS[standing]), state=STATES[standing], mark=True)
        self.title.show_text(running.row.title.said_in(_.language))
        self.people.put(said_of_people(_, running.row, self._seen, _MOST))
        self.left.put(digits(view.remaining))
        if self._tight:
            self.about.put(_("over at {time}", time=over))
        else:
            self.about.put(_("{elapsed} so far · over at {time}", elapsed=digits(view.elapsed), time=over))

    def _show_idle(self, view: RunView) -> None:
        _ = self._look.words._
        self.standing.show_text(_("Nothing runs"))
        self.people.put("")
        if view.next is None:
            self.title.show_text(_("The day is over"))
            self.left.put("")
            self.about.put("")
            return
        begun = any(item.actual_start is not None for item in view.items)
        self.title.show_text(_("Between two items") if begun else _("Nothing has been started yet"))
        self.left.put(digits(max(0.0, (view.next.start - view.now).total_seconds())))
        self.about.put(_("until the next item"))

    def _show_missing(self, missing: Sequence[Need]) -> None:
        _ = self._look.words._
        self.missing.setVisible(bool(missing) and not self._tight)
        self.absent.setVisible(bool(missing) and self._tight)
        self.absent.show_text(_("{n} missing", n=len(missing)), state="already_in", mark=True)
        restyle(self.missing, state="already_in")
        self.missing.put(missing_words(_, missing, self._seen))


def missing_words(_: Translator, missing: Sequence[Need], seen: Seen) -> str:
    """Who of the next item is not in the building, by name as it is ``seen`` here."""
    named = [
        _("{name} ({place})", name=seen(name_of(_, one)), place=_(PLACE_WORDS[one.where])) for one in missing[:_FEW]
    ]
    if rest := len(missing) - len(named):
        named.append(_.ngettext("and {n} more", "and {n} more", rest))
    return _("Missing for the next item: {names}", names=_.pgettext("between names", ", ").join(named))


class TimeBar(QWidget):
    """How much of the running item is over; what is over its length stands out."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._share, self._state = 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.words.bind(self.setAccessibleName, N_("Time of the running item"))

    def show_view(self, view: RunView) -> None:
        """Show how far it is."""
        whole = view.elapsed + max(view.remaining, 0)
        self._share = min(1.0, view.elapsed / whole) if view.running is not None and whole else 0.0
        self._state = remaining_state(view)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(200), self._look.theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        high = float(self.height())
        for share, colour in ((1.0, "line"), (self._share, self._state or "accent")):
            if share > 0:
                painter.setBrush(theme.colour(colour))
                painter.drawRoundedRect(QRectF(0, 0, max(high, self.width() * share), high), high / 2, high / 2)
        painter.end()
