"""Anyone is found from anything, best first; the index follows every change; nothing that is typed breaks it."""

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.models import Badge, Organisation, Person, Post, Registration
from desktop.progress import Progress
from desktop.services import categories, checkpoints, imports
from desktop.services.events import EventRow
from desktop.services.search import Ambiguous, Hit, NotFound, find, resolve
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.search_index import rebuild
from tests.world import GUEST_LIST, SUMMIT, World


@pytest.fixture
def listed(world: World) -> UUID:
    """The summit with the 25 people of the organisers' list, each with a badge."""
    with world.db.write() as session:
        event: UUID = imports.import_people(session, imports.read_list(GUEST_LIST), None, Progress()).event
    return event


def search(world: World, event: UUID, typed: str, limit: int = 10) -> list[Hit]:
    with world.db.read() as session:
        return find(session, event, typed, limit=limit)


def names(world: World, event: UUID, typed: str, limit: int = 10) -> list[str]:
    return [hit.name for hit in search(world, event, typed, limit)]


def check_index(world: World) -> None:
    """The index is what it would be if made anew, and FTS5 finds it at one with its content."""
    words = text("SELECT registration_id, words FROM search_entry ORDER BY registration_id")
    with world.db.write() as session:
        session.connection().execute(text("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"))
        before = session.execute(words).all()
        rebuild(session)
        assert session.execute(words).all() == before


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *[(typed, "解玲") for typed in ("xieling", "xie ling", "xl", "解玲", "玲", "解", "xiè líng", "xie4 ling2")],
        *[(typed, "孫東") for typed in ("孙东", "孫東", "孫　東", "sundong", "sun dong", "Sun", "sd", "sundo", "東")],
        *[(typed, "李焯芬") for typed in ("lizhuofen", "li zhuo fen", "lizhuo", "lzf", "lizf", "zhuofen", "lichaofen")],
        *[
            (typed, "李焯芬")
            for typed in ("lee cheuk fan", "Lee Cheuk-Fan", "cheuk fan", "lei5 coek3 fan1", "焯", "李焯")
        ],
        *[(typed, "盧金榮") for typed in ("lo kam wing", "卢金荣", "lujinrong", "盧")],
        *[(typed, "鐘永喜") for typed in ("钟永喜", "鍾永喜", "zhongyongxi", "chung wing hei")],
        *[(typed, "楊莉珊") for typed in ("香江", "香江國際", "CEO", "ceo", "香江国际")],
        *[(typed, "史宗愷") for typed in ("szk", "清华大学", "校務委員會")],
        *[(typed, "施榮懷") for typed in ("sze wing wai", "shironghuai", "名譽會長 施")],
        *[(typed, "於宏宇") for typed in ("于宏宇", "yuhongyu", "航天", "yu hong yu")],
        *[(typed, "李家超") for typed in ("lee ka chiu", "行政長官", "行政长官", "ljc", "lijiachao")],
    ],
)
def test_the_guests_of_the_summit_are_found_first(world: World, listed: UUID, typed: str, name: str) -> None:
    assert names(world, listed, typed)[0] == name


def test_each_of_the_25_is_found_by_every_single_character_of_the_name(world: World, listed: UUID) -> None:
    guests = {
        hit.name for surname in "李孫黃王胡施楊鐘史唐盧郭解肖秦邢汪於" for hit in search(world, listed, surname, 50)
    }
    assert len(guests) == 25
    for guest in guests:
        for character in guest:
            assert guest in names(world, listed, character, 50)
        assert names(world, listed, guest)[0] == guest


def test_a_hit_says_all_that_a_line_shows(world: World, listed: UUID) -> None:
    hit = search(world, listed, "解玲")[0]
    assert (hit.name_zh, hit.title, hit.status, hit.arrived) == ("解玲", "交流處副處長", Status.CONFIRMED, False)
    assert hit.organisation == "中央政府駐港聯絡辦北京聯絡部"
    assert hit.category.hant == "貴賓"
    assert hit.score == 1


def test_the_name_comes_before_its_beginning_and_names_before_organisations(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "王中", "李中華", "李中", "李中原", "中田一郎")
    with world.db.write() as session:
        key = journal_of(session).new_id()
        insert_rows(session, Organisation, [{"id": key, "name_zh": "李中基金會"}])
        person = session.get_one(Registration, guests[0]).person_id
        insert_rows(
            session, Post, [{"id": uuid4(), "person_id": person, "organisation_id": key, "rank": 1, "title_zh": "主席"}]
        )
    assert names(world, summit.id, "李中") == ["李中", "李中華", "李中原", "王中"]
    assert names(world, summit.id, "李中", 1) == ["李中"]
    assert names(world, summit.id, "中")[0] == "中田一郎"
    assert names(world, summit.id, "lizhong")[:3] == ["李中", "李中華", "李中原"]


def test_a_latin_word_comes_before_the_surnames_reading_beginnings_and_rarer_readings(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, "任寶珊", category="vip")
    for name, latin in (("林詠婷", "LEEUW Wing"), ("李輝", "Li Hui"), ("李曉敏", "LEE Hiu-man")):
        rename(world, world.guests(summit, name)[0], name_latin=latin)
    assert names(world, summit.id, "lee") == ["李曉敏", "李輝", "林詠婷", "任寶珊"]
    assert names(world, summit.id, "l")[-1] == "任寶珊"


def test_those_who_are_expected_come_before_those_who_cancelled(world: World, summit: EventRow) -> None:
    first, second = world.guests(summit, "陳大文", "陈大文")
    assert [hit.registration for hit in search(world, summit.id, "chendawen")] == [first, second]
    with world.db.write() as session:
        session.get_one(Registration, first).status = Status.CANCELLED
    assert [hit.registration for hit in search(world, summit.id, "chendawen")] == [second, first]
    assert names(world, summit.id, "陳大文") == ["陳大文", "陈大文"]


def test_those_who_are_not_here_yet_come_first_even_of_more_than_are_looked_at(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, *["陳大文"] * 40)
    for badge in world.badges(summit)[:-1]:
        world.scan(summit, badge.token)
    assert search(world, summit.id, "chan tai man")[0].registration == guests[-1]
    assert [hit.arrived for hit in search(world, summit.id, "陳")][:2] == [False, True]


def test_at_a_checkpoint_those_who_may_enter_and_have_not_entered_there_come_first(
    world: World, summit: EventRow
) -> None:
    delegate, inside, wanted = world.guests(summit, "陳大文", "陳大文", "陳大文")
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip").id
        for key in (inside, wanted):
            session.get_one(Registration, key).category_id = vip
        room = checkpoints.add_checkpoint(session, summit.id, "room", LocalName(en="Room"), (vip,))
    badges = world.badges(summit)
    world.scan(summit, badges[2].token)
    world.scan(summit, badges[1].token, code="room")
    with world.db.read() as session:
        found = find(session, summit.id, "陳大文", checkpoint_id=room.id)
    assert [hit.registration for hit in found] == [wanted, inside, delegate]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *[(typed, "徐志摩") for typed in ("hsu chih-mo", "Hsü Chih-mo", "hsuchihmo", "Chih Mo Hsu")],
        *[(typed, "蔡瑩文") for typed in ("tsai ing-wen", "ts'ai ying-wen", "tsai ing w")],
        *[(typed, "李喆") for typed in ("李喆", "李哲", "lizeh", "li zhee")],
        *[(typed, "高峯") for typed in ("高峰", "高峯", "gaofegn", "ko fung", "ko fugn")],
        *[(typed, "里見純") for typed in ("裏見純", "裡見", "里见纯")],
        *[(typed, "GARCÍA López") for typed in ("garcai", "gacria", "agrcia", "garcia lopes", "grcia")],
    ],
)
def test_other_spellings_variants_and_one_slip_find_the_same_person(
    world: World, summit: EventRow, typed: str, name: str
) -> None:
    world.guests(summit, "徐志摩", "蔡瑩文", "李喆", "高峯", "里見純", "王明")
    rename(world, world.guests(summit, "甲")[0], name_zh="", name_latin="GARCÍA López")
    assert names(world, summit.id, typed)[:1] == [name]


def test_a_slip_is_forgiven_only_where_nobody_is_called_so(world: World, summit: EventRow) -> None:
    world.guests(summit, "王偉", "汪唯一", "張偉")
    assert names(world, summit.id, "wangwei") == ["王偉", "汪唯一"]
    assert names(world, summit.id, "wnagwei")[0] == "王偉"
    assert names(world, summit.id, "wgn") == []


def test_what_was_typed_comes_before_its_variants(world: World, summit: EventRow) -> None:
    world.guests(summit, "李喆", "李哲", "李喆之")
    assert names(world, summit.id, "李哲") == ["李哲", "李喆", "李喆之"]


def test_an_honorific_or_title_in_what_is_typed_narrows_and_never_hides(world: World, summit: EventRow) -> None:
    second = world.guests(summit, "李明", "李亮")[1]
    rename(world, second, honorific_zh="教授")
    assert names(world, summit.id, "李教授") == ["李亮", "李明"]
    assert names(world, summit.id, "李明教授")[0] == names(world, summit.id, "Mr Li Ming")[0] == "李明"


def test_each_of_several_numbers_is_found_by_its_end(world: World, summit: EventRow) -> None:
    guest = world.guests(summit, "李明")[0]
    rename(world, guest, phone="+852 9123 4567 / +86 138 0013 8000")
    assert names(world, summit.id, "4567") == names(world, summit.id, "8000") == ["李明"]


def test_surnames_are_found_by_the_reading_that_surnames_have(world: World, summit: EventRow) -> None:
    world.guests(summit, "單霽翔", "曾蔭權", "仇保興", "查良鏞", "區樂民", "樂嘉", "蓋叫天")
    for typed, name in (
        ("shan", "單霽翔"), ("zengyinquan", "曾蔭權"), ("tsang yam kuen", "曾蔭權"), ("qiu", "仇保興"),
        ("zhaly", "查良鏞"), ("oulemin", "區樂民"), ("au lok man", "區樂民"), ("yuejia", "樂嘉"),
        ("gejiaotian", "蓋叫天"),
    ):  # fmt: skip
        assert names(world, summit.id, typed)[0] == name


def test_a_latin_name_is_found_in_any_order_and_case_without_its_accents(world: World, summit: EventRow) -> None:
    rename(world, world.guests(summit, "甲")[0], name_zh="", name_latin="José María GARCÍA-López")
    rename(world, world.guests(summit, "乙")[0], name_zh="", name_latin="Chan Tai-man, Peter")
    for typed in ("jose garcia", "GARCIA JOSÉ", "lopez", "garcia-lopez", "mar jo", "josemaria"):
        assert names(world, summit.id, typed) == ["José María GARCÍA-López"], typed
    for typed in ("peter chan", "chan tai man", "tai man chan", "PETER", "taiman"):
        assert names(world, summit.id, typed) == ["Chan Tai-man, Peter"], typed


def test_phone_and_serial_find_their_owner(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "李明", "張三")
    with world.db.write() as session:
        session.get_one(Person, session.get_one(Registration, guests[1]).person_id).phone = "+852 9123 4567"
    serial = world.badges(summit)[0].serial
    assert names(world, summit.id, "4567") == ["張三"]
    assert names(world, summit.id, "9123 4567") == ["張三"]
    for typed in (serial, serial.replace("-", ""), serial.lower(), serial.split("-")[1]):
        assert names(world, summit.id, typed)[0] == "李明"
    assert search(world, summit.id, serial)[0].serial == serial


def test_an_old_serial_still_finds_its_guest_who_shows_the_valid_one(world: World, summit: EventRow) -> None:
    world.guests(summit, "李明")
    badge = world.badges(summit)[0]
    with world.db.write() as session:
        session.get_one(Badge, badge.badge).revoked_at = world.db.now()
    assert [hit.serial for hit in search(world, summit.id, badge.serial)] == [""]
    valid = next(row for row in world.badges(summit) if row.revoked_at is None)
    assert [hit.serial for hit in search(world, summit.id, badge.serial)] == [valid.serial]


def test_only_the_event_that_is_asked_is_searched(world: World, summit: EventRow) -> None:
    other = world.summit(SUMMIT)
    world.guests(summit, "李明")
    world.guests(other, "李明", "李亮")
    world.guests(summit, "李光")
    assert names(world, summit.id, "李") == ["李明", "李光"]
    assert names(world, other.id, "李") == ["李明", "李亮"]
    assert names(world, uuid4(), "李") == []


def rename(world: World, registration: UUID, **values: str) -> None:
    with world.db.write() as session:
        person = session.get_one(Person, session.get_one(Registration, registration).person_id)
        for field, value in values.items():
            setattr(person, field, value)


def test_who_is_renamed_is_found_by_the_new_name_alone(world: World, summit: EventRow) -> None:
    guest = world.guests(summit, "李明")[0]
    rename(world, guest, name_zh="王亮")
    assert names(world, summit.id, "李明") == names(world, summit.id, "liming") == []
    assert names(world, summit.id, "wangliang") == ["王亮"]
    check_index(world)


def test_a_deleted_registration_or_person_vanishes_and_comes_back_when_restored(world: World, summit: EventRow) -> None:
    one, other = world.guests(summit, "李明", "李亮")
    with world.db.write() as session:
        session.get_one(Registration, one).deleted_at = world.db.now()
        session.get_one(Person, session.get_one(Registration, other).person_id).deleted_at = world.db.now()
    assert names(world, summit.id, "李") == []
    check_index(world)
    with world.db.write() as session:
        session.get_one(Registration, one).deleted_at = None
    assert names(world, summit.id, "李") == ["李明"]
    check_index(world)


def test_merging_moves_posts_and_badges_with_the_one_who_stays(world: World, summit: EventRow) -> None:
    kept, gone, third = world.guests(summit, "李明", "李明", "王亮")
    old = world.badges(summit)[1].serial
    with world.db.write() as session:
        of = {key: session.get_one(Registration, key).person_id for key in (kept, gone, third)}
        insert_rows(session, Post, [{"id": uuid4(), "person_id": of[gone], "rank": 1, "title_zh": "館長"}])
        insert_rows(session, Post, [{"id": uuid4(), "person_id": of[third], "rank": 1, "title_zh": "領隊"}])
    with world.db.write() as session:
        for post in session.query(Post):
            post.person_id = of[kept]
        badge = session.query(Badge).filter_by(serial=old).one()
        badge.registration_id = kept
        session.get_one(Registration, gone).deleted_at = world.db.now()
        session.get_one(Person, of[gone]).deleted_at = world.db.now()
    for typed in ("李明", "館長", "領隊", old):
        assert [hit.registration for hit in search(world, summit.id, typed)] == [kept], typed
    check_index(world)


def test_an_organisation_that_is_renamed_is_found_by_its_new_name(world: World, listed: UUID) -> None:
    with world.db.write() as session:
        session.query(Organisation).filter_by(name_zh="香港科技大學").one().abbreviation = "HKUST"
    assert set(names(world, listed, "hkust")) == {"汪揚", "於宏宇"}
    check_index(world)


def test_an_import_that_is_taken_back_leaves_nothing_to_find(world: World) -> None:
    with world.db.write() as session:
        done = imports.import_people(session, imports.read_list(GUEST_LIST), None, Progress())
    check_index(world)
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    assert names(world, done.event, "李") == []
    check_index(world)


NAMES = st.sampled_from(["李明", "李亮", "單一", "欧阳修", "Łódź Ørsted", "王", "𠮷田"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "delete", "restore", "post", "badges"]), st.integers(0, 9), NAMES),
    max_size=12,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_any_changes_the_index_is_what_it_would_be_made_anew(
    world: World, summit: EventRow, steps: list[tuple[str, int, str]]
) -> None:
    guests = world.guests(summit, "林一", "林二")
    for step, place, name in steps:
        guest = guests[place % len(guests)]
        if step == "add":
            guests += world.guests(summit, name)
        elif step == "rename":
            rename(world, guest, name_zh=name, name_latin=name, phone=str(place) * 8)
        elif step == "badges":
            world.badges(summit)
        else:
            with world.db.write() as session:
                row = session.get_one(Registration, guest)
                if step == "post":
                    insert_rows(
                        session, Post, [{"id": uuid4(), "person_id": row.person_id, "rank": 1, "title_zh": name}]
                    )
                else:
                    row.deleted_at = world.db.now() if step == "delete" else None
    check_index(world)


HOSTILE = [
    '"', "'", "''; DROP TABLE search", "*", "a*", "^a", "NEAR(a b)", "a OR", "AND", "NOT a", "a:b", "words:a",
    "(", ")", "{a}", "-a", "+", "%", "_", "\\", "\x00", "a\x00b", "\ud800", "李\u200b", "🈶", "ﷺ", "İ", "ß", "½",
    "a" * 5000, "李a" * 200, "a " * 500,
]  # fmt: skip


@pytest.mark.parametrize("typed", [*HOSTILE, "", " ", "　"])
def test_operators_quotes_and_debris_are_only_text(world: World, listed: UUID, typed: str) -> None:
    assert len(search(world, listed, typed)) <= 10


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet="李lee\"*()^:-+ ORANDT'{}", max_size=30))
def test_nothing_that_can_be_typed_is_an_error(world: World, summit: EventRow, typed: str) -> None:
    search(world, summit.id, typed)


def test_a_person_is_named_by_key_serial_or_a_text_that_finds_exactly_one(world: World, listed: UUID) -> None:
    guest = search(world, listed, "解玲")[0].registration
    with world.db.read() as session:
        for named in (str(guest), guest.hex, "解玲", "xieling", "交流處副處長", "xie ling"):
            assert resolve(session, listed, named) == guest, named


def test_a_whole_name_names_its_owner_though_others_begin_with_it(world: World, summit: EventRow) -> None:
    short, _ = world.guests(summit, "李中", "李中華")
    serial = world.badges(summit)[0].serial
    with world.db.read() as session:
        assert resolve(session, summit.id, "李中") == short
        assert resolve(session, summit.id, serial.replace("-", "").lower()) == short


def test_a_text_that_finds_several_or_nobody_is_refused(world: World, summit: EventRow) -> None:
    world.guests(summit, "李明", "李明", "李亮")
    with world.db.read() as session:
        with pytest.raises(Ambiguous, match=r"“李明” finds 2 people"):
            resolve(session, summit.id, "李明")
        with pytest.raises(Ambiguous, match=r"finds 3 people"):
            resolve(session, summit.id, "li")
        for nobody in ("王", "", "***", str(uuid4()), "A-7K3PX"):
            with pytest.raises(NotFound):
                resolve(session, summit.id, nobody)
