from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.domain.ticked import ticked_lines
from desktop.i18n import Language
from desktop.services.paper_entry import enter_ticked
from desktop.services.people import PersonDetail, PersonDraft, WalkIn, change_person, register
from desktop.services.search import find
from desktop.ui.people import PeoplePage
from desktop.ui.people.merge import MergePanel
from desktop.ui.people.portrait import Photo
from tests.ui.opened import Opened
from tests.ui.test_people import choose, names, on_card


@pytest.fixture
def page(it: Opened, people_page: PeoplePage) -> PeoplePage:
    choose(it, people_page, "孫東")
    return people_page


def detail(page: PeoplePage) -> PersonDetail:
    assert page.card.detail is not None
    return page.card.detail


def type_into(page: PeoplePage, **texts: str) -> None:
    for name, text in texts.items():
        page.form.fields[name].edit.setText(text)  # type: ignore[attr-defined]


def test_what_somebody_needs_is_edited_shown_and_recorded(it: Opened, page: PeoplePage) -> None:
    page.card.edit.click()
    type_into(page, phone="9123 4567 / 13800138000", tags="dinner, press", access="Wheelchair", postnominal_en="JP")
    page.form.language.choose(Language.ZH_HANS.value)
    page.form.save.click()

    it.until(lambda: detail(page).tags == "dinner, press")
    texts = (
        "+852 9123 4567\n+86 138 0013 8000", "简体中文", "Wheelchair", "dinner", "JP", "Tags: — → dinner, press",
        "Came on the list with guest-list.xlsx · May",
    )  # fmt: skip
    it.until(lambda: all(text in on_card(page) for text in texts))
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: detail(page).phone == "")


def test_a_check_in_that_was_entered_from_paper_is_told_as_such(it: Opened, page: PeoplePage) -> None:
    event, place, guest = it.context.here.event, it.context.here.checkpoint, detail(page).row.id
    assert event is not None
    assert place is not None
    with it.context.store.write() as session:
        enter_ticked(session, event.id, place.id, ticked_lines(str(guest)))
    it.until(lambda: "Checked in on paper · Main door · entered at desk A by May" in on_card(page))


def test_a_language_that_is_none_of_ours_stays_while_nobody_chooses_another(it: Opened, page: PeoplePage) -> None:
    event, guest = it.context.here.event, detail(page).row.id
    assert event is not None
    with it.context.store.write() as session:
        change_person(session, event.id, guest, PersonDraft(language="日本語"))
    it.until(lambda: detail(page).language == "日本語")
    page.card.edit.click()
    assert page.form.language.currentText() == "日本語"
    assert not page.form.begun


def test_a_number_that_is_none_is_refused_at_its_field(it: Opened, page: PeoplePage) -> None:
    page.card.edit.click()
    type_into(page, phone="ask May")
    page.form.save.click()
    it.until(page.form.fields["phone"].problem.isVisible)
    assert "ask May" in page.form.fields["phone"].problem.text()
    type_into(page, phone="9123 4567", email="may")
    page.form.save.click()
    it.until(page.form.fields["email"].problem.isVisible)


def test_a_photo_is_chosen_shown_and_taken_away(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    picture = tmp_path / "face.png"
    Image.new("RGB", (600, 400), "teal").save(picture)
    page.card.edit.click()
    edit = page.form.photo
    edit.file.show_path(picture)
    it.bot.keyClick(edit.file.line, Qt.Key.Key_Return)
    it.until(edit.remove.isVisible)
    assert page.form.begun
    page.form.save.click()
    it.until(lambda: bool(detail(page).photo) and bool(page.card.findChildren(Photo)))
    it.until(lambda: "Photo: — → a photo · May" in on_card(page))

    page.card.edit.click()
    edit.remove.click()
    page.form.save.click()
    it.until(lambda: not detail(page).photo)
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: bool(detail(page).photo))


def test_what_is_no_picture_is_refused_at_the_photo(it: Opened, page: PeoplePage, tmp_path: Path) -> None:
    picture = tmp_path / "face.svg"
    picture.write_text("<svg/>", "utf-8")
    page.card.edit.click()
    for path in (picture, tmp_path / "gone.png"):
        page.form.photo.file.show_path(path)
        it.bot.keyClick(page.form.photo.file.line, Qt.Key.Key_Return)
        it.until(page.form.photo.file.problem.isVisible)
        page.form.photo.file.accept()
    assert not page.form.begun


def test_a_companion_is_added_and_each_opens_the_other(it: Opened, page: PeoplePage) -> None:
    guest = detail(page).row
    page.card.companion.click()
    assert page.new.category.value == guest.category_id
    page.new.name_latin.edit.setText("CHAN Tai Man")  # type: ignore[attr-defined]
    page.new.save.click()
    it.until(lambda: detail(page).row.name_latin == "CHAN Tai Man")
    page.card.tied[guest.id].click()
    it.until(lambda: detail(page).row.id == guest.id)
    assert [one.name for one in detail(page).ties.companions] == ["CHAN Tai Man"]
    it.bot.keyClick(page.listing.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.new.principal is None, "the next one comes alone"


def said(panel: MergePanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def twin(it: Opened, page: PeoplePage) -> PersonDetail:
    """Another record of 孫東, in the other script."""
    event = it.context.here.event
    assert event is not None
    with it.context.store.write() as session:
        made, _badge = register(session, event.id, WalkIn(detail(page).row.category_id, "孙东", "SUN Dong"))
    it.until(lambda: "孙东" in names(page))
    return made


def test_a_likely_duplicate_is_compared_merged_and_taken_back(it: Opened, page: PeoplePage) -> None:
    other = twin(it, page)
    choose(it, page, "李家超")
    assert page.card.merging.text() == "Merge"
    choose(it, page, "孫東")
    it.until(lambda: page.card.merging.text() == "Merge: 1 record looks the same")
    page.card.merging.click()
    panel = page.merging
    it.until(lambda: other.row.person in panel.offers)
    panel.offers[other.row.person].click()
    it.until(lambda: "name_zh" in panel.groups)
    panel.groups["name_zh"].button(1).click()
    panel.join.click()

    it.until(lambda: names(page).count("孙东") == 1 and "孫東" not in names(page))
    it.until(lambda: detail(page).row.name_latin == "SUN Dong")
    it.until(lambda: "Merged with the record 孙东 · May" in on_card(page))
    it.notices[-1].act()  # type: ignore[misc]
    it.until(lambda: "孫東" in names(page) and "孙东" in names(page))


def test_a_merged_record_is_separated_again_later(it: Opened, page: PeoplePage) -> None:
    other = twin(it, page)
    page.card.merging.click()
    panel = page.merging
    it.until(lambda: other.row.person in panel.offers)
    panel.offers[other.row.person].click()
    it.until(panel.join.isVisible)
    it.bot.keyClick(panel.join, Qt.Key.Key_Return)
    it.until(lambda: len(detail(page).ties.merged) == 1)
    page.card.merging.click()
    it.until(lambda: other.row.person in panel.offers)
    panel.offers[other.row.person].click()
    it.until(lambda: "孙东" in names(page) and "孫東" in names(page))


def test_the_other_record_is_found_by_typing_and_namesakes_show_where_they_are_from(
    it: Opened, page: PeoplePage
) -> None:
    panel = page.merging
    page.card.merging.click()
    it.until(lambda: "No other record looks like" in said(panel))
    it.bot.keyClicks(panel.search.edit, "shirong")
    event = it.context.here.event
    assert event is not None
    wanted = it.read(find, event.id, "shirong")[0]
    it.until(lambda: wanted.person in panel.offers)
    it.until(lambda: wanted.name in said(panel) and wanted.organisation in said(panel))
    panel.offers[wanted.person].click()
    it.until(panel.join.isVisible)
    it.bot.keyClick(panel.join, Qt.Key.Key_Escape)
    assert not panel.join.isVisible()
    assert panel.search.isVisible()


def test_likely_duplicates_among_everybody_are_compared_from_anywhere(it: Opened, page: PeoplePage) -> None:
    other, guest = twin(it, page), detail(page).row
    choose(it, page, "李家超")
    page.card.merging.click()
    panel = page.merging
    panel.everybody.click()
    it.until(lambda: {guest.person, other.row.person} & panel.offers.keys() != set())
    next(iter(panel.offers.values())).click()
    it.until(panel.join.isVisible)
    panel.join.click()
    it.until(lambda: detail(page).row.id in (guest.id, other.row.id) and len(detail(page).ties.merged) == 1)


def test_two_people_of_one_name_are_not_suggested_again(it: Opened, page: PeoplePage) -> None:
    other = twin(it, page)
    page.card.merging.click()
    panel = page.merging
    it.until(lambda: other.row.person in panel.offers)
    apart = panel.offers[other.row.person].parentWidget().findChildren(type(panel.join))[-1]
    apart.click()
    it.until(lambda: not panel.offers)
    assert it.said()[-1] == "孙东 SUN Dong is not suggested here any more."
