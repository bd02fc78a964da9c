"""What is done on the day of a visit, by button and by key: each act at once, and each to be taken back."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desktop.domain.running_late import Standing
from desktop.i18n import Translator
from desktop.services import catch_up, host_calls, running_late
from desktop.services.catch_up import Option
from desktop.services.host_calls import Call
from desktop.services.on_day_words import option_said, row_title
from desktop.services.roll_call import move_here
from desktop.services.running_late_view import LegNow
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.on_day.standing import Row


class DayActs(QObject):
    """Marks legs and stays, moves guests to another vehicle, takes ways to catch up, notes who was told.

    ``done`` comes after each act.
    """

    done = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.acts = Acts(context)

    def mark(self, row: Row, at: datetime, *, begins: bool) -> None:
        """Say that a leg left or arrived, or that a group came to a stop or left it."""
        zone, is_leg = self._context.here.zone.key, isinstance(row, LegNow)
        act = {
            (True, True): running_late.left, (True, False): running_late.arrived,
            (False, True): running_late.group_arrived, (False, False): running_late.group_left,
        }[is_leg, begins]  # fmt: skip
        keys = (row.leg.id,) if isinstance(row, LegNow) else row.key

        def said(_: Translator) -> str:
            what, time = row_title(_, row), _.time(at, zone)
            if is_leg is begins:
                return _("{what}: left at {time}.", what=what, time=time)
            return _("{what}: arrived at {time}.", what=what, time=time)

        self.acts.do(lambda session: act(session, *keys, at), said, self._on_done)  # type: ignore[operator]

    def move(self, name: str, registration: object, door: object, vehicle: str) -> None:
        """Let somebody ride with the vehicle at whose door they were read."""
        now = self._context.store.now()
        self.acts.do(
            lambda session: move_here(session, registration, door, now),  # type: ignore[arg-type]
            lambda _: _("{name} rides with {vehicle} now.", name=name, vehicle=vehicle), self._on_done,
        )  # fmt: skip

    def take(self, option: Option) -> None:
        """Make a way to catch up the plan."""
        self.acts.do(
            lambda session: catch_up.take(session, option),
            lambda _: _("The plan is changed: {what}.", what=option_said(_, option)), self._on_done,
        )  # fmt: skip

    def tell(self, call: Call, name: str) -> None:
        """Note that a host was told."""
        self.acts.do(
            lambda session: host_calls.tell(session, call), lambda _: _("{name} was told.", name=name), self._on_done
        )

    def _on_done(self, _result: object) -> None:
        self.done.emit()


def begins_next(row: Row) -> bool | None:
    """Whether what comes next of a leg or stay is its beginning; None where it is over by hand."""
    if row.record.ended is not None:
        return None
    if row.record.began is not None or row.times.standing is Standing.UNDER_WAY:
        return False
    return row.times.standing is Standing.COMING


def read_clock(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment nearest to ``now`` at which the clock shows what was typed, as 9:52 or 0952; None for no time."""
    digits = "".join(char for char in text if char.isdecimal())
    if not 3 <= len(digits) <= 4 or int(digits[:-2]) > 23 or int(digits[-2:]) > 59:
        return None
    local = now.astimezone(zone)
    at = local.replace(hour=int(digits[:-2]), minute=int(digits[-2:]), second=0, microsecond=0)
    days = (at - timedelta(days=1), at, at + timedelta(days=1))
    return min((day.astimezone(now.tzinfo) for day in days), key=lambda each: abs(each - now))
