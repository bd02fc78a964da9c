"""Filling the window: the shell first, then the database is opened behind it, then the pages come."""

import linecache
import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.config import Settings
from desktop.errors import N_
from desktop.i18n import Language, system_language
from desktop.progress import Progress
from desktop.ui.fonts import Fonts
from desktop.ui.garbage import GarbageTruck
from desktop.ui.icons import Icons
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.shell import Doors, Shell
from desktop.ui.theme import Theme, ThemeName
from desktop.ui.trouble import Reporter
from desktop.ui.widgets import Page
from desktop.ui.window import PageSpec, Window
from desktop.ui.words import Words

if TYPE_CHECKING:
    from desktop.ui.context import Context

_REST_MS = 100

log = logging.getLogger(__name__)


class Program(QObject):
    """The running window program: the shell, then, once the database is open, its pages.

    ``ready`` comes when the first page is in front, whether that is the desk, the first run or what went wrong.
    """

    ready = Signal()

    def __init__(self, app: QApplication, settings: Settings, doors: Doors) -> None:
        super().__init__()
        self._app, self._settings, self._doors = app, settings, doors
        language = Language(settings.language) if settings.language else system_language()
        self._fonts = Fonts(app)
        self._fonts.choose(language)
        # Once the first page is painted: it has the faces that it needs.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._load_rest)
        theme = Theme(app, ThemeName(settings.theme), settings.scale)
        self.look = Look(theme, Words(language), Icons(theme))
        self.look.words.changed.connect(self._on_language)
        self.reporter = Reporter()
        self._garbage = GarbageTruck()
        self.jobs = Jobs()
        self.context: Context | None = None
        self._session: Any = None
        self._trouble: Exception | None = None
        self.window = Window(self.look, self._pages(), self._find)
        self.window.closing.connect(self.close)
        self.reporter.noticed.connect(self.window.notices.show_notice)
        self.reporter.overtaken.connect(self.window.notices.make_way)

    def show(self) -> None:
        """Show the shell, then open the database behind it."""
        self._garbage.start()
        self.reporter.install()
        self.window.show()
        QTimer.singleShot(0, self, self.open)

    def open(self) -> None:
        """Open the database; pages come with it, or the page that says what is wrong and what to do."""
        self.jobs.run(self._opened, self._on_opened, self._on_trouble)

    def close(self) -> None:
        """Finish what is under way and let go of the file."""
        self._rest.stop()
        if self._session is not None:
            self._session.close()
        self.jobs.close()
        self._garbage.stop()
        self.reporter.uninstall()
        if self.context is not None:
            self.context.store.close()

    def _opened(self, _: Progress) -> Any:
        # These import SQLAlchemy, a quarter of a second that the first window must not wait for.
        from desktop.ui.session import look_around

        store = self._doors.open_store()
        return store, look_around(store, self._settings.checkpoint)

    def _on_opened(self, found: Any) -> None:
        from desktop.ui.session import Session

        store, whereabouts = found
        shell = Shell(self.look, self.jobs, self.reporter, self.window)
        self._session = Session(shell, store, whereabouts, self._settings, self._doors)
        self.context = self._session.context
        self.window.show_rail(there=True)
        self._session.begin()
        self._rest.start()
        self.ready.emit()

    def _load_rest(self) -> None:
        self._fonts.load_rest()
        self.look.theme.take_fonts()
        # Qt's binding reads the source of every module that is imported after it, and Python keeps the lines.
        linecache.clearcache()

    def _on_language(self) -> None:
        self._fonts.choose(self.look.words.language)
        self.look.theme.take_fonts()

    def _on_trouble(self, error: Exception) -> None:
        log.error("the database could not be opened: %s", type(error).__name__)
        self._trouble = error
        self.window.show_rail(there=False)
        self.window.go("trouble")
        self.ready.emit()

    def _pages(self) -> list[PageSpec]:
        return [
            PageSpec("desk", N_("Desk"), "desk", self._desk),
            PageSpec("people", N_("People"), "people", self._people),
            PageSpec("delegations", N_("Delegations"), "delegations", self._delegations),
            PageSpec("visits", N_("Visits"), "visits", self._visits),
            PageSpec("programme", N_("Programme"), "programme", self._programme),
            PageSpec("ceremonies", N_("Ceremonies"), "ceremonies", self._ceremonies),
            PageSpec("papers", N_("Papers"), "print", self._papers),
            PageSpec("arrivals", N_("Arrivals"), "arrivals", self._arrivals),
            PageSpec("door", N_("Door log"), "door", self._door),
            PageSpec("conflicts", N_("Conflicts"), "conflicts", self._conflicts, below=True),
            PageSpec("preflight", N_("Pre-flight"), "check", self._preflight, below=True),
            PageSpec("settings", N_("Settings"), "settings", self._settings_page, below=True),
            PageSpec("on-day", N_("On the day"), "visits", self._on_day, rail=False),
            PageSpec("everybody", N_("Where is everybody"), "place", self._everybody, rail=False),
            PageSpec("places", N_("Places and travel"), "place", self._places, rail=False),
            PageSpec("import", N_("Import"), "import", self._import, rail=False),
            PageSpec("first-run", N_("Summit Desk"), "event", self._first_run, rail=False, found=False),
            PageSpec("trouble", N_("Database"), "warning", self._trouble_page, rail=False, found=False),
        ]

    def _handed(self) -> "Context":
        if self.context is None:
            raise RuntimeError("a page was asked for before the database was open")
        return self.context

    def _desk(self) -> Page:
        from desktop.ui.desk.page import DeskPage

        return DeskPage(self._handed())

    def _people(self) -> Page:
        from desktop.ui.people.page import PeoplePage

        return PeoplePage(self._handed())

    def _import(self) -> Page:
        from desktop.ui.imports.page import ImportPage

        return ImportPage(self._handed())

    def _delegations(self) -> Page:
        from desktop.ui.delegations import DelegationsPage

        return DelegationsPage(self._handed())

    def _visits(self) -> Page:
        from desktop.ui.visits import VisitsPage

        return VisitsPage(self._handed())

    def _on_day(self) -> Page:
        from desktop.ui.on_day import OnDayPage

        return OnDayPage(self._handed())

    def _everybody(self) -> Page:
        from desktop.ui.everybody import EverybodyPage

        return EverybodyPage(self._handed())

    def _places(self) -> Page:
        from desktop.ui.places import PlacesPage

        return PlacesPage(self._handed())

    def _conflicts(self) -> Page:
        from desktop.ui.conflicts import ConflictsPage

        return ConflictsPage(self._handed())

    def _programme(self) -> Page:
        from desktop.ui.programme import ProgrammePage

        return ProgrammePage(self._handed())

    def _ceremonies(self) -> Page:
        from desktop.ui.ceremonies import CeremoniesPage

        return CeremoniesPage(self._handed())

    def _papers(self) -> Page:
        from desktop.ui.papers import PapersPage

        return PapersPage(self._handed())

    def _arrivals(self) -> Page:
        from desktop.ui.reports.arrivals import ArrivalsPage

        return ArrivalsPage(self._handed())

    def _door(self) -> Page:
        from desktop.ui.door import DoorPage

        return DoorPage(self._handed())

    def _preflight(self) -> Page:
        from desktop.ui.preflight import PreflightPage

        return PreflightPage(self._handed())

    def _settings_page(self) -> Page:
        from desktop.ui.settings.page import SettingsPage

        return SettingsPage(self._handed())

    def _first_run(self) -> Page:
        from desktop.ui.first_run import FirstRunPage

        return FirstRunPage(self._handed())

    def _trouble_page(self) -> Page:
        from desktop.ui.trouble_page import TroublePage

        if self._trouble is None:
            raise RuntimeError("there is no trouble to show")
        return TroublePage(self.look, self.jobs, self._doors.file, self._trouble, self._again)

    def _again(self) -> None:
        self.window.forget("trouble")
        self.open()

    def _find(self, text: str, then: Any) -> None:
        if self._session is not None:
            self._session.find(text, then)
        else:
            then([])
