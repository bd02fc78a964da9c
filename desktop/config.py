"""What this machine is set to, in one small file of its own; and where the database is by default."""

import getpass
import json
import logging
import math
import os
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.files import atomic_file
from desktop.i18n import Language

_NAME = "summit-desk"
FOLDER = "SUMMIT_DESK_CONFIG"
"""The environment variable that names another folder for the settings."""

log = logging.getLogger(__name__)


class Palette(StrEnum):
    """Which colours the window has; *system* follows the machine between light and dark."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ListView:
    """A view of the list of people that somebody named: filters as ``(facet, value)``, an order, columns by name."""

    name: str
    filters: tuple[tuple[str, str], ...] = ()
    order: str = ""
    falling: bool = False
    columns: tuple[str, ...] = ()


class PrinterKind(StrEnum):
    """How a printer is spoken to: by the system, or directly in its own language."""

    SYSTEM = "system"
    ZEBRA = "zebra"
    BROTHER = "brother"


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """A printer of this machine, by the ``name`` that people know it by.

    ``address`` is its name in the system, or else a host, ``host:port``, or a device file. ``right`` and ``down`` are
    the millimetres by which its picture has to be moved; ``dpi`` is asked of a Zebra alone.
    """

    name: str
    kind: PrinterKind = PrinterKind.SYSTEM
    address: str = ""
    template: str = "a6"
    right: float = 0.0
    down: float = 0.0
    dpi: int = 203


def _login() -> str:
    try:
        return _writable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return "desk"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of this machine. ``language`` None is the system's; ``scale`` is 1.0 to 2.0.

    ``checkpoint`` is a checkpoint's code, empty for the event's first; ``operator`` is who the journal names;
    ``views`` are those of the list of people that were saved, and hold nothing about anybody. ``printers``
    begin with the one that badges are printed on unless another is named. ``hide_names`` is for a
    screen that guests see. ``kiosk`` says that the kiosk is open, and is to open again after a restart;
    ``kiosk_pin`` is what ``domain.pins`` keeps of the PIN that closes it, empty where there is none. ``template``
    is that of the badges that went to a PDF last. ``alarm_minutes`` is how long before a ceremony whoever is missing
    rings, 1 to 1440.
    """

    language: Language | None = None
    theme: Palette = Palette.SYSTEM
    scale: float = 1.0
    sound: bool = True
    checkpoint: str = ""
    operator: str = field(default_factory=_login)
    compact: bool = False
    views: tuple[ListView, ...] = ()
    printers: tuple[PrinterSettings, ...] = ()
    hide_names: bool = False
    kiosk: bool = False
    kiosk_pin: str = ""
    kiosk_prints: bool = True
    kiosk_camera: bool = False
    template: str = ""
    alarm_minutes: int = 20


def settings_file() -> Path:
    """The file that the settings are kept in."""
    if os.environ.get(FOLDER):
        return Path(os.environ[FOLDER]).expanduser() / "settings.json"
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False) / "settings.json"


def default_database() -> Path:
    """The database that is opened where nobody names one."""
    from platformdirs import user_data_path

    return user_data_path(_NAME, appauthor=False) / "summit-desk.db"


def load_settings() -> Settings:
    """The settings as they were saved; the defaults where there are none or they make no sense."""
    path = settings_file()
    try:
        return _understood(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        log.warning("the settings can't be read: %s", error.strerror)
    except (ValueError, RecursionError) as error:
        log.warning("the settings make no sense and were kept aside: %s", type(error).__name__)
        _keep_aside(path)
    return Settings()


def save_settings(settings: Settings) -> None:
    """Keep ``settings`` for the next start; raises what ``files.atomic_file`` raises."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_file(path) as file:
        file.write(json.dumps(asdict(settings), ensure_ascii=False, indent=2).encode() + b"\n")


def _understood(content: bytes) -> Settings:
    """The settings in ``content``; raises ``ValueError`` where any is not what it should be."""
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004  one kind of error for all that can be wrong with the file
    given = {name: _value(name, value) for name, value in found.items() if name in Settings.__slots__}
    return Settings(**given)


def _value(name: str, value: Any) -> Any:
    if name == "language":
        return None if value is None else Language(value)
    if name == "theme":
        return Palette(value)
    if name == "scale" and isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 2:
        return float(value)
    if name == "alarm_minutes" and type(value) is int and 1 <= value <= 24 * 60:
        return value
    if name == "views":
        return _views(value)
    if name == "printers":
        return _printers(value)
    kind = Settings.__annotations__[name]
    if kind not in (bool, str) or not isinstance(value, kind):
        raise ValueError(f"{name} is not what it should be")
    return _writable(value) if isinstance(value, str) else value


def _views(value: Any) -> tuple[ListView, ...]:
    try:
        return tuple(
            ListView(
                name=_writable(view["name"]),
                filters=tuple((_writable(facet), _writable(wanted)) for facet, wanted in view["filters"]),
                order=_writable(view["order"]),
                falling=bool(view["falling"]),
                columns=tuple(map(_writable, view["columns"])),
            )
            for view in value
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("views are not what they should be") from error


def _printers(value: Any) -> tuple[PrinterSettings, ...]:
    try:
        return tuple(
            PrinterSettings(
                name=_writable(printer["name"]),
                kind=PrinterKind(printer["kind"]),
                address=_writable(printer["address"]),
                template=_writable(printer["template"]),
                right=_finite(printer["right"]),
                down=_finite(printer["down"]),
                dpi=int(printer["dpi"]),
            )
            for printer in value
        )
    except (AttributeError, KeyError, TypeError, OverflowError) as error:
        raise ValueError("printers are not what they should be") from error


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a length without end")
    return number


def _writable(text: str) -> str:
    """``text`` without what no file can hold: halves of characters, from bytes or JSON that are no text."""
    return text.encode("utf-8", "replace").decode()


def _keep_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".broken.json"))
    except OSError as error:
        log.warning("the settings can't be kept aside: %s", error.strerror)
