"""Where the files that ship with the program are: fonts, icons, sounds, words, themes, templates."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _root() -> Path:
    """The folder in a wheel, or beside the package in a checkout."""
    packed = _PACKAGE / "_resources"
    return packed if packed.is_dir() else _PACKAGE.parent / "resources"


def resource(name: str) -> Path:
    """The file or folder ``name`` below ``resources/``; raises ``FileNotFoundError`` when it does not exist."""
    path = _root() / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path
