"""CSV and TSV: text whose cells are parted by a comma, a tab or a semicolon.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and one apostrophe more where
it began with apostrophes already. Reading takes exactly one away, so that every cell comes back as it was.
"""

import csv
import io
import re
from collections import Counter

from desktop.exchange.sheets import CellTooLong, Limits, NotATable, OpenQuote, TooManyColumns

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 60
_SAMPLE_CHARACTERS = 60_000
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|meta|head)\b", re.IGNORECASE)


def neutralised(cell: str) -> str:
    """``cell`` as it is written, harmless to a spreadsheet."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """A written ``cell`` as it was before ``neutralised``."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def read_delimited(text: str, file: str, limits: Limits) -> tuple[tuple[str, ...], ...]:
    """The rows in ``text``; ``file`` is the name that refusals tell."""
    plain = text.removeprefix("\ufeff").rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(plain) or _MARKUP.match(plain) or plain.startswith("%PDF"):
        raise NotATable(file=file)
    said = re.match(r"sep=(.)\n", plain)
    delimiter = said[1] if said else _delimiter(plain)
    if plain.count(delimiter) > limits.cells:
        raise TooManyColumns(file=file, limit=limits.columns)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(plain[said.end() :] if said else plain, newline=""), delimiter=delimiter):
            # What is too large is refused afterwards, as other tables are; here it is only read no further.
            cells += len(row)
            rows.append(tuple(map(as_meant, row[: limits.columns + 1])))
            if len(rows) > limits.rows or len(row) > limits.columns or cells > limits.cells:
                break
    except csv.Error as error:
        raise CellTooLong(row=len(rows) + 1, file=file, limit=limits.characters) from error
    if rows and any("\n" in cell for cell in rows[-1]) and _quote_stays_open(plain, delimiter):
        raise OpenQuote(file=file, row=len(rows) - 1)
    return tuple(rows)


def _delimiter(text: str) -> str:
    """The mark that cuts the first rows into the same number of cells most often, and into the most cells."""
    sample = text[:_SAMPLE_CHARACTERS]

    def regularity(mark: str) -> float:
        counts: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
                counts[len(row)] += bool(row)
                if counts.total() >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            return 0.0
        width, often = max(counts.items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        return (width - 1) * (often / max(counts.total(), 1)) ** 2

    return max(_DELIMITERS, key=regularity)


def _quote_stays_open(text: str, delimiter: str) -> bool:
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
