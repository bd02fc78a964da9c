from scripts import build_readings


def test_the_stored_table_and_licences_are_what_the_libraries_give() -> None:
    table = build_readings.table()
    assert build_readings.TABLE.read_text("utf-8") == table
    assert build_readings.SYLLABLES.read_text("utf-8") == build_readings.syllables(table)
    for library, name in build_readings.LICENCES.items():
        assert (build_readings.RESOURCES / "licences" / name).read_text("utf-8") == build_readings.licence(library)


def test_the_commonest_readings_come_first_without_tones_or_gaps() -> None:
    assert build_readings.mandarin("解") == ["jie", "xie"]
    assert build_readings.mandarin("呂") == ["lv"]
    assert build_readings.cantonese("解") == ["gaai", "haai"]
    assert build_readings.cantonese("瓩") == ["cinngaa", "cin"]
    assert build_readings.mandarin("𠮷") == build_readings.cantonese("𠮷") == []
