"""Badge templates for those who choose, change and share them, and how one looks on this event's hardest names."""

import io
from pathlib import Path
from uuid import UUID

from desktop.documents.template_files import (
    MOST_BYTES,
    checked,
    read_template,
    renamed,
    template,
    template_names,
    write_template,
)
from desktop.documents.templates import Beside, Box, Ink, Names, Template
from desktop.errors import N_, UserError
from desktop.files import atomic_file
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services.badge_feed import Wanted, face, feed
from desktop.storage.database import Database

__all__ = [
    "Beside", "Box", "Ink", "Names", "Template", "checked", "open_template", "preview", "read_template", "renamed",
    "save_template", "template", "template_names", "write_template",
]  # fmt: skip
_PREVIEWED = 6


class UnreadableTemplate(UserError):
    code = "unreadable_template"
    text = N_("{file} can't be read. Choose another file.")


def open_template(path: Path) -> Template:
    """The template in a file, called as the file is; raises ``UnreadableTemplate`` or what ``read_template`` raises."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableTemplate(file=path.name) from error
    return read_template(data, path.stem)


def save_template(path: Path, layout: Template) -> None:
    """Write ``layout`` to a file that can be handed on; raises what ``atomic_file`` raises."""
    with atomic_file(path) as file:
        file.write(write_template(layout))


def preview(db: Database, event_id: UUID, layout: Template, language: Language, most: int = _PREVIEWED) -> bytes:
    """A PDF of the badges of this event that are hardest to print, none of which counts as printed.

    It is empty where the event has nobody. Raises ``UnreadableLogo``.
    """
    from desktop.documents import badges as paper
    from desktop.documents.hard_cases import hardest

    with db.read() as session:
        fed = feed(session, event_id, Wanted(language=language), photos="photo" in layout.boxes)
        shared = face(session, event_id, language)
    chosen, out = hardest([one.drawn for one in fed], most), io.BytesIO()
    if chosen:
        paper.print_badges(out, chosen, shared, layout, Progress())
    return out.getvalue()
