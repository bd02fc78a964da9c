"""What the window does once the database is open: the context for pages, the bar, finding, backups by the hour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.config import Settings
from desktop.domain.text import LocalName
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services import search, upkeep
from desktop.services.checkpoints import CheckpointRow, DeskRow, NoSuchCheckpoint, find_checkpoint, own_desk
from desktop.services.events import EventRow, NoEvent, event_in_use
from desktop.services.find_tours import FoundTour, find_tours
from desktop.services.programme import ItemRow, find_items
from desktop.services.rehearsal import is_rehearsal
from desktop.ui.bar import BarState
from desktop.ui.context import Context, Here, Keeper
from desktop.ui.data import Changes, Data
from desktop.ui.leading import Drops
from desktop.ui.live import HeadCount
from desktop.ui.palette import Found, items_found, people_found, tours_found
from desktop.ui.shell import Doors, Shell
from desktop.ui.shortcuts import on_key
from desktop.ui.wedge import Wedge

if TYPE_CHECKING:
    from desktop.ui.kiosk import Kiosk

_BACKUP_EVERY_MS = 60 * 60 * 1000
# Not while the page is still coming.
_FIRST_BACKUP_MS = 5_000
_NAMED = 0.2
"""What a guest scores at least whose name is meant, and not just has some letters of it."""
_OPENS = {
    "programme": "open_item", "ceremonies": "open_item", "delegations": "open_delegation", "visits": "open_visit",
}  # fmt: skip
"""How a page shows one thing."""
_WITHOUT_EVENT = frozenset({"import", "settings", "first-run", "trouble"})
"""The pages that can bring an event, or do without one."""
_WHERE = frozenset(
    {
        "event", "venue", "hall", "event_host", "desk", "checkpoint", "checkpoint_category", "checkpoint_tag",
        "checkpoint_guest", "checkpoint_item", "checkpoint_leaves",
    }
)  # fmt: skip
"""The tables that say where this window works."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Which desk this is, and which event and checkpoint it works for."""

    desk: DeskRow
    event: EventRow | None
    checkpoint: CheckpointRow | None
    rehearsal: bool = False


def look_around(store: Any, checkpoint: str) -> Whereabouts:
    """Find out where the window stands; ``checkpoint`` is the code that was used last."""
    with store.read() as session:
        return whereabouts(session, store.actor, checkpoint)


def whereabouts(session: Any, actor: Any, checkpoint: str) -> Whereabouts:
    """As ``look_around``, in a session that is open."""
    desk = own_desk(session, actor)
    try:
        event = event_in_use(session)
    except NoEvent:
        return Whereabouts(desk, None, None, is_rehearsal(session))
    try:
        place = find_checkpoint(session, event.id, checkpoint or None)
    except NoSuchCheckpoint:
        place = find_checkpoint(session, event.id, None)
    return Whereabouts(desk, event, place, is_rehearsal(session))


class Session(QObject):
    """Holds the open database for the window."""

    def __init__(self, shell: Shell, store: Any, whereabouts: Whereabouts, settings: Settings, doors: Doors) -> None:
        super().__init__()
        self._shell = shell
        self.keeper = Keeper(settings)
        here = Here(whereabouts.desk)
        here.rehearsal = whereabouts.rehearsal
        here.move(event=whereabouts.event, checkpoint=whereabouts.checkpoint)
        data = Data(store, shell.jobs, shell.reporter.report)
        self.context = Context(
            look=shell.look,
            data=data,
            reporter=shell.reporter,
            here=here,
            keeper=self.keeper,
            store=store,
            file=doors.file,
            go=self.go,
            play=self._play(doors.play),
            scanned=self._on_scanned,
            open_person=self._open_person,
        )
        self._count = HeadCount(self.context)
        self._count.counted.connect(self._show_bar)
        data.changed.connect(self._on_changed)
        data.worked.connect(shell.window.work.watch)
        here.changed.connect(self._on_moved)
        shell.look.words.changed.connect(self._show_bar)
        shell.window.wanted.connect(self._on_wanted)
        self._wedge = Wedge()
        self._wedge.scanned.connect(self._on_scanned)
        self.kiosk: Kiosk | None = None
        self._hourly = QTimer(self)
        self._hourly.timeout.connect(self._back_up)
        self._soon = QTimer(self, singleShot=True, interval=_FIRST_BACKUP_MS)
        self._soon.timeout.connect(self._back_up)
        # Its alarms ring whatever page is looked at.
        self._soon.timeout.connect(lambda: self._shell.window.page("ceremonies"))

    def begin(self) -> None:
        """Open the first page: the desk, or the first run where there is no event."""
        self._on_moved()
        self._count.live.wake()
        self.go("desk")
        self._wedge.watch(self._shell.window)
        Drops(self.context, self._shell.window)
        for key in ("sign_in", "hall"):
            on_key(key, self._shell.window, partial(self._on_arrivals, key), in_window=True)
        if self.keeper.now.kiosk:
            self.go("kiosk")
        self._hourly.start(_BACKUP_EVERY_MS)
        if self.context.here.event is not None:
            self._soon.start()

    def go(self, page: str) -> None:
        """Open a page, or the kiosk over all; while there is no event, only pages that can bring one."""
        if page == "kiosk":
            self._open_kiosk()
            return
        if self.context.here.event is None and page not in _WITHOUT_EVENT:
            page = "first-run"
        self._shell.window.go(page)

    def find(self, text: str, then: Callable[[Sequence[Found]], None]) -> None:
        """Answer ``Ctrl+K`` with people, items, delegations and visits of the event."""
        event = self.context.here.event
        if event is None:
            then([])
            return

        def show(found: tuple[list[search.Hit], list[ItemRow], list[FoundTour]]) -> None:
            _, (hits, rows, tours) = self.context.look.words._, found
            opened = partial(self._open_on, "programme"), partial(self._open_on, "ceremonies")
            items = items_found(_, rows, self.context.here.zone, *opened)
            people = people_found(_, hits, self._open_person)
            named = any(hit.score >= _NAMED for hit in hits)
            places = tours_found(_, tours, self._open_on)
            then([*people, *items, *places] if named else [*places, *items, *people])

        self.context.data.ask(
            lambda session: (
                search.find(session, event.id, text, limit=6),
                find_items(session, event.id, text, limit=4),
                find_tours(session, event.id, text, limit=4),
            ),
            show,
        )

    def close(self) -> None:
        """Stop listening and let go."""
        self._hourly.stop()
        self._soon.stop()
        if self.kiosk is not None:
            self.kiosk.end()
        self.context.data.close()

    def _open_kiosk(self) -> None:
        # Nobody could leave it without a PIN; most windows never open it.
        if self.kiosk is None and self.keeper.now.kiosk_pin and self.context.here.event is not None:
            from desktop.ui.kiosk import Kiosk

            kiosk = Kiosk(self.context, self._shell.window.window())
            kiosk.left.connect(self._on_kiosk_left)
            kiosk.open()
            self.kiosk = kiosk

    @Slot()
    def _on_kiosk_left(self) -> None:
        self.kiosk = None
        self.go("desk")

    def _open_person(self, registration: Any) -> None:
        self.go("people")
        page: Any = self._shell.window.page("people")
        page.open_person(registration)

    def _open_on(self, where: str, ref: UUID) -> None:
        self.go(where)
        getattr(self._shell.window.page(where), _OPENS[where])(ref)

    def _on_arrivals(self, key: str) -> None:
        """What must go with one key from everywhere: the door on paper, and the counts for the hall."""
        if self.context.here.event is None:
            return
        page: Any = self._shell.window.page("arrivals")
        if key == "hall":
            page.open_hall()
        else:
            self.go("arrivals")
            page.print_sheets()

    @Slot(str)
    def _on_scanned(self, token: str) -> None:
        if self.context.here.event is not None:
            self.go("desk")
            page: Any = self._shell.window.page("desk")
            page.read(token)

    def _play(self, play: Callable[[str], None]) -> Callable[[str], None]:
        def if_wanted(name: str) -> None:
            if self.keeper.now.sound:
                # The verdict is painted first: a thread takes its time to begin.
                QTimer.singleShot(0, self, lambda: play(name))

        return if_wanted

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        tables = {table for table, _ in changes}
        if tables & _WHERE:
            checkpoint = self.context.here.checkpoint
            code = checkpoint.code if checkpoint is not None else ""
            store = self.context.store
            # Who works here is asked when the question's turn comes: a restore before it makes that another desk.
            self.context.data.ask(lambda session: whereabouts(session, store.actor, code), self._on_whereabouts)

    def _on_whereabouts(self, found: Whereabouts) -> None:
        here = self.context.here
        before, now = here.checkpoint, found.checkpoint
        same_event = here.event is not None and found.event is not None and here.event.id == found.event.id
        gone = before if same_event and now is not None and before is not None and before.id != now.id else None
        here.rehearsal = found.rehearsal
        if (here.event, here.checkpoint, here.desk) != (found.event, found.checkpoint, found.desk):
            here.move(event=found.event, checkpoint=found.checkpoint, desk=found.desk)
        if gone is not None and now is not None:
            self.context.reporter.say(partial(_moved_on, gone.name, now.name), state="already_in")

    @Slot()
    def _on_moved(self) -> None:
        here = self.context.here
        self._shell.look.theme.change(brand=here.event.colour if here.event is not None else "")
        if here.checkpoint is not None and here.checkpoint.code != self.keeper.now.checkpoint:
            self.keeper.change(checkpoint=here.checkpoint.code)
        self._show_bar()

    @Slot()
    def _show_bar(self) -> None:
        here, _ = self.context.here, self._shell.look.words._
        self._shell.window.bar.show_state(
            BarState(
                desk=here.desk.name or _("Desk {letter}", letter=here.desk.letter),
                checkpoint=here.checkpoint.name.said_in(_.language) if here.checkpoint is not None else "",
                event=here.event.name.said_in(_.language) if here.event is not None else "",
                zone=here.event.zone if here.event is not None else "",
                arrived=self._count.arrived,
                expected=self._count.expected,
                rehearsal=here.rehearsal,
            )
        )

    @Slot(str, object)
    def _on_wanted(self, what: str, value: object) -> None:
        self.keeper.change(**{what: str(value) if what != "scale" else value})

    @Slot()
    def _back_up(self) -> None:
        def job(_: Progress) -> None:
            upkeep.back_up_when_due(self.context.store)

        self.context.data.work(job, lambda _: None)


def _moved_on(gone: LocalName, now: LocalName, _: Translator) -> str:
    return _(
        "{gone} was removed. This desk now checks in at {checkpoint}.",
        gone=gone.said_in(_.language), checkpoint=now.said_in(_.language),
    )  # fmt: skip
