"""Badge templates for those who choose, change and share them: those of the program, and this machine's own."""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from desktop.documents.template_files import (
    LEAST_CODE,
    LONGEST_TITLE,
    MOST_BYTES,
    SIZES,
    STYLES,
    BadTemplate,
    CrowdedCode,
    TemplateOutside,
    TemplateRange,
    UnknownTemplate,
    checked,
    read_template,
    renamed,
    template,
    template_names,
    write_template,
)
from desktop.documents.templates import DEFAULT_TEMPLATE, QUIET, Beside, Box, Ink, Names, Steps, Template
from desktop.domain.text import clean
from desktop.errors import N_, UserError
from desktop.files import atomic_file

__all__ = [
    "DEFAULT_TEMPLATE", "ENDING", "LEAST_CODE", "LONGEST_TITLE", "QUIET", "SIZES", "STYLES", "BadTemplate", "Beside",
    "Box", "CrowdedCode", "Ink", "NamelessTemplate", "Names", "OfTheProgram", "Shelf", "Steps", "Template",
    "TemplateNamedTwice", "TemplateOutside", "TemplateRange", "checked", "open_template", "read_template",
    "renamed", "save_template", "shelf_beside", "template", "template_names", "write_template",
]  # fmt: skip
ENDING = ".toml"
_FOLDER = "badge-templates"
_MOST_NAME = 40
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""What no file can be called on Windows, to where a data folder may be taken."""


class UnreadableTemplate(UserError):
    code = "unreadable_template"
    text = N_("{file} can't be read. Choose another file.")


class NamelessTemplate(UserError):
    code = "nameless_template"
    text = N_("Enter a name for the badge template.")


class TemplateNamedTwice(UserError):
    code = "template_named_twice"
    text = N_("There is another badge template called “{title}”. Give this one another name.")


class OfTheProgram(UserError):
    code = "template_of_the_program"
    text = N_("This badge template comes with the program. Copy it, and change the copy.")


def open_template(path: Path) -> Template:
    """The template in a file, called as the file is; raises ``UnreadableTemplate`` or what ``read_template`` raises."""
    try:
        if not path.is_file():  # a pipe would keep the reader waiting
            raise UnreadableTemplate(file=path.name)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableTemplate(file=path.name) from error
    return read_template(data, path.stem)


def save_template(path: Path, layout: Template) -> None:
    """Write ``layout`` to a file that can be handed on; raises what ``atomic_file`` raises."""
    with atomic_file(path) as file:
        file.write(write_template(layout))


def shelf_beside(database: Path) -> "Shelf":
    """This machine's own templates, which are kept beside its database."""
    return Shelf(database.absolute().parent / _FOLDER)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Templates of one's own, each a file in ``folder``; its name there is the template's."""

    folder: Path

    def own(self) -> list[Template]:
        """Those that can be used, by title; a file that somebody damaged is left alone."""
        found = []
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            if path.stem not in template_names():
                with suppress(UserError):
                    found.append(open_template(path))
        return sorted(found, key=lambda layout: (layout.title.casefold(), layout.name))

    def all(self) -> list[Template]:
        """One's own, then those that come with the program."""
        return [*self.own(), *map(template, template_names())]

    def find(self, name: str) -> Template:
        """The template of that name, or the one of one's own with that title; raises ``UnknownTemplate``."""
        if name in template_names():
            return template(name)
        own, wanted = self.own(), clean(name).casefold()
        found = next((one for one in own if wanted in (one.name.casefold(), one.title.casefold())), None)
        if found is None:
            raise UnknownTemplate(name=name, known=", ".join([*template_names(), *(one.name for one in own)]))
        return found

    def keep(self, layout: Template) -> Template:
        """Keep a template of one's own as it is now.

        Raises ``OfTheProgram``, ``NamelessTemplate``, ``TemplateNamedTwice``, ``BadTemplate`` or what the disk refuses.
        """
        if layout.name in template_names():
            raise OfTheProgram
        layout = checked(renamed(layout, layout.name, layout.title))
        if not layout.title:
            raise NamelessTemplate
        if any(_same(one.title, layout.title) for one in self.own() if one.name != layout.name):
            raise TemplateNamedTwice(title=layout.title)
        with suppress(OSError):  # where that is not allowed, writing says so
            self.folder.mkdir(parents=True, exist_ok=True)
        save_template(self._file(layout.name), layout)
        return layout

    def add(self, layout: Template, title: str) -> Template:
        """Keep ``layout`` as another template, called ``title`` and, where that is taken, a number."""
        taken = [one.title for one in self.own()]
        titles = (_numbered(title, number) for number in count(1))
        free = next(each for each in titles if not any(_same(each, one) for one in taken))
        return self.keep(replace(layout, name=self._free_name(free), title=free))

    def take_in(self, path: Path) -> Template:
        """Keep a copy of the template that somebody's file holds; raises what ``open_template`` and ``keep`` raise."""
        found = open_template(path)
        return self.add(found, found.title or clean(path.stem)[:LONGEST_TITLE])

    def remove(self, name: str) -> None:
        """Let go of a template of one's own; nothing happens where there is none."""
        if name not in template_names():
            self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{ENDING}"

    def _free_name(self, title: str) -> str:
        """A name for a file, made of what the title is made of."""
        letters = "".join(c if unicodedata.category(c)[0] in "LNM" else "-" for c in clean(title).casefold())
        stem = "-".join(filter(None, letters.split("-")))[:_MOST_NAME].strip("-")
        stem = f"badge-{stem}" if not stem or stem in _RESERVED else stem
        taken = {*template_names(), *(path.stem.casefold() for path in self.folder.glob(f"*{ENDING}"))}
        return next(name for n in count(1) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)


def _numbered(title: str, number: int) -> str:
    end = "" if number == 1 else f" ({number})"
    return f"{clean(title)[: LONGEST_TITLE - len(end)]}{end}"


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
