"""Lists made as files, and what was read of them told in lines."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from desktop.services.imports import Listing

Row = Sequence[object]
Finish = Callable[[Any, Any], None]


def book(folder: Path, sheets: dict[str, list[Row]], finish: dict[str, Finish] | None = None) -> Path:
    """An Excel file; ``finish`` does to a sheet what rows can't say."""
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, workbook.add_format({"num_format": "d/m/yyyy"}))
                    elif cell is not None:
                        sheet.write(number, column, cell)
            if finish and name in finish:
                finish[name](workbook, sheet)
    return path


def text(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def table(lines: str) -> list[Row]:
    return [line.strip().split("|") for line in lines.strip().splitlines()]


def told(listing: Listing) -> list[str]:
    """Each person in a line: the name with what stands around it, posts, category."""
    lines = []
    for person in listing.people.people:
        name = person.name
        named = " ".join(
            filter(None, (name.name_zh, name.name_latin, name.honorific_zh, name.honorific_en, name.postnominal_zh,
                          name.postnominal_en))
        )  # fmt: skip
        held = " + ".join(f"{post.title}@{post.organisation}" for post in person.posts)
        lines.append(f"{named} | {held} | {person.category}".rstrip(" |"))
    return lines
