"""Rules of the house that no linter knows, read off the sources."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "desktop"

WITHOUT_A_CLOCK = ("domain", "models", "services", "documents", "exchange")
SHOWN_BY = {
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QMenu"),
    *("setText", "setTitle", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText"),
    *("setAccessibleName", "setAccessibleDescription", "setInformativeText", "setLabelText", "setHeaderLabels"),
    *("addItem", "addItems", "addAction", "addMenu", "addTab", "addRow", "showMessage"),
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def calls(folder: Path) -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call below ``folder``: where, the call, the last part of what is called."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield path, node, called(node.func)


SQL_WRITE = re.compile(r"\s*(INSERT INTO|UPDATE \w+ SET|DELETE FROM|REPLACE INTO)\b")


def named(call: ast.Call) -> bool:
    """Whether the call is of a function by its bare name, as SQLAlchemy's ``delete(Table)`` is."""
    return isinstance(call.func, ast.Name)


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def place(path: Path, node: ast.expr) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def has_letters(node: ast.expr) -> bool:
    """Whether ``node`` is a literal with words in it: a string, an f-string, a list of them, or strings joined."""
    match node:
        case ast.Constant(value=str(text)):
            return any(letter.isalpha() for letter in text)
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return any(has_letters(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return has_letters(left) or has_letters(right)
        case ast.IfExp(body=body, orelse=orelse):
            return has_letters(body) or has_letters(orelse)
    return False


def test_every_resource_that_is_named_is_there() -> None:
    named = [
        (place(path, call), call.args[0].value)
        for path, call, name in calls(PACKAGE)
        if name == "resource" and call.args and isinstance(call.args[0], ast.Constant)
    ]

    assert [one for one in named if not (ROOT / "resources" / str(one[1])).exists()] == []


def test_only_the_theme_sets_style_sheets() -> None:
    assert [
        place(path, call)
        for path, call, name in calls(PACKAGE)
        if name == "setStyleSheet" and path != PACKAGE / "ui" / "theme.py"
    ] == []


def test_only_what_keeps_the_journal_writes_plain_sql() -> None:
    """A write past the ORM is a write past the journal, unless it notes what it does."""
    allowed = {"services/checkin.py", "services/events.py"}
    written = [
        f"{path.relative_to(PACKAGE)}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] != "storage"
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_WRITE.match(node.value))
        or (isinstance(node, ast.Call) and called(node.func) in {"update", "delete", "insert"} and named(node))
    ]
    assert set(written) <= allowed


def test_time_is_an_argument_where_rules_are_kept() -> None:
    assert [
        place(path, call)
        for floor in WITHOUT_A_CLOCK
        for path, call, name in calls(PACKAGE / floor)
        if name in {"utcnow", "today", "time_ns"}
        or (name == "now" and isinstance(call.func, ast.Attribute) and called(call.func.value) in {"datetime", "dt"})
        or ast.unparse(call.func) == "time.time"
    ] == []


def test_no_text_reaches_the_window_untranslated() -> None:
    assert [
        f"{place(path, call)}: {ast.unparse(call)}"
        for path, call, name in calls(PACKAGE / "ui")
        if name in SHOWN_BY and any(has_letters(argument) for argument in call.args)
    ] == []


def test_a_migration_needs_nothing_of_ours_that_may_change_later() -> None:
    allowed = {"alembic", "sqlalchemy", *sys.stdlib_module_names}
    imported = [
        (str(path.relative_to(ROOT)), name)
        for path in sorted((PACKAGE / "storage" / "migrations" / "versions").glob("*.py"))
        for name in imports(tree(path))
    ]

    assert [one for one in imported if one[1].partition(".")[0] not in allowed] == []


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            yield node.module or "."
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
