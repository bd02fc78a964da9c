"""The running order as a table: planned and expected times, where each item stands."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.programme_live import RunItem, RunView
from desktop.ui.context import Context
from desktop.ui.running.words import STANDINGS, STATES, digits, late_now, offset_state
from desktop.ui.stage_words import clock, length
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_LEFT_OUT = frozenset({Standing.SKIPPED, Standing.PASSED})


@dataclass(frozen=True, slots=True)
class Line:
    """An item as a line of the table; the times are shown to the second, so that it changes only when they do."""

    item: RunItem
    waits: float = 0
    """How long it should have begun already, though nothing keeps it."""

    @property
    def id(self) -> UUID:
        """The item's key."""
        return self.item.row.id


class OrderTable(TableView):
    """``rows`` is its model."""

    def __init__(self, context: Context) -> None:
        words, here = context.look.words, context.here
        self.rows: RowsModel[Line] = RowsModel(
            context.look,
            (
                Column(
                    N_("Standing"),
                    lambda line: words._(STANDINGS[line.item.standing]),
                    "tag",
                    state=lambda line: STATES[line.item.standing],
                    width=128,
                ),
                Column(N_("Planned"), lambda line: clock(line.item.row.start, here.zone), "second", width=100),
                Column(
                    N_("Starts"), lambda line: _when(line, here.zone), "strong",
                    width=100,
                ),
                Column(N_("Item"), lambda line: line.item.row.title.said_in(words.language), "strong", least=180),
                Column(N_("Length"), lambda line: length(words._, line.item.row.seconds), "second", width=104, goes=1),
                Column(
                    N_("Late"), lambda line: _shift(words._, line), "tag", state=_colour,
                    width=116, goes=2,
                ),
            ),
        )  # fmt: skip
        super().__init__(context.look, self.rows, compact=True)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)

    def show_view(self, view: RunView) -> None:
        """Show the order as it stands; the cursor stays where it was."""
        waiting = view.next.row.id if view.next is not None and view.running is None else None
        lines = [Line(_still(one), int(late_now(view)) if one.row.id == waiting else 0) for one in view.items]
        if [line.id for line in lines] == [row.id for row in self.rows.rows()]:
            self.rows.merge([line.id for line in lines], lines)
            return
        index = self.currentIndex()
        kept = self.rows.row(index).id if index.isValid() else None
        self.rows.replace(lines)
        if kept is not None and (place := self.rows.line_of(kept)) >= 0:
            self.put_cursor(place)


def _shift(_: Translator, line: Line) -> str:
    """How much later than planned it is; of an item that can't wait, how long what is before it runs into it."""
    item = line.item
    if line.waits >= 1:
        return f"+{digits(line.waits)}"
    if _collides(item):
        return _("clash {time}", time=digits(item.overlap))
    if item.standing in _LEFT_OUT or abs(item.shift) < 1:
        return ""
    return f"{'+' if item.shift > 0 else '−'}{digits(abs(item.shift))}"


def _colour(line: Line) -> str:
    item = line.item
    if line.waits >= 1:
        return offset_state(line.waits)
    if _collides(item):
        return "refused"
    late = item.shift >= 60 and item.standing in {Standing.COMING, Standing.RUNNING, Standing.HELD}
    return offset_state(item.shift) if late else ""


def _collides(item: RunItem) -> bool:
    return item.standing is Standing.COMING and item.overlap >= 1


def _when(line: Line, zone: ZoneInfo) -> str:
    """When it begins or began, at once where it only waits for a key; of what is left out nothing is expected."""
    if line.item.standing in _LEFT_OUT:
        return ""
    return clock((line.item.start + timedelta(seconds=line.waits)).replace(microsecond=0), zone)


def _still(item: RunItem) -> RunItem:
    """``item`` without parts of seconds, which would make it another at each look."""
    return RunItem(
        item.row,
        item.standing,
        item.start.replace(microsecond=0),
        item.end.replace(microsecond=0),
        float(int(item.shift)),
        float(int(item.overlap)),
        item.actual_start,
        item.actual_end,
    )
