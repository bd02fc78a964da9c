"""The arrivals as a file: an Excel workbook with a chart, or a PDF with the same picture as the window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.arrival_curve import Step, clear_by, curve
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.files import atomic_file
from desktop.i18n import Translator
from desktop.models import Event
from desktop.services.arrivals import Arrivals, By, Missing, Tally, arrivals
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.documents.arrivals_report import Line, Table

PDF, EXCEL = ".pdf", ".xlsx"
_SHOWN_BY = {
    By.CATEGORY: N_("By category"),
    By.DELEGATION: N_("By delegation"),
    By.ORGANISATION: N_("By organisation"),
    By.CHECKPOINT: N_("By checkpoint"),
    By.DESK: N_("By desk"),
}
_ON_PAPER = 400
"""Of so many organisations and delegations a paper shows each; the workbook has all."""
_MOST_MINUTES, _PAPER_MINUTES = 1440, 240


class UnknownReport(UserError):
    code = "unknown_report"
    text = N_("{file} can't be written: a report ends in .pdf or .xlsx.")


@dataclass(frozen=True, slots=True)
class _Facts:
    event: LocalName
    zone: str
    at: datetime
    found: Arrivals
    groups: tuple[tuple[By, tuple[Tally, ...]], ...]
    missing: tuple[Missing, ...]


def write_report(db: Database, event_id: UUID, out: Path, _: Translator, *, names: bool = True) -> None:
    """Write the arrivals as they are now to ``out``, by its ending PDF or Excel; ``names`` of missing VIPs or not.

    Raises ``UnknownReport``, and what ``atomic_file`` raises.
    """
    kind = out.suffix.lower()
    if kind not in (PDF, EXCEL):
        raise UnknownReport(file=out.name)
    with db.read() as session:
        facts = _gather(session, event_id, db.now(), names=names)
    (_write_pdf if kind == PDF else _write_excel)(out, facts, _)


def _gather(session: Session, event_id: UUID, now: datetime, *, names: bool) -> _Facts:
    event = session.get_one(Event, event_id)
    found = arrivals(session, event_id, now, By.CATEGORY)
    others = ((by, arrivals(session, event_id, now, by).rows) for by in _SHOWN_BY if by is not By.CATEGORY)
    return _Facts(
        event=LocalName(event.name_hant, event.name_hans, event.name_en),
        zone=event.zone,
        at=now,
        found=found,
        groups=((By.CATEGORY, found.rows), *others),
        missing=found.missing_vips if names else (),
    )


def _write_pdf(out: Path, facts: _Facts, _: Translator) -> None:
    from desktop.documents.arrivals_report import Report, print_report

    there = facts.at.astimezone(ZoneInfo(facts.zone))
    report = Report(
        title=_("Arrivals"),
        event=facts.event.said_in(_.language),
        at=_("{day}, {time}", day=_.date(there.date()), time=_.time(facts.at, facts.zone)),
        figures=tuple(_figures(facts, _)),
        curve_title=_("Check-ins per minute; line: rate over ten minutes"),
        steps=tuple(_steps(facts, _PAPER_MINUTES)),
        zone=facts.zone,
        tables=tuple(_tables(facts, _)),
        missing_title=_("VIPs still missing") if facts.missing else "",
        missing=tuple(_missing(one, _) for one in facts.missing),
    )
    with atomic_file(out) as file:
        print_report(file, report, _)


def _figures(facts: _Facts, _: Translator) -> Iterator[tuple[str, str, str]]:
    found = facts.found
    end = clear_by(found.absent, found.per_minute, facts.at)
    yield _("Arrived"), str(found.arrived), _("of {total}", total=found.expected)
    gone = _.ngettext("{n} has left", "{n} have left", found.left) if found.left else _("nobody has left")
    yield _("Inside now"), str(found.inside), gone
    yield _("Absent"), str(found.absent), _("of those expected")
    yield _("Per minute now"), f"{found.per_minute:.1f}", _("last ten minutes")
    yield _("Everyone in by"), _.time(end, facts.zone) if end is not None else "–", ""
    yield _("VIPs missing"), str(len(found.missing_vips)), ""


def _steps(facts: _Facts, most: int) -> list[Step]:
    return curve(((one.at, one.check_ins) for one in facts.found.minutes), facts.at, most)


def _headers(by: By, _: Translator) -> tuple[str, ...]:
    if by is By.DESK:
        return (_("Arrived"),)
    return _("Expected"), _("Arrived"), _("Inside now"), _("Left"), _("Absent")


def _counts(by: By, tally: Tally) -> tuple[int, ...]:
    if by is By.DESK:
        return (tally.arrived,)
    return tally.expected, tally.arrived, tally.inside, tally.left, tally.absent


def _called(by: By, tally: Tally, _: Translator) -> str:
    name = tally.name.said_in(_.language)
    if by is By.DESK and name == tally.key:
        return _("Desk {letter}", letter=name)
    without = _("Without an organisation") if by is By.ORGANISATION else _("Without a delegation")
    return name or without


def _tables(facts: _Facts, _: Translator) -> "Iterator[Table]":
    from desktop.documents.arrivals_report import Line, Table

    for by, rows in facts.groups:
        if not rows:
            continue
        most = max(row.arrived for row in rows)
        lines = [_line(by, row, most, _) for row in rows[:_ON_PAPER]]
        if len(rows) > _ON_PAPER:
            rest = len(rows) - _ON_PAPER
            lines.append(Line(_.ngettext("and {n} more", "and {n} more", rest), ()))
        if by is By.CATEGORY and facts.found.not_received:
            lines.append(Line(_not_received(facts, _), ()))
        yield Table(_(_SHOWN_BY[by]), _headers(by, _), tuple(lines))


def _line(by: By, row: Tally, most: int, _: Translator) -> "Line":
    from desktop.documents.arrivals_report import Line

    whole = max(1, row.expected or most, row.arrived)
    return Line(_called(by, row, _), _counts(by, row), row.arrived / whole, row.inside / whole, row.colour)


def _not_received(facts: _Facts, _: Translator) -> str:
    return _.ngettext(
        "{n} more was let in with a badge of a desk that was not heard from yet.",
        "{n} more were let in with badges of desks that were not heard from yet.", facts.found.not_received,
    )  # fmt: skip


def _missing(guest: Missing, _: Translator) -> str:
    name = " ".join(filter(None, (guest.name, guest.honorific_zh)))
    return _("{name} · {category}", name=name, category=guest.category.said_in(_.language))


def _write_excel(out: Path, facts: _Facts, _: Translator) -> None:
    from desktop.exchange.report_workbook import Sheet, write_workbook

    zone = ZoneInfo(facts.zone)
    minutes = [(f"{one.at.astimezone(zone):%H:%M}", one.came, one.rate) for one in _steps(facts, _MOST_MINUTES)]
    title = _("Check-ins per minute; line: rate over ten minutes")
    sheets: list[Sheet] = [
        Sheet(_("Arrivals"), (_("What"), _("Count"), ""), _summary(facts, _)),
        Sheet(_("By minute"), (_("Minute"), _("Check-ins"), _("Rate over ten minutes")), minutes, charted=title),
    ]
    for by, rows in facts.groups:
        headers = (_("Name"), *_headers(by, _))
        sheets.append(Sheet(_(_SHOWN_BY[by]), headers, [(_called(by, row, _), *_counts(by, row)) for row in rows]))
    if facts.missing:
        guests = [
            (one.name_zh, one.name_latin, one.honorific_zh, one.category.said_in(_.language)) for one in facts.missing
        ]
        said = [_.pgettext("guest list", word) for word in ("Chinese name", "English name", "Honorific", "Category")]
        sheets.append(Sheet(_("VIPs still missing"), tuple(said), guests))
    write_workbook(out, sheets, facts.at)


def _summary(facts: _Facts, _: Translator) -> Sequence[tuple[str | float, ...]]:
    there = facts.at.astimezone(ZoneInfo(facts.zone))
    said = [(title, _number(figure), beside) for title, figure, beside in _figures(facts, _)]
    expected = (_("Expected"), facts.found.expected, "")
    at = _("{day}, {time}", day=_.date(there.date()), time=_.time(facts.at, facts.zone))
    unknown = facts.found.not_received
    more = [(_not_received(facts, _), unknown, "")] if unknown else []
    return [(facts.event.said_in(_.language), at, ""), expected, *said, *more]


def _number(figure: str) -> str | float:
    try:
        return float(figure)
    except ValueError:
        return figure
