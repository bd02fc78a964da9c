"""Papers of the programme out of the database: what is on them, their revisions, and what has changed since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from pypdf import PdfReader

from desktop.config import PrinterKind, PrinterSettings
from desktop.devices.printer import OutOfPaper, PrinterTrouble, Sheets
from desktop.domain.agreements import SigningPart
from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.domain.programme import Audience, Department, ItemKind, Part
from desktop.domain.text import LocalName
from desktop.i18n import Language, Translator
from desktop.models import Registration
from desktop.progress import Progress
from desktop.services import agreements, paper_choices, papers, programme_edit
from desktop.services.paper_facts import choice_of, subject_of
from desktop.services.paper_revisions import Change, PaperVerdict, latest, read_code, reprint_changed
from desktop.services.papers import Choice, NothingOnPaper, PrintedSheet
from desktop.services.printers import Printers
from desktop.services.programme import programme
from desktop.services.programme_edit import CueDraft, ItemDraft, PersonDraft
from desktop.services.seat_blocks import BlockDraft, add_blocks
from tests.services.signings import DAY, START, Signings
from tests.world import World

EN = (Language.EN,)


def filled(world: World) -> Signings:
    """An address at 15:30 with a cue before it and one at its end, a crew's item, two batches of signings at 16:00."""
    summit = world.summit()
    made = Signings(world, summit)
    speaker, host, guest, other = made.all("曾卓軒 汪揚 張燊 李明")
    address = ItemDraft(
        LocalName("致辭", "致辞", "Address"),
        600,
        DAY,
        starts_at=START - timedelta(minutes=30),
        kind=ItemKind.SPEECH,
        code="12",
        people=(PersonDraft(Part.SPEAKER, speaker), PersonDraft(Part.MC, name="陳小姐")),
        cues=(CueDraft(Department.SOUND, "音樂", 10, from_end=True), CueDraft(Department.LIGHT, "燈光漸暗", -30)),
    )
    crew = ItemDraft(LocalName("搬桌", "", "Move the table"), 300, DAY, audience=Audience.CREW, code="12b", rank=2)
    with world.db.write() as session:
        programme_edit.add_items(session, summit.id, [address, crew])
    made.sign([(SigningPart.SIGNATORY, host)], [(SigningPart.SIGNATORY, guest)], title="協議甲")
    made.sign([(SigningPart.SIGNATORY, other)], [(SigningPart.SIGNATORY, speaker)], batch=2, title="協議乙")
    return made


@pytest.fixture
def stage(world: World) -> Signings:
    """One to change."""
    return filled(world)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signings]:
    """One to look at."""
    made = filled(World(tmp_path_factory.mktemp("papers") / "summit.db"))
    yield made
    made.world.db.close()


def choice(**asked: object) -> Choice:
    return replace(Choice(EN), **asked)  # type: ignore[arg-type]


def text(stage: Signings, kind: PaperKind, wanted: Choice) -> str:
    seen = papers.preview(stage.world.db, stage.summit.id, kind, wanted)
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(seen.pdf))


def printed(stage: Signings, kind: PaperKind, wanted: Choice, out: Path) -> PrintedSheet:
    return papers.print_paper(stage.world.db, stage.summit.id, kind, wanted, out / f"{kind}.pdf")


def verdict(stage: Signings, code: str) -> PaperVerdict:
    with stage.world.db.read() as session:
        found = read_code(session, code)
    assert found is not None
    return found


def item(stage: Signings, code: str) -> UUID:
    with stage.world.db.read() as session:
        return paper_choices.find_item(session, stage.summit.id, code)


def test_the_agenda_is_for_the_public_and_the_run_sheet_for_the_crew(seen: Signings) -> None:
    agenda, run = text(seen, PaperKind.AGENDA, choice()), text(seen, PaperKind.RUN_SHEET, choice())
    for words in ("15:30–15:40", "Address", "曾卓軒", "16:00–16:24", "Signing", "Wednesday, 12 April 2023"):
        assert words in agenda
    assert "Move the table" not in agenda
    assert "陳小姐" not in agenda
    for words in ("15:30:00", "0:10:00", "15:29:30", "−0:30", "15:40:10", "end +0:10", "Move the table", "MC: 陳小姐"):
        assert words in run
    assert run.index("燈光漸暗") < run.index("音樂")
    assert "音樂" not in text(seen, PaperKind.RUN_SHEET, choice(department=Department.LIGHT))


def test_cue_cards_are_of_cues_or_of_items(seen: Signings) -> None:
    def cards(**asked: object) -> int:
        return papers.preview(seen.world.db, seen.summit.id, PaperKind.CUE_CARDS, choice(**asked)).items

    assert (cards(), cards(department=Department.SOUND), cards(per_item=True)) == (2, 1, 3)
    with pytest.raises(NothingOnPaper):
        cards(department=Department.USHERS)


def test_the_mc_names_people_in_the_language_with_hard_readings(seen: Signings) -> None:
    chinese = text(seen, PaperKind.MC_TEXT, choice(languages=(Language.ZH_HANT,)))
    assert "曾卓軒" in chinese
    assert "zēng" in chinese
    assert "zang1" in chinese
    assert chinese.index("曾卓軒") < chinese.index("zēng") < chinese.index("協議甲") < chinese.index("張燊")
    assert "zēng" not in text(seen, PaperKind.MC_TEXT, choice())


def test_the_signing_sheet_has_parties_people_and_turns_by_batch(seen: Signings) -> None:
    sheet = text(seen, PaperKind.SIGNING_SHEET, choice())
    for words in ("batch 1", "batch 2", "協議甲", "協議乙", "汪揚", "guest party", "host party", "signs its own copy"):
        assert words in sheet
    assert sheet.index("batch 1") < sheet.index("協議甲") < sheet.index("batch 2") < sheet.index("協議乙")


def test_a_stage_nobody_planned_is_drawn_by_the_rule_for_each_batch(seen: Signings) -> None:
    shown = papers.preview(seen.world.db, seen.summit.id, PaperKind.STAGE_PLAN, choice())
    assert (shown.pages, shown.items) == (4, 4)
    plan = text(seen, PaperKind.STAGE_PLAN, choice())
    assert plan.index("張燊") < plan.index("汪揚")  # guests on the audience's left


def test_table_cards_lie_in_the_order_of_seats_and_the_list_says_who_sits_where(stage: Signings) -> None:
    with pytest.raises(NothingOnPaper):
        text(stage, PaperKind.PLACE_LIST, choice())
    with stage.world.db.write() as session:
        for name, seat in (("汪揚", "A-10"), ("張燊", "A-9"), ("李明", "B-1")):
            session.get_one(Registration, stage[name]).seat = seat
    cards = text(stage, PaperKind.TABLE_CARDS, choice())
    assert cards.index("張燊") < cards.index("汪揚") < cards.index("李明")
    assert "曾卓軒" not in cards
    assert "曾卓軒" in text(stage, PaperKind.TABLE_CARDS, choice(item_id=item(stage, "12")))
    with pytest.raises(NothingOnPaper):
        text(stage, PaperKind.SEATING_PLAN, choice())
    with stage.world.db.write() as session:
        add_blocks(session, stage.summit.id, [BlockDraft("A", seats=12)])
    plan = text(stage, PaperKind.SEATING_PLAN, choice())
    assert "張燊" not in plan  # A-9 is no seat of the block, whose seats are called
    assert plan.index("A-10") < plan.index("汪揚") < plan.index("A-11")
    places = text(stage, PaperKind.PLACE_LIST, choice())
    assert places.index("A-9") < places.index("A-10") < places.index("B-1")


def test_a_code_says_that_a_paper_is_the_latest_or_what_has_changed_since(stage: Signings, tmp_path: Path) -> None:
    paper = printed(stage, PaperKind.AGENDA, choice(), tmp_path)
    assert paper.file is not None
    assert paper.file.read_bytes().startswith(b"%PDF")
    found = verdict(stage, paper.code)
    assert (found.latest, found.changes, found.paper.number, found.reprinted) == (True, (), 1, False)
    with stage.world.db.write() as session:
        programme_edit.stretch_item(session, item(stage, "12"), 900)
        programme_edit.remove_item(session, stage.item)
        extra = ItemDraft(LocalName("合影", "合影", "Group photo"), 600, DAY, code="14", kind=ItemKind.PHOTO)
        programme_edit.add_item(session, stage.summit.id, extra)
    found = verdict(stage, f" {paper.code[:4]} {paper.code[4:]}\n")
    assert [(one.change, one.said) for one in found.changes] == [
        (Change.CHANGED, "15:30–15:45 Address"),
        (Change.ADDED, "15:50–16:00 Group photo"),
        (Change.REMOVED, "Signing"),
    ]
    assert (found.latest, found.reprinted) == (False, False)


def test_a_revision_counts_what_changed_and_not_how_often_it_was_printed(stage: Signings, tmp_path: Path) -> None:
    first, again = (printed(stage, PaperKind.AGENDA, choice(), tmp_path) for _ in range(2))
    assert (first.number, again.number) == (1, 1)
    assert first.code != again.code
    with stage.world.db.write() as session:
        programme_edit.stretch_item(session, item(stage, "12"), 900)
    after = printed(stage, PaperKind.AGENDA, choice(), tmp_path)
    assert after.number == 2
    assert printed(stage, PaperKind.AGENDA, choice(form=PaperFormat.A5), tmp_path).number == 1
    assert (verdict(stage, first.code).reprinted, verdict(stage, first.code).newest.code) == (True, after.code)


def test_what_is_not_on_a_paper_leaves_it_the_latest(stage: Signings, tmp_path: Path) -> None:
    paper = printed(stage, PaperKind.AGENDA, choice(), tmp_path)
    with stage.world.db.write() as session:
        programme_edit.stretch_item(session, item(stage, "12b"), 60)
    assert verdict(stage, paper.code).latest


def test_all_that_changed_is_printed_again_and_nothing_else(stage: Signings, tmp_path: Path) -> None:
    for kind in (PaperKind.AGENDA, PaperKind.SIGNING_SHEET, PaperKind.STAGE_PLAN):
        printed(stage, kind, choice(), tmp_path)
    with stage.world.db.read() as session:
        key = stage.rows()[1].id
        assert [one.latest for one in latest(session, stage.summit.id)] == [True, True, True]
    with stage.world.db.write() as session:
        draft = agreements.draft_of(agreements.agreement(session, key))
        agreements.change_agreement(session, key, replace(draft, title=LocalName("協議丙")))
    done = reprint_changed(stage.world.db, stage.summit.id, tmp_path / "again")
    assert [(one.kind, one.number) for one in done] == [(PaperKind.SIGNING_SHEET, 2)]
    assert all(one.file is not None and one.file.exists() for one in done)
    with stage.world.db.read() as session:
        assert all(one.latest for one in latest(session, stage.summit.id))


def test_a_paper_of_which_nothing_is_left_says_so(stage: Signings, tmp_path: Path) -> None:
    paper = printed(stage, PaperKind.SIGNING_SHEET, choice(item_id=stage.item), tmp_path)
    with stage.world.db.write() as session:
        programme_edit.remove_item(session, stage.item)
    changes = verdict(stage, paper.code).changes
    assert {one.change for one in changes} == {Change.REMOVED}
    assert [one.said for one in changes] == ["協議甲", "協議乙"]
    assert reprint_changed(stage.world.db, stage.summit.id, tmp_path) == []


def test_nothing_is_kept_of_a_paper_that_could_not_be_written(stage: Signings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(Exception, match=r"."):
        papers.print_paper(
            stage.world.db, stage.summit.id, PaperKind.AGENDA, choice(), tmp_path / "file" / "agenda.pdf"
        )
    with stage.world.db.read() as session:
        assert latest(session, stage.summit.id) == []


def test_a_code_that_nobody_printed_is_none(stage: Signings) -> None:
    with stage.world.db.read() as session:
        assert read_code(session, "9" + "0" * 23) is None
        assert read_code(session, stage.world.badges(stage.summit)[0].token) is None


def test_a_choice_comes_back_as_it_was(seen: Signings) -> None:
    wanted = Choice(
        (Language.ZH_HANS, Language.EN), PaperFormat.POSTER, DAY, seen.item, seen.item, Department.SOUND, seen.item,
        seen.item, per_item=True, posts=2, by_name=True,
    )  # fmt: skip
    assert choice_of(subject_of(wanted)) == wanted
    assert subject_of(Choice()) == "{}"
    assert choice_of("{}") == Choice()


def test_a_paper_is_said_in_words(seen: Signings) -> None:
    _ = Translator(Language.EN)
    with seen.world.db.read() as session:
        said = paper_choices.described(
            session, PaperKind.AGENDA, choice(day=DAY, item_id=seen.item, form=PaperFormat.A5_FOLDED), _
        )
    assert said == "Programme · 12 Apr 2023 · Signing · English · A5 booklet, folded from A4"


def test_items_are_found_by_what_people_call_them(seen: Signings) -> None:
    with seen.world.db.read() as session:
        rows = programme(session, seen.summit.id)
        for row in rows:
            for name in (row.code, str(row.id), row.title.hant, row.title.en.upper()):
                assert paper_choices.find_item(session, seen.summit.id, name) == row.id
        with pytest.raises(paper_choices.UnknownItem):
            paper_choices.find_item(session, seen.summit.id, "")
        with pytest.raises(paper_choices.UnknownHall):
            paper_choices.find_hall(session, seen.summit.id, "nowhere")


class Tray:
    """A printer of the system that keeps what it is handed, or fails as told."""

    def __init__(self, trouble: PrinterTrouble | None = None) -> None:
        self.sheets: list[Sheets] = []
        self.trouble = trouble

    at_once = 100

    def queues(self) -> list[str]:
        return ["Tray"]

    def open(self, _name: str, _queue: str) -> "Tray":
        return self

    def check(self, size: tuple[float, float]) -> None:
        pass

    def print(self, sheets: Sheets, _progress: Progress) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sheets.append(sheets)


def test_a_paper_goes_to_a_printer_at_its_size_and_is_kept_when_it_came_out(stage: Signings) -> None:
    settings = PrinterSettings("Tray", PrinterKind.SYSTEM, "Tray", "a6")

    def to(tray: Tray, kind: PaperKind, **asked: object) -> PrintedSheet:
        db, event = stage.world.db, stage.summit.id
        return papers.print_on(db, event, Printers(tray), settings, kind, choice(**asked), Progress())

    with pytest.raises(OutOfPaper):
        to(Tray(OutOfPaper(printer="Tray")), PaperKind.AGENDA)
    with stage.world.db.read() as session:
        assert latest(session, stage.summit.id) == []
    tray = Tray()
    with stage.world.db.write() as session:
        add_blocks(session, stage.summit.id, [BlockDraft("A")])
    for kind in (
        PaperKind.AGENDA,
        PaperKind.CUE_CARDS,
        PaperKind.SEATING_PLAN,
        PaperKind.STAGE_PLAN,
        PaperKind.TABLE_CARDS,
    ):
        for form in kind.formats:
            done = to(tray, kind, form=form)
            (sheets,) = tray.sheets[-1:]
            box = PdfReader(BytesIO(sheets.pdf)).pages[0].mediabox
            assert (done.file, sheets.pages) == (None, done.pages)
            assert sheets.size == pytest.approx([float(side) * 25.4 / 72 for side in (box.width, box.height)], abs=0.6)
    with stage.world.db.read() as session:
        assert {one.paper.printer for one in latest(session, stage.summit.id)} == {"Tray"}
