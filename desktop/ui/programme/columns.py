"""The programme as a list: an item a line, by hall and time."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from desktop.domain.programme import Audience
from desktop.domain.programme_words import KIND_WORDS
from desktop.errors import N_
from desktop.services.programme import ItemRow
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.stage_words import length, said_of_people, span
from desktop.ui.widgets.tables import Column, RowsModel, TableView


def signs(_: Callable[[str], str], row: ItemRow) -> str:
    """What is special about an item: it can't move, is for the crew, happens only if there is time."""
    fixed = row.fixed_start or row.fixed_end
    said = (
        (fixed, N_("fixed")),
        (row.spare, N_("if time allows")),
        (row.audience is Audience.CREW, N_("crew")),
    )
    return " · ".join(_(text) for true, text in said if true)


class ItemsTable(TableView):
    """``rows`` is its model; items stay in the order of the programme."""

    def __init__(self, context: Context) -> None:
        words, here, seen = context.look.words, context.here, partial(as_seen, context)

        def zone() -> ZoneInfo:
            return here.zone

        self.rows: RowsModel[ItemRow] = RowsModel(
            context.look,
            (
                Column(N_("Time"), lambda row: span(row, zone()), "strong", width=132),
                Column(N_("Item"), lambda row: row.title.said_in(words.language), "strong", least=200),
                Column(N_("Kind"), lambda row: words._(KIND_WORDS[row.kind]), "second", width=184, goes=3),
                Column(N_("People"), lambda row: said_of_people(words._, row, seen), least=140, goes=2),
                Column(N_("Hall"), lambda row: row.hall.said_in(words.language), width=120, goes=4),
                Column(N_("Length"), lambda row: length(words._, row.seconds), "second", width=88, goes=1),
                Column("", lambda row: signs(words._, row), "second", width=104, goes=5),
            ),
        )
        super().__init__(context.look, self.rows, compact=context.keeper.now.compact)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
