"""Understanding what was typed, and refusing what makes no sense: status 2, and the words of the user's language."""

from pathlib import Path

import pytest

from desktop.cli.main import build
from desktop.cli.parser import database, speaking
from desktop.cli.tables import table, width
from desktop.i18n import Language, Translator
from tests.program import Program


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["scan", "--nonsense"],
        ["scan", "--at", "yesterday"],
        ["event"],
        ["event", "create", "--name-en", "Summit"],
        ["report", "arrivals", "--by", "weather"],
        ["demo", "--people", "many"],
        ["--db"],
        ["--db", "postgresql://hub/summit", "event", "list"],
        ["--db", "sqlite://", "event", "list"],
        ["--lang", "fr", "event", "list"],
        ["screens", "--out", "x", "--size", "big"],
    ],
)
def test_wrong_usage_is_2_with_a_sentence_and_no_answer(empty: Program, words: list[str]) -> None:
    answer = empty.plain(*words)

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("Usage: summit-desk")
    assert not empty.path.exists()


@pytest.mark.parametrize("order", ["before", "after", "around"])
def test_global_options_stand_before_or_after_the_command(program: Program, order: str) -> None:
    options = ["--db", str(program.path), "--lang", "en", "--json"]
    command = ["event", "list"]
    words = {
        "before": [*options, *command],
        "after": [*command, *options],
        "around": [*options[:2], command[0], *options[2:4], command[1], options[4]],
    }[order]

    (event,) = program.plain(*words).document

    assert event["name"].isascii() or "Summit" in event["name"]


def test_the_database_is_named_by_path_url_or_environment(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    by_path = program.plain("event", "list", "--db", program.path).out

    assert program.plain("event", "list", "--db", f"sqlite:///{program.path}").out == by_path
    monkeypatch.setenv("SUMMIT_DESK_DB", str(program.path))
    assert program.plain("event", "list").out == by_path
    monkeypatch.setenv("SUMMIT_DESK_DB", "mysql://x")
    assert program.plain("event", "list").status == 2


def test_a_url_names_a_file_as_sqlalchemy_reads_it() -> None:
    assert database("sqlite:///near.db") == Path("near.db")
    assert database("sqlite:////far/away.db") == Path("/far/away.db")
    assert database("C://summit.db") == Path("C://summit.db")


def test_no_command_opens_the_window_on_that_database_in_that_language(program: Program) -> None:
    assert program("--lang", "zh-Hans").status == 0

    ((settings, path),) = program.opened
    assert (settings.language, path) == (Language.ZH_HANS, program.path)


@pytest.mark.parametrize("language", list(Language))
def test_help_is_complete_in_every_language(empty: Program, language: Language) -> None:
    answer = empty.plain("--help", "--lang", language.value)

    assert (answer.status, answer.err) == (0, "")
    for command in (
        *("demo", "event", "import", "search", "register", "badges", "scan", "undo", "report", "print", "export"),
        *("backup", "restore", "verify", "screens", "doctor"),
    ):
        assert f"\n    {command} " in answer.out


@pytest.mark.parametrize("language", list(Language))
def test_every_command_describes_itself(language: Language, empty: Program) -> None:
    _ = Translator(language)
    with speaking(_):
        assert build(_).format_help()
    for words in (["scan"], ["event", "create"], ["import", "people"], ["print", "badges"], ["screens"]):
        answer = empty.plain(*words, "--help", "--lang", language.value)
        assert (answer.status, answer.err) == (0, "")
        assert "--json" in answer.out


def test_argparse_speaks_english_again_afterwards() -> None:
    import argparse

    before = vars(argparse)["_"]
    with speaking(Translator(Language.ZH_HANT)):
        assert vars(argparse)["_"] is not before

    assert vars(argparse)["_"] is before


def test_chinese_is_two_columns_wide_and_marks_are_none() -> None:
    assert [width(text) for text in ("ab", "陳大文", "é", "e\u0301", "𠮷")] == [2, 6, 1, 1, 2]
    assert table(["Name", "N", "Nothing"], [("陳大文", 3, ""), ("Li", 12, None)]) == [
        "Name     N",
        "──────  ──",
        "陳大文   3",
        "Li      12",
    ]


def test_a_mistake_of_the_program_is_one_sentence_that_names_the_log(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    program.monkeypatch.setattr("desktop.services.events.events", None)

    answer = program("event", "list")

    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "The program made a mistake. The full story is in the.log.\n"
    assert "TypeError" in caplog.text
    caplog.clear()
