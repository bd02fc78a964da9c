"""Badge templates: those that come along, and files from anybody."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.documents.template_files import (
    MOST_BYTES,
    BadTemplate,
    CrowdedCode,
    NewerTemplate,
    NoTemplate,
    TemplateOutside,
    TemplateRange,
    UnknownTemplate,
    checked,
    read_template,
    renamed,
    template,
    template_names,
    write_template,
)
from desktop.documents.templates import DEFAULT_TEMPLATE, MM, QUIET, Beside, Box, Ink, Names, Template
from desktop.errors import UserError
from desktop.i18n import Language, Translator
from desktop.resources import resource
from tests.documents.cards import BADGE, printed

TEMPLATES = {
    "a4-10": (210, 297),
    "a4-8": (210, 297),
    "a6": (105, 148),
    "a6-photo": (105, 148),
    "butterfly": (82, 203),
    "card": (86, 54),
    "label-4x6": (101.6, 152.4),
    "label-62": (100, 62),
}
A6 = resource("badges/a6.toml").read_text("utf-8")


def changed(old: str, new: str) -> bytes:
    assert old in A6
    return A6.replace(old, new, 1).encode()


def test_these_templates_come_along_and_one_is_the_default() -> None:
    assert list(template_names()) == list(TEMPLATES)
    assert DEFAULT_TEMPLATE in TEMPLATES


def test_an_unknown_template_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownTemplate, match=r"“a5”.* a4-10, a4-8, a6, a6-photo, butterfly, card, label"):
        template("a5")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_has_the_size_of_its_paper(name: str) -> None:
    box = PdfReader(BytesIO(printed([BADGE], name)[0])).pages[0].mediabox
    assert [float(box.width) / MM, float(box.height) / MM] == pytest.approx(TEMPLATES[name], abs=0.01)


@pytest.mark.parametrize(("name", "count"), [("a4-8", 8), ("a4-10", 10), ("card", 1), ("butterfly", 1)])
def test_a_page_holds_so_many_badges_none_over_another_or_over_the_edge(name: str, count: int) -> None:
    layout = template(name)
    assert layout.per_page == count
    wide, high = layout.size
    spots = [place for index in range(count) for place in layout.places(index)]
    boxes = [
        Box(spot.x - (wide if spot.turned else 0), spot.y - (high if spot.turned else 0), wide, high) for spot in spots
    ]
    assert len(boxes) == (2 if layout.fold else count)
    page = Box(0, 0, *layout.page)
    for number, box in enumerate(boxes):
        around = page.around(box)
        assert (around.width, around.height) == pytest.approx(layout.page)
        assert not any(box.touches(other) for other in boxes[number + 1 :])


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_in_a_template_stands_on_another_thing(name: str) -> None:
    boxes = [box for key, box in template(name).boxes.items() if key not in {"event", "category"}]
    for number, one in enumerate(boxes):
        assert not any(one.touches(other) for other in boxes[number + 1 :])


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_code_has_its_four_modules_of_white_around_it(name: str) -> None:
    layout = template(name)
    code = layout.boxes["qr"]
    quiet = QUIET * code.width
    assert code.width == pytest.approx(code.height)
    assert min(code.left, code.top, layout.size[0] - code.right, layout.size[1] - code.bottom) >= quiet
    assert not any(code.touches(box, quiet) for key, box in layout.boxes.items() if key != "qr")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_saved_to_a_file_and_read_again_is_the_same(name: str) -> None:
    ours = template(name)
    assert read_template(write_template(ours), name) == ours
    theirs = renamed(replace(ours, names=Names.LATIN, beside=Beside.CHINESE, posts=0), "own", 'Our "VIP" \\ 貴賓')
    again = read_template(write_template(theirs), "own")
    assert again == theirs
    assert again.title == 'Our "VIP" \\ 貴賓'


def test_a_file_says_only_what_differs_from_the_usual() -> None:
    layout = template("a6")
    assert (layout.columns, layout.rows, layout.gutter, layout.fold) == (1, 1, 0, False)
    assert (layout.ink, layout.names, layout.beside) == (Ink.COLOUR, Names.BOTH, Beside.LATIN)
    assert layout.honorific
    assert layout.logo
    assert layout.seat
    assert layout.serial


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe\x00", b"PK\x03\x04", b"[page", b"a = " + b"[" * 5000, b"a = " + b"9" * 5000,
        b"#" * (MOST_BYTES + 1), b"a" + b".b" * 20_000 + b" = 1", b'title = "x"', b"a = 1" + bytes(3),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_no_template(data: bytes) -> None:
    with pytest.raises((NoTemplate, BadTemplate)):
        read_template(data, "x")


def test_a_file_of_a_newer_program_says_so() -> None:
    with pytest.raises(NewerTemplate):
        read_template(changed("format = 1", "format = 2"), "x")


@pytest.mark.parametrize(
    ("old", "new", "refusal", "where"),
    [
        ("posts = 4", "posts = 9", TemplateRange, "badge.posts"),
        ("posts = 4", "posts = 1.5", BadTemplate, "badge.posts"),
        ("posts = 4", "posts = true", BadTemplate, "badge.posts"),
        ("posts = 4", "", BadTemplate, "badge.posts"),
        ("posts = 4", "posts = 4\nhidden = 1", BadTemplate, "badge.hidden"),
        ("posts = 4", 'posts = 4\nnames = "none"', BadTemplate, "badge.names"),
        ("posts = 4", "posts = 4\nlogo = 1", BadTemplate, "badge.logo"),
        ("size = [105, 148]", "size = [105]", BadTemplate, "page.size"),
        ("size = [105, 148]", "size = [105, inf]", TemplateRange, "page.size"),
        ("size = [105, 148]", "size = [105, nan]", TemplateRange, "page.size"),
        ("size = [105, 148]", "size = [105, 100]", TemplateOutside, "badge.size"),
        ("size = [105, 148]", "size = [105, 148]\ncolumns = 2", TemplateOutside, "badge.size"),
        ("size = [105, 148]", "size = [105, 148]\nfold = true", TemplateOutside, "badge.size"),
        ("person = [8, 30, 89, 65]", "person = [8, 30, 99, 65]", TemplateOutside, "boxes.person"),
        ("person = [8, 30, 89, 65]", "person = [8, -1, 89, 65]", TemplateRange, "boxes.person"),
        ("person = [8, 30, 89, 65]", "person = [8, 30, 89, 0.1]", TemplateRange, "boxes.person"),
        ("person = [8, 30, 89, 65]", "person = [8, 30, 89, 67]", CrowdedCode, "boxes.person"),
        ("person = [8, 30, 89, 65]", "", BadTemplate, "boxes.person"),
        ("qr = [8, 99.5, 28, 28]", "qr = [8, 99.5, 28, 27]", CrowdedCode, "boxes.qr"),
        ("qr = [8, 99.5, 28, 28]", "qr = [8, 99.5, 12, 12]", TemplateRange, "boxes.qr"),
        ("qr = [8, 99.5, 28, 28]", "qr = [2, 99.5, 28, 28]", CrowdedCode, "badge.size"),
        ("bar = [", "ticker = [", BadTemplate, "boxes.ticker"),
        ("serial = [[11, 1]]", "serial = [[11, 0]]", TemplateRange, "steps.serial"),
        ("serial = [[11, 1]]", "serial = [[1, 1]]", TemplateRange, "steps.serial"),
        ("serial = [[11, 1]]", "serial = [[11, 1, 1]]", BadTemplate, "steps.serial"),
        ("serial = [[11, 1]]", "serial = []", BadTemplate, "steps.serial"),
        ("serial = [[11, 1]]", "serial = [[11, 1], [12, 2]]", BadTemplate, "steps.serial"),
        ("serial = [[11, 1]]", "serial = " + str([[9, 1]] * 25), BadTemplate, "steps.serial"),
        ("serial = [[11, 1]]", 'serial = "11"', BadTemplate, "steps.serial"),
        ("serial = [[11, 1]]", "", BadTemplate, "steps.serial"),
        ("format = 1", 'format = 1\ntitle = "a\\nb"', BadTemplate, "title"),
        ("format = 1", f'format = 1\ntitle = "{"x" * 61}"', BadTemplate, "title"),
        ("[boxes]", "[boxes.deeper]\na = 1\n[boxes]", BadTemplate, "boxes.deeper"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence_that_says_where(
    old: str, new: str, refusal: type[UserError], where: str
) -> None:
    with pytest.raises(refusal) as caught:
        read_template(changed(old, new), "x")
    for language in Language:
        said = Translator(language).error(caught.value)
        assert where in said
        assert "{" not in said
        assert "\n" not in said


def test_what_is_put_together_in_the_window_is_looked_at_likewise() -> None:
    layout = template("a6")
    boxes = dict(layout.boxes)
    assert checked(layout) == layout
    with pytest.raises(TemplateRange):
        checked(replace(layout, posts=99))
    with pytest.raises(CrowdedCode):
        checked(replace(layout, boxes={**boxes, "place": Box(37, 99.5, 55, 28)}))
    with pytest.raises(TemplateOutside):
        checked(replace(layout, boxes={**boxes, "person": Box(8, 30, 98, 65)}))


def leaves(tree: dict[str, Any]) -> list[tuple[str, str]]:
    return [(table, key) for table, values in tree.items() if isinstance(values, dict) for key in values]


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(), st.text(max_size=8),
    st.lists(st.one_of(st.floats(), st.integers(-5, 400), st.lists(st.integers(-5, 400), max_size=3)), max_size=5),
)  # fmt: skip


def dumped(tree: dict[str, Any], value: Callable[[object], str]) -> str:
    tables = [
        "\n".join([f"[{table}]", *(f"{key} = {value(entry)}" for key, entry in values.items() if entry is not None)])
        for table, values in tree.items()
        if isinstance(values, dict)
    ]
    return "\n".join(["format = 1", *tables])


def as_toml(entry: object) -> str:
    if isinstance(entry, bool):
        return str(entry).lower()
    if isinstance(entry, str):
        escaped = "".join(f"\\U{ord(c):08x}" for c in entry)
        return f'"{escaped}"'
    return f"[{', '.join(map(as_toml, entry))}]" if isinstance(entry, list) else repr(entry)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_file_makes_reading_or_printing_fail_in_another_way(data: st.DataObject) -> None:
    tree = tomllib.loads(A6)
    for table, key in data.draw(st.lists(st.sampled_from(leaves(tree)), min_size=1, max_size=2)):
        tree[table][key] = data.draw(ODD)
    try:
        layout: Template = read_template(dumped(tree, as_toml).encode(), "x")
    except UserError:
        return
    assert printed([BADGE], layout)[1].items == 1
