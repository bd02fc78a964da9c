"""What can be done to a template: every change stays on the badge, and is taken back as it was made."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import Language, Translator
from desktop.services.badge_templates import BadTemplate, Box, Template, checked, template, template_names
from desktop.ui.templates.canvas import Edges, stretched
from desktop.ui.templates.changes import (
    LEAST,
    grown,
    in_the_way,
    moved,
    placed,
    with_code,
    with_part,
    with_sizes,
)
from desktop.ui.templates.history import History

NAMES = st.sampled_from(template_names())
LENGTHS = st.floats(-400, 400)
EDGES = st.builds(Edges, st.integers(-1, 1), st.integers(-1, 1))


def on_badge(layout: Template) -> bool:
    wide, high = layout.size
    return all(
        min(box.left, box.top) >= 0
        and box.right <= wide + 0.051
        and box.bottom <= high + 0.051
        and min(box.width, box.height) > 0
        for box in layout.boxes.values()
    )


@given(NAMES, st.data(), LENGTHS, LENGTHS, EDGES)
def test_nothing_leaves_the_badge_however_it_is_moved_and_sized(
    name: str, data: st.DataObject, right: float, down: float, edges: Edges
) -> None:
    layout = template(name)
    key = data.draw(st.sampled_from(sorted(layout.boxes)))
    box = layout.boxes[key]
    for changed in (
        moved(layout, key, right, down),
        grown(layout, key, right, down),
        placed(layout, key, stretched(box, right, down, edges, LEAST)),
        with_code(layout, abs(right)),
    ):
        assert on_badge(changed)
        code = changed.boxes["qr"]
        assert code.width == code.height


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("key", ["photo", "event", "header", "category", "bar", "place"])
def test_a_part_can_go_and_come_again_in_every_template(name: str, key: str) -> None:
    layout = template(name)
    without = checked(with_part(layout, key, shown=False))
    assert key not in without.boxes
    assert key in checked(with_part(without, key, shown=True)).boxes
    assert with_part(without, key, shown=False) == without


def test_the_room_of_a_photo_goes_to_the_name_and_back() -> None:
    layout = template("a6")
    photo = with_part(layout, "photo", shown=True)
    assert photo.boxes["person"].right < photo.boxes["photo"].left
    assert with_part(photo, "photo", shown=False).boxes["person"] == layout.boxes["person"]


def test_a_band_takes_what_is_written_on_it_along() -> None:
    layout = template("a6")
    after = moved(layout, "bar", 0, -2)
    assert after.boxes["bar"].top == layout.boxes["bar"].top - 2
    assert after.boxes["category"].top == layout.boxes["category"].top - 2
    assert moved(layout, "category", 0, -2).boxes["bar"] == layout.boxes["bar"]


@given(NAMES, st.data(), st.floats(3, 250), st.floats(3, 250))
def test_sizes_of_text_run_from_the_largest_to_the_smallest(
    name: str, data: st.DataObject, one: float, other: float
) -> None:
    layout = template(name)
    style = data.draw(st.sampled_from(sorted(layout.steps)))
    large, small = round(max(one, other), 1), round(min(one, other), 1)
    steps = checked(with_sizes(layout, style, large, small)).steps[style]
    assert steps[0][0] == pytest.approx(large, abs=0.051)
    assert steps[-1][0] == pytest.approx(small, abs=0.051)


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (Box(0.5, 30, 20, 20), "The QR code needs 3.2 mm of white around it: the badge's edge is too near."),
        (Box(8, 92, 20, 20), "The QR code needs 3.2 mm of white around it: “Name and posts” is too near."),
        (Box(40, 110, 9, 9), "The QR code must be at least 14 mm wide: smaller ones are not safely read."),
    ],
)
def test_what_stands_in_the_way_is_named_as_the_editor_names_it(box: Box, said: str) -> None:
    layout = template("a6")
    with pytest.raises(BadTemplate) as refused:
        checked(replace(layout, boxes={**layout.boxes, "qr": box}))
    assert in_the_way(refused.value, Translator(Language.EN)) == said


def test_a_run_of_like_changes_is_one_step_back() -> None:
    layout = template("a6")
    history = History(layout)
    for step in range(1, 4):
        history.change(moved(layout, "qr", step, 0), "nudge")
    history.settle()
    history.change(replace(history.now, posts=1), "posts")
    assert history.undo()
    assert history.now == moved(layout, "qr", 3, 0)
    assert history.undo()
    assert history.now == layout
    assert not history.undo()
    assert history.redo()
    assert history.redo()
    assert history.now.posts == 1
    assert not history.redo()
    assert history.undo()
    history.change(replace(history.now, posts=2), "posts")
    assert not history.can_redo
