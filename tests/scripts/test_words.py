import ast
from pathlib import Path

import pytest

from scripts import words

ROOT = Path(__file__).parents[2]
SOURCE = """
from desktop.errors import N_

def said(_):
    yield _("Arrived")
    yield _.ngettext("{n} person", "{n} people", 2)
    yield _.pgettext("a command", "Undo")

TEXT = N_("Where {file} is")
"""
TRADITIONAL = {
    "Arrived": "已到",
    "{n} person": "{n} 人",
    "Undo": "復原",
    "Where {file} is": "{file} 在哪裏",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a source and catalogues in step with it, not yet translated."""
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "page.py").write_text(SOURCE, "utf-8")
    write(tmp_path)
    return tmp_path


def write(tree: Path) -> None:
    for path, content in words.wanted(tree).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def translate(tree: Path, locale: str, said: dict[str, str]) -> None:
    path = words.po_path(tree, locale)
    lines = path.read_text("utf-8").splitlines()
    current = ""
    for number, line in enumerate(lines):
        if line.startswith("msgid "):
            current = line[7:-1]
        elif line in {'msgstr ""', 'msgstr[0] ""'} and current in said:
            lines[number] = line[:-1] + said[current] + '"'
    path.write_text("\n".join(lines) + "\n", "utf-8")
    write(tree)


def faults_of(tree: Path, locale: str) -> list[str]:
    return [problem for problem in words.problems(tree) if problem.startswith(locale)]


def test_our_catalogue_is_complete_and_in_step_with_the_sources() -> None:
    assert words.problems(ROOT) == []


def test_every_way_to_mark_a_text_is_extracted(tree: Path) -> None:
    template = words.extracted(tree)

    assert {words.strings(message.id) for message in words.texts(template)} == {
        ("Arrived",),
        ("{n} person", "{n} people"),
        ("Undo",),
        ("Where {file} is",),
    }


def test_a_finished_translation_has_no_faults(tree: Path) -> None:
    translate(tree, "zh_Hant", TRADITIONAL)

    assert faults_of(tree, "zh_Hant") == []
    assert len(faults_of(tree, "zh_Hans")) == 4


def test_the_same_sources_and_translations_give_the_same_bytes(tree: Path) -> None:
    translate(tree, "zh_Hant", TRADITIONAL)

    assert words.wanted(tree) == {path: path.read_bytes() for path in words.wanted(tree)}


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ("Arrived", "Arrived", "left in English"),
        ("Arrived", "签到", "wrong script"),
        ("Where {file} is", "檔案在哪裏", "placeholders differ"),
        ("{n} person", "人", "placeholders differ"),
        ("Undo", "", "not translated"),
    ],
)
def test_a_bad_translation_is_found(tree: Path, text: str, said: str, fault: str) -> None:
    translate(tree, "zh_Hant", TRADITIONAL | {text: said})

    assert [fault in problem for problem in faults_of(tree, "zh_Hant")] == [True]


def test_a_text_that_left_the_sources_leaves_the_catalogue(tree: Path) -> None:
    translate(tree, "zh_Hant", TRADITIONAL)
    source = tree / "desktop" / "page.py"
    source.write_text(source.read_text("utf-8").replace("Arrived", "Has come"), "utf-8")

    assert any("not in step" in problem for problem in words.problems(tree))
    write(tree)

    assert faults_of(tree, "zh_Hant") == ["zh_Hant: not translated: 'Has come'"]


def test_every_text_with_a_number_has_its_plural_in_the_catalogue() -> None:
    """Babel loses the plural of a call in whose other arguments ``_`` stands by itself, and says nothing."""
    plurals = {message.id[0] for message in words.extracted(words.ROOT) if not isinstance(message.id, str)}
    lost = [
        f"{path.relative_to(words.ROOT)}:{call.lineno}"
        for path in sorted((words.ROOT / "desktop").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "ngettext"
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in plurals
    ]

    assert lost == []
