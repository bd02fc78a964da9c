"""What others on the day look at: a countdown for speakers, the MC's text in large type, the board backstage."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.naming import aloud, name_alone
from desktop.domain.programme_words import KIND_WORDS
from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.programme_live import RunItem, RunView
from desktop.ui.context import Context
from desktop.ui.running.clockwork import Clockwork
from desktop.ui.running.now_card import missing_words
from desktop.ui.running.words import STANDINGS, STATES, digits, late_now, lateness, offset_state, remaining_state
from desktop.ui.second_screen import MIDDLE, RIGHT, Large, SecondScreen
from desktop.ui.stage_words import clock, said_of_people

_BACKSTAGE = 7
_MC_AROUND, _MC_HEAD = 50, 4


class RunScreen(SecondScreen):
    """Follows a ``Clockwork`` while it is up."""

    title = ""

    def __init__(self, context: Context, clockwork: Clockwork) -> None:
        super().__init__(context, self.title)
        self._clockwork = clockwork
        self._up = False
        clockwork.ticked.connect(lambda _view: self.update())

    def come_up(self, beside: QWidget) -> None:
        super().come_up(beside)
        if not self._up:
            self._up = True
            self._clockwork.wake()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._up:
            self._up = False
            self._clockwork.sleep()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        view = self._clockwork.view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view is not None:
            self.draw(Large(painter, self.look.theme, QRectF(self.rect())), view, self.look.words._)
        painter.end()

    def draw(self, large: Large, view: RunView, _: Translator) -> None:
        """Paint how it stands."""
        raise NotImplementedError

    def write_missing(self, large: Large, area: QRectF, _: Translator, size: float) -> None:
        """Say who of the next item is not in the building."""
        if missing := self._clockwork.missing:
            large.line(area, missing_words(_, missing, str), size, "already_in", RIGHT, bold=True)

    def time(self, view: RunView) -> str:
        """The clock on the wall."""
        return clock(view.now.replace(microsecond=0), self.context.here.zone)


class CountdownScreen(RunScreen):
    """For whoever speaks: the time that is left, over the whole screen; amber in the last minute, red beyond."""

    title = N_("Countdown for speakers")

    def draw(self, large: Large, view: RunView, _: Translator) -> None:
        u, area = large.u, large.area
        running = view.running
        large.line(QRectF(area.x(), area.y(), area.width(), 40 * u), self.time(view), 30, "ink2", RIGHT)
        middle = QRectF(area.x(), area.y() + 90 * u, area.width(), area.height() - 250 * u)
        if running is not None:
            state = remaining_state(view)
            over = view.remaining < 0
            said = digits(view.remaining)
            large.line(middle, said, 340, state if state != "admitted" else "ink", MIDDLE, bold=True)
            word = _("On hold") if view.held else _("Over time") if over else ""
            below = QRectF(area.x(), middle.bottom(), area.width(), 60 * u)
            large.line(below, word, 44, state, MIDDLE, bold=True)
            foot = QRectF(area.x(), area.bottom() - 90 * u, area.width(), 50 * u)
            large.line(foot, running.row.title.said_in(_.language), 32, "ink", MIDDLE)
        elif view.next is not None:
            wait = (view.next.start - view.now).total_seconds()
            large.line(middle, digits(wait), 240, "ink2", MIDDLE, bold=True)
            foot = QRectF(area.x(), area.bottom() - 90 * u, area.width(), 50 * u)
            large.line(foot, _("Next: {item}", item=view.next.row.title.said_in(_.language)), 32, "ink", MIDDLE)


class McScreen(RunScreen):
    """For the MC: what is on, who is named next and how, in type that reads from the lectern."""

    title = N_("MC's screen")

    def draw(self, large: Large, view: RunView, _: Translator) -> None:
        u, area = large.u, large.area
        large.line(QRectF(area.x(), area.y(), area.width(), 40 * u), self.time(view), 30, "ink2", RIGHT)
        y = area.y()
        now, following = view.running, view.next
        share = _share(now, following)
        whole = area.height() / u - _MC_AROUND
        for heading, item, high, size in (
            (N_("On now"), now, whole * share, 34),
            (N_("Next"), following, whole * (1 - share), 44),
        ):
            if item is None:
                continue
            told = _(heading)
            if item is now:
                told = f"{told} · {digits(view.remaining)}"
            else:
                told = f"{told} · {clock(item.start.replace(microsecond=0), self.context.here.zone)}"
            large.line(QRectF(area.x(), y, area.width() - 160 * u, 36 * u), told, 24, "accent", bold=True)
            title = item.row.title.said_in(_.language)
            used = large.text(QRectF(area.x(), y + 42 * u, area.width(), 110 * u), title, size, bold=True)
            room = QRectF(area.x(), y + 50 * u + used, area.width(), (high - 60) * u - used)
            large.text(room, "\n".join(self._named(_, item)), size * 0.8)
            y += high * u
        foot = QRectF(area.x(), area.bottom() - 36 * u, area.width(), 36 * u)
        wide = large.line(foot, lateness(_, late_now(view)), 22, offset_state(late_now(view)))
        self.write_missing(large, foot.adjusted(wide + 40 * u, 0, 0, 0), _, 22)

    def _named(self, _: Translator, item: RunItem) -> list[str]:
        said = []
        for person in item.row.people:
            named = person.guest if person.guest is not None else name_alone(person.name)
            said.append(aloud(named, _.language))
        return said


def _share(now: RunItem | None, following: RunItem | None) -> float:
    """How much of the room what is on needs, by how many it names; what comes next has the rest."""
    if now is None or following is None:
        return float(now is not None)
    here, there = (len(item.row.people) + _MC_HEAD for item in (now, following))
    return min(0.65, max(0.35, here / (here + there)))


class BackstageScreen(RunScreen):
    """For everybody behind the stage: what runs, what comes, who is in it, when it really begins."""

    title = N_("Backstage board")

    def draw(self, large: Large, view: RunView, _: Translator) -> None:
        u, area, zone = large.u, large.area, self.context.here.zone
        head = QRectF(area.x(), area.y(), area.width(), 44 * u)
        late = large.line(head, lateness(_, late_now(view)), 30, offset_state(late_now(view)), bold=True)
        wide = large.line(head, self.time(view), 30, "ink", RIGHT, bold=True)
        self.write_missing(large, head.adjusted(late + 40 * u, 0, -wide - 40 * u, 0), _, 22)
        shown = [item for item in view.items if item.standing in {Standing.RUNNING, Standing.HELD, Standing.COMING}]
        high = (area.height() - 60 * u) / _BACKSTAGE
        for number, item in enumerate(shown[:_BACKSTAGE]):
            y = area.y() + 60 * u + number * high
            runs = item.standing is not Standing.COMING
            colour = "admitted" if runs else "ink"
            large.painter.fillRect(QRectF(area.x(), y, area.width(), 1), large.theme.colour("line"))
            when = digits(view.remaining) if runs else clock(item.start.replace(microsecond=0), zone)
            large.line(
                QRectF(area.x(), y, 190 * u, high), when, 34, remaining_state(view) if runs else "ink", bold=True
            )
            words = QRectF(area.x() + 200 * u, y + 6 * u, area.width() - 400 * u, high / 2)
            large.line(words, item.row.title.said_in(_.language), 28, colour, bold=True)
            below = words.translated(0, high / 2 - 8 * u)
            large.line(below, said_of_people(_, item.row, str) or _(KIND_WORDS[item.row.kind]), 22, "ink2")
            state = _(STANDINGS[item.standing]) if runs else self._shift(_, item)
            tint = STATES[item.standing] if runs else offset_state(item.shift)
            large.line(QRectF(area.right() - 190 * u, y, 190 * u, high), state, 22, tint or "ink2", RIGHT)

    def _shift(self, _: Translator, item: RunItem) -> str:
        return lateness(_, item.shift) if abs(item.shift) >= 1 else ""
