"""screens · doctor: pictures of the window, and what this machine has."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.parser import LANGUAGES, Commands, a_language
from desktop.cli.run import Run, now
from desktop.config import Palette
from desktop.i18n import Language, Translator

if TYPE_CHECKING:
    from desktop.services.machine import Finding

_THEMES = [theme.value for theme in Palette if theme is not Palette.SYSTEM]


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    screens = commands.add("screens", _("A picture of every screen, no display needed."), take, own_language=True)
    screens.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("The folder to write into."))
    screens.add_argument(
        "--lang", dest="languages", type=a_language, nargs="+", action="extend", metavar=LANGUAGES,
        help=_("Only these languages."),
    )  # fmt: skip
    screens.add_argument(
        "--theme", dest="themes", choices=_THEMES, nargs="+", action="extend", help=_("Only these themes.")
    )
    screens.add_argument(
        "--size", type=_size, default=(1280, 800), metavar=_("WIDTHxHEIGHT"), help=_("The window's size in pixels.")
    )
    screens.add_argument(
        "--only", nargs="+", action="extend", metavar=_("NAME"),
        help=_("Only pictures of these names, as “people-*” or “arrivals.en.light”."),
    )  # fmt: skip
    doctor = commands.add("doctor", _("What this machine has for the work, and what it lacks."), examine)
    doctor.add_argument(
        "--rebuild-search", action="store_true", help=_("First make anew what people are found by; no data changes.")
    )


def take(run: Run, _: Translator) -> None:
    """Make the pictures."""
    args = run.args
    files = run.seams.screens(
        run.settings,
        run.path,
        args.out,
        languages=args.languages or list(Language),
        themes=args.themes or _THEMES,
        size=args.size,
        only=args.only or (),
    )
    run.give([str(file) for file in files], map(str, files))


def examine(run: Run, _: Translator) -> None:
    """Say what there is and what is lacking; changes nothing but, if asked to, the search index."""
    from desktop.services import machine

    findings = [*_rebuilt(run), *machine.findings(run.path, now())]
    found = [(one, _(one.text, **one.values)) for one in findings]
    run.give_table(
        [{"what": one.code, "ok": one.ok, "finding": said} for one, said in found],
        ["", _("What"), _("Finding")],
        (("✓" if one.ok else "!", _(one.name), said) for one, said in found),
    )


def _rebuilt(run: Run) -> "Iterator[Finding]":
    from desktop.services import machine, upkeep

    if run.args.rebuild_search:
        upkeep.require(run.path)
        with run.database() as db, db.write() as session:
            upkeep.rebuild_search(session)
        yield machine.SEARCH_REBUILT


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels from 1280x800."""
    wide, separator, high = text.lower().partition("x")
    if not separator or not (0 < int(wide) <= 10_000 and 0 < int(high) <= 10_000):
        raise argparse.ArgumentTypeError(text)
    return int(wide), int(high)
