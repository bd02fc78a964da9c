"""Lists that other programs export, known by their headers: pretix, Indico, Eventbrite, and our own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop.domain.list_headers import Meaning
from desktop.domain.text import fold
from desktop.domain.verdicts import Status
from desktop.i18n import Language


@dataclass(frozen=True, slots=True)
class Source:
    """A program whose lists are known.

    ``signs`` are folded headers that stand in each of them, ``meanings`` what its headers mean where the words alone
    would mislead. Where it is ``exact``, cells are values that nobody has to interpret.
    """

    name: str
    signs: frozenset[str]
    meanings: Mapping[str, Meaning]
    exact: bool = False


def _folded(*headers: str) -> frozenset[str]:
    return frozenset(map(fold, headers))


def _all(meaning: Meaning, *headers: str) -> dict[str, Meaning]:
    return dict.fromkeys(_folded(*headers), meaning)


_ADDRESS = ("Address", "ZIP code", "City", "Country", "State", "VAT ID")
_PRETIX = Source(
    "pretix",
    _folded("Order code", "Attendee name", "Product"),
    {
        **_all(Meaning.NAME, "Attendee name"),
        **_all(Meaning.EMAIL, "Attendee email"),
        **_all(Meaning.PHONE, "Phone number"),
        **_all(Meaning.CATEGORY, "Product"),
        **_all(Meaning.STATUS, "Status"),
        **_all(Meaning.SEAT, "Seat name"),
        **_all(Meaning.NOTE, "Order comment", "Comment"),
        **_all(Meaning.ORGANISATION, "Company"),
        **_all(Meaning.OTHER, "Order code", "Variation"),
        **_all(
            Meaning.SKIP, "Position ID", "Order date", "Order time", "Price", "Tax rate", "Tax rule", "Tax value",
            "Voucher", "Voucher code", "Pseudonymization ID", "Ticket secret", "Secret", "Seat ID", "Seat zone",
            "Seat row", "Seat number", "Blocked", "Valid from", "Valid until", "Follow-up date", "Checked in",
            "Checked out", "Automatically checked in", "Requires special attention", "Invoice address name",
            "Sales channel", "Order locale", "Event", "Event slug", "Last payment date", "Check-in lists", "Email",
            *_ADDRESS,
        ),
    },
)  # fmt: skip
_INDICO = Source(
    "Indico",
    _folded("ID", "Name", "Registration state"),
    {
        **_all(Meaning.STATUS, "Registration state"),
        **_all(Meaning.STYLE, "Title"),
        **_all(Meaning.ORGANISATION, "Affiliation"),
        **_all(Meaning.TITLE, "Position"),
        **_all(
            Meaning.SKIP, "ID", "First Name", "Last Name", "Registration date", "Modification date", "Created by",
            "Price", "Checked in", "Check-in date", "Payment date", "Consent to publish", "Participant visibility",
            "Picture", "Address",
        ),
    },
)  # fmt: skip
_EVENTBRITE = Source(
    "Eventbrite",
    _folded("Order #", "Attendee #", "Ticket Type"),
    {
        **_all(Meaning.GIVEN_NAME, "First Name"),
        **_all(Meaning.FAMILY_NAME, "Last Name", "Surname"),
        **_all(Meaning.STYLE, "Prefix"),
        **_all(Meaning.CATEGORY, "Ticket Type"),
        **_all(Meaning.STATUS, "Attendee Status"),
        **_all(Meaning.PHONE, "Cell Phone", "Home Phone", "Work Phone"),
        **_all(Meaning.OTHER, "Order #"),
        **_all(
            Meaning.SKIP, "Order Date", "Quantity", "Price Tier", "Attendee #", "Barcode #", "Group", "Order Type",
            "Currency", "Total Paid", "Fees Paid", "Eventbrite Fees", "Eventbrite Payment Processing", "Tax Paid",
            "Gross Sales", "Delivery Method", "Check-in Date", "Date Attending", "Device Name", "Gender", "Age",
            "Birth Date", "Home Address 1", "Home Address 2", "Home City", "Home State", "Home Zip", "Home Country",
        ),
    },
)  # fmt: skip
VCARD: Final = Source("vCard", frozenset(), {}, exact=True)
OURS: Final = Source("Summit Desk", frozenset(), _all(Meaning.SERIAL, "Serial"), exact=True)
VCARD_MARK = "vCard"
"""What the headers begin with under which the cards of phones are read as a table."""
_VCARD = Source(VCARD_MARK, frozenset(), {}, exact=True)
_OUR_COLUMNS = {
    Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.STYLE, Meaning.STYLE_EN, Meaning.HONOURS, Meaning.HONOURS_EN,
    Meaning.TITLE, Meaning.TITLE_EN, Meaning.ORGANISATION, Meaning.ORGANISATION_EN, Meaning.STATUS,
}  # fmt: skip


def source_of(headers: Iterable[str]) -> Source | None:
    """The program that made a list with these headers, when it is known; ours is told by ``is_ours``."""
    found = _folded(*headers)
    if found and all(header.startswith(fold(VCARD_MARK)) for header in found):
        return _VCARD
    return next((source for source in (_PRETIX, _INDICO, _EVENTBRITE) if source.signs <= found), None)


def is_ours(meanings: Iterable[Meaning]) -> bool:
    """Whether only our own export has columns for all of these."""
    return set(meanings) >= _OUR_COLUMNS


_STATUS: Mapping[Status, str] = {
    Status.INVITED: """
        invited pending unpaid awaitingpayment 已邀請 已邀请 受邀 待覆 待回覆 待回复 待定 n
    """,
    Status.CONFIRMED: """
        confirmed paid completed complete attending checkedin placed approved registered yes 已確認 已确认 確認 确认
        出席 是 參加 参加 已報名 已报名 p
    """,
    Status.DECLINED: """
        declined rejected notattending regret regrets no 婉拒 已婉拒 謝絕 谢绝 不出席 缺席 請假 请假 否 不參加 不参加
        無法出席 无法出席 未能出席
    """,
    Status.CANCELLED: """
        cancelled canceled refunded withdrawn expired deleted transferred 已取消 取消 作廢 作废 退票 c e
    """,
}
_STATUS_WORDS = {word: status for status, words in _STATUS.items() for word in words.split()}


def status_of(said: str) -> Status | None:
    """The status that a cell names, in any of our languages or a known program's words; None for other words."""
    return _STATUS_WORDS.get(fold(said)) if said else None


def meaning_in(source: Source, header: str) -> Meaning | None:
    """What a header means in a list of ``source``; None leaves it to its words. Parts of a name are not read twice."""
    folded = fold(header)
    whole, _, part = folded.partition(":")
    return Meaning.SKIP if part and whole in source.meanings else source.meanings.get(folded)


_LANGUAGES: Mapping[Language, str] = {
    Language.ZH_HANT: "zh-hant zh_hant 繁體 繁体 繁體中文 繁体中文 繁中 中文(繁體) 中文(繁体) traditionalchinese",
    Language.ZH_HANS: "zh-hans zh_hans 簡體 简体 簡體中文 简体中文 簡中 简中 中文(簡體) 中文(简体) simplifiedchinese",
    Language.EN: "en english 英文 英語 英语",
}
_LANGUAGE_WORDS = {word: language for language, words in _LANGUAGES.items() for word in words.split()}


def language_of(said: str) -> Language | None:
    """The language that a cell names; None for other words."""
    return _LANGUAGE_WORDS.get(fold(said)) if said else None
