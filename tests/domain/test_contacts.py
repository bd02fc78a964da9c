from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import contacts
from desktop.domain.text import clean


def test_a_number_is_kept_as_written_and_read_as_machines_dial_it() -> None:
    (phone,) = contacts.phones("9123 4567", "HK")
    assert (phone.written, phone.e164, phone.shown) == ("9123 4567", "+85291234567", "+852 9123 4567")


def test_several_numbers_are_told_apart_however_they_are_parted() -> None:
    for text in ("9123 4567 / +86 138 0013 8000", "9123-4567；13800138000", "(852) 9123 4567、86-13800138000"):
        assert contacts.callable_numbers(text, "HK") == "+85291234567 +8613800138000"


def test_a_number_without_its_country_is_the_events_own_or_else_a_neighbours() -> None:
    assert contacts.callable_numbers("13800138000", "HK") == "+8613800138000"
    assert contacts.callable_numbers("020 7946 0018", "GB") == "+442079460018"
    assert contacts.region_of("Asia/Shanghai") == "CN"
    assert contacts.region_of("Asia/Hong_Kong") == contacts.region_of("Mars/Phobos") == "HK"


def test_a_number_too_new_to_be_known_stays_at_home() -> None:
    (phone,) = contacts.phones("91110001", "HK")
    assert (phone.e164, phone.shown) == ("+85291110001", "+852 9111 0001")
    assert contacts.callable_numbers("010 6512 3456", "HK") == "+861065123456"
    assert contacts.callable_numbers("0912 345 678", "HK") == "+886912345678"
    assert contacts.callable_numbers("9123 4567", "CN") == "+85291234567"


def test_two_numbers_are_told_apart_by_their_last_digits() -> None:
    assert contacts.last_digits("+852 9111 0001 / 9222 0002") == "0001"
    assert contacts.last_digits("ext 12") == "12"
    assert contacts.last_digits("") == ""


def test_what_is_no_number_is_shown_as_it_stands() -> None:
    (phone,) = contacts.phones("ask the secretary", "HK")
    assert (phone.shown, phone.e164) == ("ask the secretary", "")
    assert contacts.not_a_phone("9123 4567 / none") == "none"
    assert contacts.not_a_phone("9123 4567 / +86 138 0013 8000") == ""


def test_addresses_and_what_is_none() -> None:
    assert contacts.addresses("a@example.hk; b@example.hk") == ("a@example.hk", "b@example.hk")
    assert contacts.not_an_address("a@example.hk / b@example") == "b@example"
    assert contacts.not_an_address("may@example.hk") == ""


def test_tags_are_each_there_once_in_the_order_in_which_they_were_written() -> None:
    assert contacts.tidy_tags("press, 晚宴、#press VIP; Press,,") == "press, 晚宴, press VIP"
    assert contacts.tags("VIP, vip, Vip") == ("VIP",)


@given(st.text())
def test_whatever_is_written_is_stored_once_and_for_all(text: str) -> None:
    for tidy in (contacts.tidy_parts, contacts.tidy_tags):
        once = tidy(clean(text))
        assert tidy(clean(once)) == once
    for phone in contacts.phones(clean(text), "HK"):
        assert phone.written
        assert phone.e164 == "" or phone.e164[1:].isdigit()
