"""From what was typed to an exit status: 0 done, 1 refused with one sentence, 2 wrong usage."""

import contextlib
import io
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.cli.parser import Commands, Parser, asked_language, database, globals_parser, speaking
from desktop.cli.run import Run, Seams
from desktop.config import Settings, default_database
from desktop.errors import SummitDeskError
from desktop.files import NO_ROOM
from desktop.i18n import Language, Translator, system_language

PROGRAM = "summit-desk"
DATABASE = "SUMMIT_DESK_DB"
DONE, REFUSED, WRONG, STOPPED = 0, 1, 2, 130

log = logging.getLogger(__name__)


def main(words: Sequence[str], settings: Settings, seams: Seams) -> int:
    """Do what ``words`` ask for; without a command, open the window. Returns the exit status."""
    language = asked_language(words) or settings.language or system_language()
    _ = Translator(language)
    _stand_in_for_closed_streams()
    _speak_unicode()
    try:
        args = _parsed(words, _)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG
    run = Run(args, settings, args.db or default_database(), seams)
    try:
        status = _act(run, _)
        sys.stdout.flush()
    except SummitDeskError as error:
        run.say(_.error(error))
        log.info("refused: %s", error.code)
    except BrokenPipeError:
        _leave_stdout()
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:
        log.exception("the system refused")
        run.say(_of_the_system(error, _))
    except Exception:
        log.exception("a mistake of the program")
        run.say(_mistake(seams.log, _))
    else:
        return status
    return REFUSED


def build(_: Translator) -> Parser:
    """All commands and their options, described in the language of ``_``."""
    from desktop import __version__
    from desktop.cli import (
        arrivals,
        badges,
        before,
        ceremonies,
        checkpoints,
        conflicts,
        crowd,
        data,
        delegations,
        door,
        events,
        handbooks,
        lists,
        machine,
        on_the_day,
        papers,
        people,
        person,
        precedence,
        printers,
        questions,
        roll_call,
        scans,
        seating,
        seats,
        stage_papers,
        travel,
        visits,
    )

    parser = Parser(
        prog=PROGRAM,
        description=_("Runs the day of a forum or summit. Without a command it opens the window."),
        parents=[globals_parser(_, default=None)],
    )
    parser.add_argument("--version", action="version", version=__version__, help=_("Show the version and end."))
    commands = Commands(parser, _, required=False)
    areas = (
        *(events, lists, people, person, badges, checkpoints, door, crowd, questions, scans, arrivals),
        *(papers, printers, before, data, machine, ceremonies, stage_papers, seating, precedence, seats),
        *(delegations, visits, travel, conflicts, roll_call, on_the_day, handbooks),
    )
    for area in areas:
        area.add(commands, _)
    return parser


def _parsed(words: Sequence[str], _: Translator) -> Namespace:
    with speaking(_):
        # Building all commands takes longer than opening a window, which needs none of them.
        parser = globals_parser(_, default=None)
        parser.prog = PROGRAM
        args, rest = parser.parse_known_args(words)
        if rest:
            parser = build(_)
            args = parser.parse_args(words)
        for name, value in vars(args).items():
            setattr(args, name, _as_text(value))
        if args.db is None and os.environ.get(DATABASE):
            try:
                args.db = database(os.environ[DATABASE])
            except ValueError:
                parser.error(_("{name} names no database that can be opened here.", name=DATABASE))
    return args


def _as_text(value: Any) -> Any:
    """What was typed, its bytes that are no text shown as such; paths keep them."""
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    # A word that argparse made a language of stays one.
    return os.fsencode(value).decode("utf-8", "backslashreplace") if type(value) is str else value


def _act(run: Run, _: Translator) -> int:
    action = getattr(run.args, "action", None)
    if action is None:
        language: Language | None = run.args.lang
        settings = run.settings if language is None else _in(run.settings, language)
        return run.seams.window(settings, run.path)
    return action(run, _) or DONE


def _in(settings: Settings, language: Language) -> Settings:
    from dataclasses import replace

    return replace(settings, language=language)


def _of_the_system(error: OSError, _: Translator) -> str:
    file = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    if error.errno in NO_ROOM:
        return _("The disk is full. Make room and do it again.")
    if file is None:
        return _("The system refused: {reason}.", reason=error.strerror or type(error).__name__)
    return _("{file} can't be used: {reason}.", file=file, reason=error.strerror or type(error).__name__)


def _mistake(story: Path | None, _: Translator) -> str:
    if story is None:
        return _("The program made a mistake. No log could be written on this machine.")
    return _("The program made a mistake. The full story is in {log}.", log=story)


def _stand_in_for_closed_streams() -> None:
    """Who closed a stream wants nothing from it: there is nothing to read, and what is said goes nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115,PTH123  open until the end


def _speak_unicode() -> None:
    """Names are written whole whatever the machine's code page is; a terminal keeps its own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_stdout() -> None:
    """Whoever read the answer has gone; what Python would still write at its end must not complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
