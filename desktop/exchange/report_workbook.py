"""A report as an Excel workbook: tables on sheets of their own, and a chart over time."""

import io
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exchange.writing import Cell
from desktop.files import atomic_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDEST, _ACCENT, _ACCENT_SOFT = 48, "#1B5CBE", "#A3BDE5"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``charted`` says that its first column are times, its second bars and its third a line over them."""

    name: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell | float]]
    charted: str = ""


def write_workbook(path: Path, sheets: Sequence[Sheet], created: datetime) -> None:
    """Write ``sheets`` to the Excel file ``path``; raises what ``atomic_file`` raises."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    whole = io.BytesIO()  # in memory first, for the reason that ``writing`` gives
    with atomic_file(path) as file, tempfile.TemporaryDirectory() as folder:
        workbook = xlsxwriter.Workbook(whole, {"tmpdir": folder})
        try:
            workbook.set_properties({"created": created.replace(tzinfo=None)})
            for sheet in sheets:
                _fill(workbook, sheet)
            workbook.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        except BaseException:
            with suppress(Exception):
                workbook.close()
            raise
        file.write(whole.getbuffer())


def _fill(workbook: "Workbook", sheet: Sheet) -> None:
    made = workbook.add_worksheet(_title(sheet.name))
    bold = workbook.add_format({"bold": True, "bottom": 1})
    text = workbook.add_format({"num_format": "@"})
    widths = [len(header) * 2 + 2 for header in sheet.headers]
    for column, header in enumerate(sheet.headers):
        made.write_string(0, column, header, bold)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                made.write_number(number, column, cell)
            elif cell:
                made.write_string(number, column, cell, text)
                widths[column] = max(widths[column], len(cell) * 2)
    for column, width in enumerate(widths):
        made.set_column(column, column, min(width, _WIDEST))
    made.freeze_panes(1, 0)
    if sheet.charted and sheet.rows:
        made.insert_chart(1, len(sheet.headers) + 1, _chart(workbook, sheet))


def _chart(workbook: "Workbook", sheet: Sheet) -> Any:
    last, name = len(sheet.rows), _title(sheet.name)
    times = [name, 1, 0, last, 0]
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({
        "name": [name, 0, 1], "categories": times, "values": [name, 1, 1, last, 1], "gap": 20,
        "fill": {"color": _ACCENT_SOFT},
    })  # fmt: skip
    line = workbook.add_chart({"type": "line"})
    line.add_series({
        "name": [name, 0, 2], "categories": times, "values": [name, 1, 2, last, 2],
        "line": {"color": _ACCENT, "width": 2.25},
    })  # fmt: skip
    chart.combine(line)
    chart.set_title({"name": sheet.charted, "overlay": False})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"interval_unit": max(1, last // 12), "num_font": {"rotation": 0}})
    chart.set_size({"width": 960, "height": 420})
    return chart


def _title(name: str) -> str:
    """``name`` as Excel allows it for a sheet."""
    allowed = "".join(" " if character in "[]:*?/\\" else character for character in name)
    return allowed.strip("' ")[:31]
