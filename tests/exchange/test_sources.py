"""What other programs export goes in by its headers: pretix, Indico, Eventbrite, and vCards."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.list_headers import Meaning
from desktop.domain.list_values import ListedPerson, PeopleList
from desktop.domain.people_list import read_people
from desktop.domain.verdicts import Status
from desktop.errors import UserError
from desktop.exchange.sheets import STANDARD_LIMITS
from desktop.exchange.tables import read_sheets
from desktop.exchange.vcards import read_vcards, write_vcards

PRETIX = """\
Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,Variation,Price,Tax rate,Tax rule,\
Tax value,Attendee name,Attendee name: Given name,Attendee name: Family name,Attendee email,Company,Address,ZIP code,\
City,Country,State,Voucher,Pseudonymization ID,Ticket secret,Seat ID,Seat name,Seat zone,Seat row,Seat number,Blocked,\
Valid from,Valid until,Order comment,Follow-up date,Dietary requirements,Invoice address name,Sales channel,Order locale
A0B1C,1,Paid,buyer@example.org,+85291234567,2026-03-01,10:00,VIP,,0.00,0.00,,0.00,Tai Man Chan,Tai Man,Chan,\
tm@example.org,HKUST,1 Road,,Hong Kong,HK,,,ABC,k3x,s-1,Row A Seat 7,,A,7,,,,front row,,Vegetarian,Buyer Ltd,web,en
D2E3F,1,Canceled,b@example.org,,2026-03-01,10:05,Delegate,Early,0.00,0.00,,0.00,李小明,小明,李,ms@example.org,港大,,,,,,\
,DEF,k3y,,,,,,,,,,,,,web,zh-hant
"""
INDICO = """\
ID,Name,Email Address,Affiliation,Position,Phone Number,Title,Country,Registration date,Registration state,\
Price,Checked in
1,"CHAN, Tai Man",tm@example.org,HKUST,Professor,+852 9123 4567,Dr,HK,2026-03-01T10:00,Completed,0,False
2,"LI, Siu Ming",sm@example.org,HKU,Lecturer,,Ms,HK,2026-03-01T10:05,Withdrawn,0,False
"""
EVENTBRITE = """\
Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,Currency,\
Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,Attendee Status,Home City,Job Title,Company,\
Cell Phone
1001,2026-03-01,Mary,O'Neill,mary@example.org,1,,VIP,5001,,Free,HKD,0.00,0.00,0.00,0.00,Attending,HK,Director,Acme,91234567
1002,2026-03-01,小明,李,ms@example.org,1,,Delegate,5002,,Free,HKD,0.00,0.00,0.00,0.00,Not Attending,HK,講師,港大,
"""


def read(folder: Path, name: str, text: str) -> PeopleList:
    path = folder / name
    path.write_text(text, "utf-8")
    (sheet,) = read_sheets(path)
    return read_people(sheet.rows)


def said(person: ListedPerson) -> tuple[object, ...]:
    (post,) = person.posts
    return (
        person.name.name_zh or person.name.name_latin, post.title, post.organisation, person.category, person.status,
        person.email, person.phone,
    )  # fmt: skip


def test_the_csv_of_pretix_is_known(tmp_path: Path) -> None:
    listed = read(tmp_path, "orders.csv", PRETIX)
    assert listed.source == "pretix"
    one, two = listed.people
    assert said(one) == ("Tai Man Chan", "", "HKUST", "VIP", Status.CONFIRMED, "tm@example.org", "+85291234567")
    assert said(two) == ("李小明", "", "港大", "Delegate", Status.CANCELLED, "ms@example.org", "")
    assert (one.seat, one.diet, one.note) == ("Row A Seat 7", "Vegetarian", "front row")
    assert one.extra == (("Order code", "A0B1C"),)
    assert two.extra == (("Order code", "D2E3F"), ("Variation", "Early"))


def test_the_orders_of_pretix_are_known(tmp_path: Path) -> None:
    position = {"id": 1, "item": 5, "variation": None, "addon_to": None, "seat": "A-7", "company": "HKUST"}
    answers = [{"question": 9, "answer": "Vegetarian"}]
    orders = [
        {"code": "A0B1C", "status": "p", "testmode": False, "email": "b@example.org", "phone": "None", "comment": "",
         "positions": [
             {**position, "attendee_name": "Tai Man Chan", "attendee_email": "tm@example.org", "answers": answers},
             {**position, "id": 2, "item": 6, "attendee_name": None, "attendee_email": None, "answers": []},
         ]},
        {"code": "X", "status": "c", "testmode": False, "email": "s@example.org", "phone": "+85261234567",
         "positions": [{**position, "attendee_name": "李小明", "attendee_email": None, "answers": []}]},
        {"code": "T", "status": "p", "testmode": True, "email": "", "phone": "", "positions": [position]},
    ]  # fmt: skip
    items = [
        {"id": 5, "name": "VIP", "admission": True, "variations": []},
        {"id": 6, "name": "T-shirt", "admission": False, "variations": []},
    ]
    event = {"items": items, "questions": [{"id": 9, "question": "Dietary requirements"}], "orders": orders}
    listed = read(tmp_path, "orders.json", json.dumps({"event": event}))
    assert listed.source == "pretix"
    assert [said(person) for person in listed.people] == [
        ("Tai Man Chan", "", "HKUST", "VIP", Status.CONFIRMED, "tm@example.org", ""),
        ("李小明", "", "HKUST", "VIP", Status.CANCELLED, "s@example.org", "+85261234567"),
    ]
    assert listed.people[0].diet == "Vegetarian"


@pytest.mark.parametrize("text", ['{"event": {}}', '{"a": 1}', "{", '{"event": {"items": 1, "orders": 2}}', "{" * 999])
def test_json_that_is_no_order_export_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="not a table"):
        read(tmp_path, "orders.json", text)


def test_the_list_of_indico_is_known(tmp_path: Path) -> None:
    listed = read(tmp_path, "registrations.csv", INDICO)
    assert listed.source == "Indico"
    assert [said(person) for person in listed.people] == [
        ("CHAN, Tai Man", "Professor", "HKUST", "", Status.CONFIRMED, "tm@example.org", "+852 9123 4567"),
        ("LI, Siu Ming", "Lecturer", "HKU", "", Status.CANCELLED, "sm@example.org", ""),
    ]
    assert [person.name.honorific_en for person in listed.people] == ["Dr", "Ms"]


def test_the_report_of_eventbrite_is_known(tmp_path: Path) -> None:
    listed = read(tmp_path, "report.csv", EVENTBRITE)
    assert listed.source == "Eventbrite"
    assert [said(person) for person in listed.people] == [
        ("Mary O'Neill", "Director", "Acme", "VIP", Status.CONFIRMED, "mary@example.org", "91234567"),
        ("李小明", "講師", "港大", "Delegate", Status.DECLINED, "ms@example.org", ""),
    ]


CARDS = """\
BEGIN:VCARD
VERSION:3.0
N:Chan;Tai Man;;Dr.;JP
FN:Dr. Tai Man Chan
ORG:HKUST;School of Engineering
TITLE:Professor\\, Chair
TEL;TYPE=CELL:+852 9123 4567
item1.TEL;type=WORK;type=pref:2358 0000
EMAIL;TYPE=INTERNET:tm@example.org
NOTE:arrives late\\nby taxi
END:VCARD
begin:vcard
VERSION:4.0
FN:李小明
N:李;小明;;;
TEL;VALUE=uri;TYPE="voice,cell":tel:+852-6123-4567
ORG:香港大
 學
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E5=B0=8F=
=E6=98=8E;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E5=B0=8F=E6=98=8E
TEL;CELL:98765432
END:VCARD
"""


def test_cards_of_phones_go_in(tmp_path: Path) -> None:
    listed = read(tmp_path, "contacts.vcf", CARDS)
    assert [(one.name.name_zh, one.name.name_latin, one.phone) for one in listed.people] == [
        ("", "Tai Man Chan", "+852 9123 4567 / 2358 0000"),
        ("李小明", "", "+852-6123-4567"), ("王小明", "", "98765432"),
    ]  # fmt: skip
    first = listed.people[0]
    assert (first.name.honorific_en, first.name.postnominal_en, first.email) == ("Dr.", "JP", "tm@example.org")
    assert (first.posts[0].title, first.posts[0].organisation) == ("Professor, Chair", "HKUST School of Engineering")
    assert first.note == "arrives late\nby taxi"
    assert listed.people[1].posts[0].organisation == "香港大學"


@pytest.mark.parametrize("text", ["BEGIN:VCARD\nFN:A\n", "BEGIN:VCARD\nEND:VCARD\nEND:VCARD\n"])
def test_cards_cut_short_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="damaged or cut short"):
        read(tmp_path, "contacts.vcf", text)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")), max_size=60
)


@given(name=texts, title=texts, note=texts)
def test_any_card_written_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, name: str, title: str, note: str
) -> None:
    path = tmp_path_factory.mktemp("cards") / "a.vcf"
    columns = (Meaning.NAME_ZH, Meaning.TITLE, Meaning.NOTE, Meaning.SKIP)
    assert write_vcards(path, columns, [("甲" + name, title, note, 7)]) == 1
    written = path.read_bytes()
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    (header, row), _photos = read_vcards(written.decode(), "a.vcf", STANDARD_LIMITS)
    assert (row[0], row[header.index("職務")], row[header.index("備註")]) == ("甲" + name, title, note)


@given(st.text(max_size=200))
def test_any_cards_give_rows_or_one_refusal(text: str) -> None:
    try:
        rows, _photos = read_vcards(f"BEGIN:VCARD\n{text}\nEND:VCARD\n", "a.vcf", STANDARD_LIMITS)
    except UserError:
        return
    assert len({len(row) for row in rows}) == 1


def test_a_card_with_many_soft_line_ends_takes_little_time(tmp_path: Path) -> None:
    note = "a=\n" * 400_000
    text = f"BEGIN:VCARD\nFN:陳大文\nNOTE;ENCODING=QUOTED-PRINTABLE:{note}b\nTEL:91234567\nEND:VCARD\n"
    began = time.process_time()
    (_header, row), _photos = read_vcards(text, "a.vcf", STANDARD_LIMITS)
    assert time.process_time() - began < 1
    assert [len(cell) for cell in row] == [3, 8, 400_001]


def test_a_photo_in_a_card_of_any_version_is_found() -> None:
    text = "".join(
        f"BEGIN:VCARD\nFN:{name}\nPHOTO{photo}\nEND:VCARD\n"
        for name, photo in (
            ("甲", ";TYPE=JPEG;ENCODING=b:aGVs\n bG8="), ("乙", ";JPEG;BASE64:aGVsbG8="),
            ("丙", ":data:image/jpeg;base64,aGVsbG8="),
            ("丁", ";VALUE=URI:https://example.org/a.jpg"),
        )
    )  # fmt: skip
    _rows, photos = read_vcards(text, "a.vcf", STANDARD_LIMITS)
    assert photos == {2: b"hello", 3: b"hello", 4: b"hello"}
