"""What was said of lists, kept on this machine for the next list with the same headers. No personal data."""

import json
import logging

from desktop.config import settings_file
from desktop.domain.list_reading import Reading, as_document, from_document
from desktop.errors import SummitDeskError
from desktop.files import atomic_file

_MOST = 200
_LARGEST = 1 << 20

log = logging.getLogger(__name__)


def load() -> dict[str, Reading]:
    """What is remembered, by the shape of the list; nothing where the file is missing or makes no sense."""
    path = settings_file().with_name("lists.json")
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        found = json.loads(path.read_bytes())
        return {shape: from_document(said) for shape, said in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        log.warning("what is remembered of lists can't be read: %s", type(error).__name__)
        return {}


def keep(shape: str, reading: Reading) -> None:
    """Remember ``reading`` for lists of this ``shape``; the oldest of too many are forgotten.

    A disk that is full or can't be written costs the memory and nothing else.
    """
    try:
        _keep(shape, reading)
    except (OSError, SummitDeskError) as error:
        log.warning("what was said of a list can't be kept: %s", type(error).__name__)


def _keep(shape: str, reading: Reading) -> None:
    known = load()
    if known.get(shape, Reading()) == reading:
        return
    known.pop(shape, None)
    if reading:
        known[shape] = reading
    kept = dict(list(known.items())[-_MOST:])
    path = settings_file().with_name("lists.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_file(path) as file:
        document = {one: as_document(said) for one, said in kept.items()}
        file.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
