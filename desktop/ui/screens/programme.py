"""The programme: a day as a list and on the board, an item's fields, limits, releases, files; and a day as it runs."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, scrolled_to, typed, waited
from desktop.ui.start import Program

_LISTED = """Day,Start,End,Title,Hall,People
{day},09:00,09:10,開幕致辭 Opening address,Grand Hall,
{day},09:10,,Toast,Terrace,Nobody Known
{day},25:61,,Time that is none,,
"""


def scenes(program: Program) -> Iterator[Scene]:
    """A day in order, one of its items opened, what else is beside it, the board, the run and its screens."""
    window = program.window
    page: Any = window.page("programme")
    yield Scene("programme-list", each(lambda: window.go("programme"), waited(lambda: bool(page.shown.days))))
    if not page.shown.rows:
        return
    page.show_view("list")
    row = max((row for row in page.shown.rows if row.day == page.day), key=lambda row: len(row.people))
    yield from _items(page, row)
    yield from _beside(page)
    yield from _importing(page)
    yield Scene("programme-board", each(lambda: page.show_view("board"), lambda: page.board.choose(row.id)))
    yield from _running(page)
    page.show_view("list")


def _items(page: Any, row: Any) -> Iterator[Scene]:
    side = page.side
    yield Scene("programme-item", lambda: page.open_item(row.id))
    yield Scene("programme-item-people", lambda: None, scrolled_to(side.form.people))
    wrong = each(typed(side.form.takes.edit, "soon"), side.form.save.click)
    yield Scene("programme-item-refused", wrong, scrolled_to(side.form.takes))
    side.form.forget()
    side.form.closed.emit()
    yield Scene("programme-new", page.new.click)
    side.form.forget()
    side.form.closed.emit()


def _beside(page: Any) -> Iterator[Scene]:
    side, button = page.side, page.others
    yield Scene("programme-limits", button["limits"].click)
    yield Scene("programme-limit", side.limits.new.click)
    side.limits.form.closed.emit()
    yield Scene("programme-releases-none", button["releases"].click)
    given = each(side.releases.give.click, waited(lambda: bool(side.releases.rows)))
    yield Scene("programme-releases", given)
    yield Scene("programme-export", button["export"].click)
    side.export.closed.emit()


def _importing(page: Any) -> Iterator[Scene]:
    importing = page.importing
    yield Scene("programme-import", page.others["import"].click)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "programme.csv"
        file.write_text(_LISTED.format(day=page.day.isoformat()), "utf-8")
        read = each(lambda: page.open_file(file), waited(lambda: importing.plan is not None))
        yield Scene("programme-import-rows", read)
    importing.other.click()
    importing.closed.emit()


def _running(page: Any) -> Iterator[Scene]:
    run = page.run
    yield Scene("programme-run-before", each(lambda: page.show_view("run"), waited(lambda: run.view is not None)))
    yield Scene("programme-run", each(run.buttons["next"].click, waited(lambda: run.view.running is not None)))
    yield Scene("programme-run-push", run.buttons["push"].click)
    run.push.closed.emit()
    yield Scene("programme-run-report", run.buttons["report"].click)
    run.report.closed.emit()
    for name in ("countdown", "mc", "backstage"):
        run.open_screen(name)
        screen = run.opened_screen(name)
        screen.showNormal()
        screen.resize(page.window().size())
        yield Scene(f"programme-{name}", lambda: None, of=partial(run.opened_screen, name))
        screen.close()
