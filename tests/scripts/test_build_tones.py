from itertools import islice

from scripts import build_tones

EVERY = 41


def test_the_stored_table_is_what_the_libraries_give() -> None:
    """Of every so many characters, because asking for all of them takes seconds."""
    lines = build_tones.TABLE.read_text("utf-8").splitlines()
    stored = {character: line.partition("\t")[0] for line in lines for character in line.partition("\t")[2]}
    for character, said in islice(stored.items(), 0, None, EVERY):
        assert said == f"{','.join(build_tones.mandarin(character))} {','.join(build_tones.cantonese(character))}"
    assert lines == sorted(lines)


def test_the_commonest_readings_come_first_with_their_tones() -> None:
    assert build_tones.mandarin("解")[:2] == ["jiě", "jiè"]
    assert build_tones.cantonese("解")[:2] == ["gaai2", "gaai3"]
    assert build_tones.cantonese("瓩")[0] == "cin1-ngaa5"
