"""Languages as people write them."""

from desktop.domain.spoken import languages_words, needs_interpreter, read_languages


def test_languages_are_read_in_any_script_and_written_by_the_name_their_speakers_give_them() -> None:
    assert read_languages("日語、English；廣東話 / Klingon, japanese") == ("ja", "en", "hant", "Klingon")
    assert languages_words(("ja", "hans", "Klingon")) == "日本語, 简体中文, Klingon"
    codes = ("hant", "hans", "en", "ja", "fr", "de", "ru", "es", "pt", "it", "ko")
    assert read_languages(languages_words(codes)) == codes


def test_only_those_whom_no_host_understands_need_an_interpreter() -> None:
    assert needs_interpreter(("ja", "fr"))
    assert not needs_interpreter(("ja", "en"))
    assert not needs_interpreter(())
