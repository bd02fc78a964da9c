"""Understanding what was typed: argparse in the user's language, with the global options before or after a command."""

import argparse
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any, NoReturn

from desktop.errors import N_
from desktop.i18n import Language, Translator, language_from

SUPPRESS = argparse.SUPPRESS
LANGUAGES = "|".join(Language)

# What argparse says, by its own English; what it would fill in stands in the second part.
_SAID: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "usage: ": (N_("Usage: "), {}),
    "positional arguments": (N_("What to name"), {}),
    "options": (N_("Options"), {}),
    "show this help message and exit": (N_("Show this help and end."), {}),
    "%(prog)s: error: %(message)s\n": (N_("{program}: {message}"), {"program": "%(prog)s", "message": "%(message)s\n"}),
    "argument %(argument_name)s: %(message)s": (
        N_("{argument}: {message}"),
        {"argument": "%(argument_name)s", "message": "%(message)s"},
    ),
    "the following arguments are required: %s": (N_("Something is missing: {names}"), {"names": "%s"}),
    "unrecognized arguments: %s": (N_("This is not understood: {words}"), {"words": "%s"}),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        N_("“{value}” is none of these: {choices}"),
        {"value": "%(value)s", "choices": "%(choices)s"},
    ),
    "invalid %(type)s value: %(value)r": (N_("“{value}” can't be read as what belongs here."), {"value": "%(value)s"}),
    "expected one argument": (N_("A value must follow."), {}),
    "expected at least one argument": (N_("At least one value must follow."), {}),
    "expected at most one argument": (N_("At most one value may follow."), {}),
    "ignored explicit argument %r": (N_("No value may follow, but there is {value}."), {"value": "%r"}),
    "not allowed with argument %s": (N_("Not together with {other}."), {"other": "%s"}),
    "one of the arguments %s is required": (N_("One of these is needed: {names}"), {"names": "%s"}),
    "expected %s argument": (N_("{n} values must follow."), {"n": "%s"}),
    "expected %s arguments": (N_("{n} values must follow."), {"n": "%s"}),
}

_MOST = 1_000_000

Action = Callable[..., int | None]
Kind = Callable[[str], Any]


@contextmanager
def speaking(_: Translator) -> Generator[None, None, None]:
    """Let argparse speak the language of ``_``; it takes its words from its own module's ``_`` and ``ngettext``."""

    def say(text: str) -> str:
        ours, values = _SAID.get(text, (text, {}))
        return _(ours, **values)

    names = vars(argparse)
    before = {name: names[name] for name in ("_", "ngettext")}
    names.update(_=say, ngettext=lambda one, many, n: say(one if n == 1 else many))
    try:
        yield
    finally:
        names.update(before)


class Parser(argparse.ArgumentParser):
    """A parser that takes only whole option names, so that a script keeps its meaning when options are added."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "allow_abbrev": False})
        self.before_help: Callable[[], None] | None = None
        """Fills in what is too slow to find out for any other purpose than help."""

    def format_help(self) -> str:
        if self.before_help:
            self.before_help()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        self.print_usage(_stderr())
        said = vars(argparse)["_"]("%(prog)s: error: %(message)s\n")
        self.exit(2, said % {"prog": self.prog, "message": message})


def _stderr() -> Any:
    import sys

    return sys.stderr


class Commands:
    """The commands below one word; each says in one line what it does, and names the function that does it."""

    def __init__(self, parser: Parser, _: Translator, *, required: bool) -> None:
        self.said = _
        self._subparsers = parser.add_subparsers(
            title=_("Commands"), metavar=_("COMMAND"), dest="command" if not required else "what", required=required
        )

    def add(self, name: str, help_: str, action: Action, *, own_language: bool = False) -> Parser:
        """A command; ``own_language`` is for one whose ``--lang`` means something of its own."""
        shared = globals_parser(self.said, default=SUPPRESS, language=not own_language)
        made: Parser = self._subparsers.add_parser(name, help=help_, description=help_, parents=[shared])
        made.set_defaults(action=action)
        return made

    def group(self, name: str, help_: str) -> "Commands":
        """A word that has commands of its own."""
        shared = globals_parser(self.said, default=SUPPRESS)
        made: Parser = self._subparsers.add_parser(name, help=help_, description=help_, parents=[shared])
        return Commands(made, self.said, required=True)


def globals_parser(_: Translator, *, default: Any, language: bool = True) -> Parser:
    """The options that every command has."""
    parser = Parser(add_help=False)
    group = parser.add_argument_group(_("Options of all commands"))
    group.add_argument(
        "--db", type=database, metavar="PATH|URL", default=default,
        help=_("The database: a file, or sqlite:///FILE. Else SUMMIT_DESK_DB, else the one in your data folder."),
    )  # fmt: skip
    if language:
        group.add_argument(
            "--lang",
            type=a_language,
            metavar=LANGUAGES,
            default=default,
            help=_("The language to answer in."),
        )
    group.add_argument(
        "--json", action="store_true", default=default or False,
        help=_("Answer with JSON for programs; messages go to stderr."),
    )  # fmt: skip
    return parser


def asked_language(words: Sequence[str]) -> Language | None:
    """The language that ``--lang`` names, needed before anything can be said about the rest."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == "--lang":
            return language_from(following)
        if word.startswith("--lang="):
            return language_from(word.removeprefix("--lang="))
    return None


def a_language(text: str) -> Language:
    """The language with this tag."""
    found = language_from(text)
    if found is None:
        raise ValueError(text)
    return found


def a_count(text: str) -> int:
    """A number of things, at least one; more than there can be is as many as there can be."""
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return min(count, _MOST)


def database(text: str) -> Path:
    """The database file that a path or an SQLite URL names."""
    scheme, separator, rest = text.partition("://")
    if not separator or len(scheme) == 1:
        plain = text
    elif scheme == "sqlite" and rest.startswith("/"):
        plain = rest[1:]
    else:
        raise ValueError(text)
    if not plain or plain == ":memory:":
        raise ValueError(text)
    return Path(plain).expanduser()
