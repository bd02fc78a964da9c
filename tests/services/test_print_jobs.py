"""Badges to printers that die, fall silent and run out: nobody's badge is lost, and none is printed twice unasked."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import func, select

from desktop.config import PrinterKind, PrinterSettings
from desktop.devices import zebra
from desktop.devices.printer import NoWord, OutOfPaper, PrinterGone
from desktop.errors import Cancelled
from desktop.files import DiskFull
from desktop.models import Badge, BadgePrint, Paper
from desktop.progress import Progress
from desktop.services import print_jobs, print_notes, print_record, printing
from desktop.services.badge_feed import Wanted
from desktop.services.print_jobs import PrintRun, doubts, print_on, settle
from desktop.services.printers import Printers
from desktop.services.printing import NothingToPrint, print_badges
from tests.devices.fakes import FakeZebra
from tests.devices.papers import token_on
from tests.devices.system_printing import Cups
from tests.world import World

NAMES = "李焯芬", "黃克瀛", "施榮懷", "陳大文", "王偉明"


class Summit:
    """A summit of five whose badges wait to be printed."""

    def __init__(self, world: World) -> None:
        self.world, self.event = world, world.summit()
        self.guests = world.guests(self.event, *NAMES)
        self.tokens = [badge.token for badge in world.badges(self.event)]

    def print(self, fake: FakeZebra | str, progress: Progress | None = None, **wanted: object) -> PrintRun:
        address = fake if isinstance(fake, str) else fake.address
        settings = PrinterSettings("Zebra", PrinterKind.ZEBRA, address, "label-4x6")
        asked = Wanted(**wanted)  # type: ignore[arg-type]
        return print_on(self.world.db, self.event.id, Printers(), settings, asked, progress or Progress())

    def recorded(self) -> list[UUID]:
        """Who has a printed badge, once for each time."""
        with self.world.db.read() as session:
            query = select(Badge.registration_id).join(BadgePrint, BadgePrint.badge_id == Badge.id)
            return sorted(session.scalars(query), key=self.guests.index)

    def in_doubt(self) -> list[UUID]:
        return [guest for doubt in doubts(self.world.db, self.event.id) for guest in doubt.registrations]


@pytest.fixture
def summit(world: World) -> Summit:
    return Summit(world)


@pytest.fixture
def printer() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


@pytest.fixture
def other() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


def tokens(*printers: FakeZebra) -> list[str]:
    return [token_on(picture) for fake in printers for picture in fake.printed]


def test_a_batch_comes_out_in_order_and_is_recorded(summit: Summit, printer: FakeZebra) -> None:
    run = summit.print(printer)

    assert (run.printed, run.pages, run.left, run.in_doubt, run.trouble) == (5, 5, (), (), None)
    assert tokens(printer) == summit.tokens
    assert summit.recorded() == summit.guests
    with pytest.raises(NothingToPrint):
        summit.print(printer, unprinted=True)


def test_a_badge_in_doubt_is_replaced_too_when_all_are_printed_again(summit: Summit, printer: FakeZebra) -> None:
    printer.dies_at = 2
    summit.print(printer)
    assert summit.in_doubt() == [summit.guests[1]]
    event, db, wanted = summit.event.id, summit.world.db, Wanted(registrations=summit.guests[:3])
    assert printing.printed_before(db, event, wanted) == 2

    with FakeZebra() as fresh:
        assert summit.print(fresh, registrations=summit.guests[:3], again="wrong colour").printed == 3
        came = tokens(fresh)

    assert len({*came, *summit.tokens}) == 7
    assert came[2] == summit.tokens[2]
    with db.read() as session:
        printers = [one.printer for one in print_record.prints_of(session, summit.guests[0])]
    assert printers == ["Zebra", "Zebra"]


def test_another_printer_takes_over_when_the_paper_ends(summit: Summit, printer: FakeZebra, other: FakeZebra) -> None:
    printer.paper_for = 2

    run = summit.print(printer)
    assert isinstance(run.trouble, OutOfPaper)
    assert (run.printed, run.left, run.in_doubt) == (2, tuple(summit.guests[2:]), ())
    assert summit.recorded() == summit.guests[:2]
    rest = summit.print(other, registrations=run.left, order=run.left)

    printer.fill()
    assert rest.trouble is None
    assert tokens(printer, other) == summit.tokens
    assert summit.recorded() == summit.guests


@pytest.mark.parametrize("came_out", [True, False])
def test_a_badge_over_which_the_printer_died_waits_for_a_person(
    summit: Summit, printer: FakeZebra, other: FakeZebra, came_out: bool
) -> None:
    printer.dies_at, printer.prints_last = 3, came_out

    run = summit.print(printer)
    assert isinstance(run.trouble, NoWord)
    assert (run.printed, run.in_doubt, run.left) == (2, (summit.guests[2],), tuple(summit.guests[3:]))
    rest = summit.print(other, unprinted=True)
    assert rest.printed == 2
    (doubt,) = doubts(summit.world.db)
    settle(summit.world.db, doubt.key, came_out=came_out)

    if not came_out:
        assert summit.print(other, unprinted=True).printed == 1
    assert sorted(tokens(printer, other)) == sorted(summit.tokens)
    assert summit.recorded() == summit.guests
    assert doubts(summit.world.db) == []


def test_a_printer_that_is_gone_leaves_everything_to_print(summit: Summit) -> None:
    with FakeZebra() as gone:
        address = gone.address
    run = summit.print(address)

    assert isinstance(run.trouble, PrinterGone)
    assert run.left == tuple(summit.guests)
    assert summit.recorded() == summit.in_doubt() == []


def test_a_batch_that_is_cancelled_stops_between_two_badges(summit: Summit, printer: FakeZebra) -> None:
    progress = Progress()

    def stop_at_two(done: int, _total: int) -> None:
        if done == 2:
            progress.stop.set()

    run = summit.print(printer, Progress(stop_at_two, progress.stop))

    assert isinstance(run.trouble, Cancelled)
    assert run.printed + len(run.left) == len(NAMES)
    assert len(printer.printed) == run.printed
    assert summit.recorded() == summit.guests[: run.printed]


def test_a_window_that_closes_over_a_silent_printer_leaves_a_doubt(
    summit: Summit, printer: FakeZebra, other: FakeZebra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zebra, "PARTING_S", 0.2)
    monkeypatch.setattr(zebra, "_ANSWER_S", 0.1)
    progress = Progress()
    take: Callable[..., bool] = printer.take

    def falls_silent(*label: object) -> bool:
        if len(printer.printed) == 1:
            printer.silent = True
            threading.Timer(0.1, progress.stop.set).start()
        return take(*label)

    monkeypatch.setattr(printer, "take", falls_silent)
    run = summit.print(printer, progress)
    summit.world.db.close()
    summit.world.db = summit.world.open()

    assert run.in_doubt == (summit.guests[1],)
    assert summit.in_doubt() == [summit.guests[1]]
    assert summit.print(other, unprinted=True).printed == 3
    settle(summit.world.db, doubts(summit.world.db)[0].key, came_out=True)
    assert sorted(tokens(printer, other)) == sorted(summit.tokens)
    assert summit.recorded() == summit.guests


def test_a_program_that_was_killed_over_a_badge_asks_about_it(
    summit: Summit, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(print_jobs, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            summit.print(printer)

    assert tokens(printer) == summit.tokens[:1]
    assert summit.in_doubt() == summit.guests[:1]
    assert summit.print(printer, unprinted=True).printed == 4
    assert tokens(printer) == summit.tokens


def test_a_note_that_outlived_its_record_is_no_doubt(
    summit: Summit, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_args, **_more: None)
        summit.print(printer)

    assert doubts(summit.world.db) == []
    assert list(tmp_notes(summit)) == []
    assert summit.recorded() == summit.guests


def test_without_room_for_the_note_nothing_is_handed_over(
    summit: Summit, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise DiskFull(file=path.name)

    monkeypatch.setattr(print_notes, "atomic_file", full)

    with pytest.raises(DiskFull):
        summit.print(printer)
    assert printer.handed == 0


def test_what_is_being_printed_is_no_doubt(summit: Summit, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    take: Callable[..., bool] = printer.take

    def looked(*label: object) -> bool:
        seen.append(len(summit.in_doubt()))
        return take(*label)

    monkeypatch.setattr(printer, "take", looked)
    summit.print(printer)

    assert seen == [0] * len(NAMES)


def test_a_doubt_is_settled_once(summit: Summit, printer: FakeZebra) -> None:
    printer.dies_at = 1
    summit.print(printer)
    (doubt,) = doubts(summit.world.db)

    settle(summit.world.db, doubt.key, came_out=True)
    settle(summit.world.db, doubt.key, came_out=True)

    assert summit.recorded() == summit.guests[:1]


def test_a_note_that_makes_no_sense_is_passed_over(summit: Summit, printer: FakeZebra) -> None:
    printer.dies_at = 1
    summit.print(printer)
    (note,) = tmp_notes(summit)
    for content in ("", "[]", "{}", json.dumps({**json.loads(note.read_text()), "at": "soon"})):
        note.write_text(content)
        assert doubts(summit.world.db) == []


def test_a_note_holds_nobodys_name(summit: Summit, printer: FakeZebra) -> None:
    printer.dies_at = 1
    summit.print(printer)
    (note,) = tmp_notes(summit)

    assert not any(name in note.read_text("utf-8") for name in NAMES)
    assert summit.tokens[0] not in note.read_text("utf-8")


def test_each_badge_is_a_paper_of_its_own(summit: Summit, printer: FakeZebra) -> None:
    summit.print(printer)

    with summit.world.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Paper)) == len(NAMES)
        assert set(session.scalars(select(Paper.template))) == {"label-4x6"}


def test_badges_go_to_a_printer_of_the_system_as_they_are_drawn(
    summit: Summit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups = Cups(tmp_path / "cups")
    cups.start()
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    settings = PrinterSettings("Office", PrinterKind.SYSTEM, "good", "a6")
    try:
        run = print_on(summit.world.db, summit.event.id, Printers(), settings, Wanted(), Progress())
    finally:
        cups.stop()

    assert (run.printed, run.pages, run.trouble) == (5, 5, None)
    document = pypdfium2.PdfDocument(cups.printed()[0])
    assert [token_on(page.render(scale=2).to_pil()) for page in document] == summit.tokens
    assert NAMES[0] in document[0].get_textpage().get_text_range()
    document.close()
    title = cups.titles()[0].split("|")[0]
    assert not any(name in title for name in NAMES)


@pytest.mark.parametrize("again", ["", "lost"])
def test_two_programs_that_print_all_at_once_share_them(
    summit: Summit, printer: FakeZebra, other: FakeZebra, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, again: str
) -> None:
    if again:
        print_badges(summit.world.db, summit.event.id, tmp_path / "before.pdf", Wanted(), Progress())
    wanted: dict[str, object] = {"again": again} if again else {"unprinted": True}
    ready = threading.Barrier(2)
    prepared = print_jobs._prepared

    def both_know_who_waits(*given: object) -> object:
        found = prepared(*given)  # type: ignore[arg-type]
        ready.wait(10)
        return found

    monkeypatch.setattr(print_jobs, "_prepared", both_know_who_waits)
    second = Summit.__new__(Summit)
    second.world, second.event = World(summit.world.path), summit.event
    runs: list[PrintRun] = []
    desks = [
        threading.Thread(target=lambda desk=desk, fake=fake: runs.append(desk.print(fake, **wanted)))
        for desk, fake in ((summit, printer), (second, other))
    ]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    second.world.db.close()

    with summit.world.db.read() as session:
        valid = session.scalars(select(Badge.token).where(Badge.revoked_at.is_(None))).all()
    assert sorted(tokens(printer, other)) == sorted(valid)
    assert not again or not set(valid) & set(summit.tokens)
    assert sorted(summit.recorded()) == sorted(summit.guests * (2 if again else 1))
    assert sum(run.printed for run in runs) == len(NAMES)
    assert [(run.trouble, run.left) for run in runs] == [(None, ())] * 2
    assert tmp_notes(summit) == []


def test_what_a_printer_has_in_hand_is_not_in_another_paper(
    summit: Summit, printer: FakeZebra, other: FakeZebra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers: list[int] = []
    take: Callable[..., bool] = printer.take

    def print_the_others(*label: object) -> bool:
        if not papers:
            wanted = Wanted(unprinted=True)
            paper = print_badges(summit.world.db, summit.event.id, tmp_path / "others.pdf", wanted, Progress())
            papers.append(paper.items)
        return take(*label)

    monkeypatch.setattr(printer, "take", print_the_others)
    run = summit.print(printer, unprinted=True)

    assert papers == [len(NAMES) - 1]
    assert (run.printed, run.left, run.trouble) == (1, (), None)
    assert summit.recorded() == summit.guests
    with pytest.raises(NothingToPrint):
        print_badges(summit.world.db, summit.event.id, tmp_path / "none.pdf", Wanted(unprinted=True), Progress())


def test_a_file_that_was_given_up_is_no_doubt(
    summit: Summit, printer: FakeZebra, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted = Wanted(unprinted=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_args, **_more: None)
        patch.setattr(printing, "record", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            print_badges(summit.world.db, summit.event.id, tmp_path / "a.pdf", wanted, Progress())

    assert len(tmp_notes(summit)) == 1
    assert doubts(summit.world.db) == []
    printed = print_badges(
        summit.world.db,
        summit.event.id,
        tmp_path / "b.pdf",
        replace(wanted, registrations=summit.guests[:2]),
        Progress(),
    )
    assert (printed.items, tmp_notes(summit)) == (2, [])
    assert summit.print(printer, unprinted=True).printed == 3


def tmp_notes(summit: Summit) -> Sequence[Path]:
    return list(summit.world.path.with_suffix(".printing").glob("*"))
