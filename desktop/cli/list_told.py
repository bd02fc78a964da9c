"""What importing a list did, or would do: counts, and every row that something is wrong with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop.cli.run import Run
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.domain.list_values import Problem


def tell_import(run: Run, _: Translator, done: dict[str, Any], problems: "Sequence[Problem]") -> None:
    """Give the counts ``done``, then each of ``problems`` by its row."""
    said = [
        {
            "row": one.row, "column": one.column, "value": one.value, "problem": _(one.text), "code": one.code,
            "rejected": one.rejected,
        }
        for one in problems
    ]  # fmt: skip
    run.give_table(
        done | {"problems": said},
        [_("Rows read"), _("New"), _("Changed"), _("Already there"), _("Rejected"), _("Import")],
        [(done["read"], done["new"], done["updated"], done["same"], done["rejected"], done["batch"])],
    )
    if problems and not run.json:
        run.line("")
        headers = [_("Row"), _("Column"), _("Value"), _("Problem")]
        run.give_table(None, headers, ((one.row, one.column, one.value, _(one.text)) for one in problems))
