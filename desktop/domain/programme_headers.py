"""What the columns of a programme mean, judged by their headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from desktop.domain.programme import Department, Part
from desktop.domain.programme_words import DEPARTMENTS, PARTS, word_key
from desktop.domain.text import has_han


class Field(StrEnum):
    """What a column tells of an item; OTHER is kept as a note, SKIP is not kept.

    ``TIMING`` says whether an item *follows* or has fixed times, which only our own lists do.
    """

    UID = "uid"
    CODE = "code"
    DAY = "day"
    TIME = "time"
    START = "start"
    END = "end"
    DURATION = "duration"
    TIMING = "timing"
    KIND = "kind"
    TITLE = "title"
    TITLE_HANT = "title_hant"
    TITLE_HANS = "title_hans"
    TITLE_EN = "title_en"
    PEOPLE = "people"
    HALL = "hall"
    AUDIENCE = "audience"
    OWNER = "owner"
    LANGUAGE = "language"
    NOTE = "note"
    CUES = "cues"
    MATERIALS = "materials"
    SKIP = "skip"
    OTHER = ""


TITLES: Final = frozenset({Field.TITLE, Field.TITLE_HANT, Field.TITLE_HANS, Field.TITLE_EN})
TIMES: Final = frozenset({Field.TIME, Field.START, Field.END, Field.DURATION})

# In Simplified characters, without white space.
_HEADERS: Final = {
    Field.UID: "识别码 uid guid uuid identifier",
    Field.CODE: """
        编号 代号 代码 环节编号 项目编号 议程编号 id code itemid itemno itemno. itemcode sessionid sessioncode
        ref
    """,
    Field.DAY: "日期 日子 天 活动日期 date day dates",
    Field.TIME: "时间 时段 时间段 起止时间 时间(起止) 具体时间 time times timeslot slot schedule when",
    Field.START: "开始 开始时间 起始 起始时间 起 由 start starts starttime startsat begin begins from",
    Field.END: "结束 结束时间 终止 终止时间 完结 至 止 end ends endtime endsat finish to until",
    Field.DURATION: """
        时长 用时 历时 所需时间 时长(分钟) 分钟 分钟数 duration length minutes mins min duration(min)
        duration(mins)
    """,
    Field.TIMING: "时间安排 timing",
    Field.KIND: "类型 类别 种类 形式 环节类型 活动类型 type kind category itemtype sessiontype format",
    Field.TITLE: """
        项目 环节 议程 内容 标题 题目 主题 名称 事项 活动 议题 流程 环节名称 项目名称 议程内容 活动内容 活动环节
        议程项目 节目 节目名称 节目内容 安排 具体安排 具体内容 日程 日程安排 活动安排 议程安排 演讲题目 演讲主题 讲题
        程序 工作内容
        title item items session agenda agendaitem programme program programmeitem activity topic subject name event
        description
    """,
    Field.TITLE_HANT: "标题(繁体) 标题(繁) 标题(中文) 标题(中) 中文标题 title(traditional) title(chinese) chinesetitle",
    Field.TITLE_HANS: "标题(简体) 标题(简) title(simplified)",
    Field.TITLE_EN: "标题(英文) 标题(英) 英文标题 title(english) englishtitle",
    Field.PEOPLE: """
        讲者/参与 讲者 讲者/嘉宾 嘉宾 人员 参与 参与者 参与人员 参与人 出席 出席者 出席人员 出席嘉宾 参与嘉宾
        演讲嘉宾 演讲者 主讲人
        发言人 姓名 人物 主讲嘉宾 主讲 主讲者 特邀嘉宾 致辞嘉宾 发言嘉宾 与会嘉宾 演讲人 嘉宾姓名 讲者姓名 出席领导
        people persons person speaker speakers participant participants who guest guests
        presenter presenters
    """,
    Field.HALL: "场地 地点 会场 场所 厅 厅房 位置 房间 会议室 hall room venue location place where",
    Field.AUDIENCE: "可见 可见范围 可见性 公开 对象 visibility visibleto audience",
    Field.OWNER: """
        负责 负责人 负责单位 负责部门 责任人 责任单位 责任部门 执行 执行人 跟进 owner responsible incharge
        inchargeof pic
    """,
    Field.LANGUAGE: "语言 language languages",
    Field.NOTE: "备注 说明 注 附注 附註 注释 note notes remark remarks comment comments",
    Field.CUES: "提示 cue cues",
    Field.MATERIALS: "材料 资料 material materials",
    Field.SKIP: "序号 项次 序 次序 no no. # number s/n sn",
}
_FIELDS: Final = {word: field for field, words in _HEADERS.items() for word in words.split()}
_BRACKETED = re.compile(r"\(.*?\)")
_TONGUES: Final = {
    **dict.fromkeys(["英文", "英语", "英", "english", "eng", "en"], Field.TITLE_EN),
    **dict.fromkeys(["中文", "中", "chinese", "chi", "zh"], Field.TITLE),
    **dict.fromkeys(["繁体", "繁体中文", "繁", "traditional"], Field.TITLE_HANT),
    **dict.fromkeys(["简体", "简体中文", "简", "simplified"], Field.TITLE_HANS),
}
_IN_TONGUE = re.compile(rf"(?P<tongue>{'|'.join(sorted(_TONGUES, key=len, reverse=True))})")
_PARTS = re.compile(r"[/|、,&+\n]|(?<=[^\x00-\x7f])(?=[a-z])|(?<=[a-z])(?=[^\x00-\x7f])")
_LONGEST = 40
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class ProgrammeColumn:
    """A column: its index from 0, its header as written, its meaning; whose ``part`` or ``department`` it speaks of."""

    index: int
    header: str
    field: Field
    part: Part | None = None
    department: Department | None = None


def column_of(index: int, header: str) -> ProgrammeColumn:
    """What the column with this ``header`` means."""
    key = word_key(header).strip("*:")
    if not key or len(key) > _LONGEST:
        return ProgrammeColumn(index, header, Field.OTHER)
    for form in (key, _BRACKETED.sub("", key)):
        if form in _FIELDS and (form == key or _FIELDS[form] is not Field.TITLE or _in_tongue(key) is None):
            return ProgrammeColumn(index, header, _FIELDS[form])
    if department := DEPARTMENTS.exactly(header):
        return ProgrammeColumn(index, header, Field.CUES, department=department)
    if part := PARTS.exactly(header):
        return ProgrammeColumn(index, header, Field.PEOPLE, part)
    if field := _in_tongue(key):
        return ProgrammeColumn(index, header, field)
    pieces = [piece for piece in _PARTS.split(key) if piece]
    field = next((_FIELDS[piece] for piece in pieces if piece in _FIELDS), Field.OTHER)
    if field is Field.OTHER and (part := next(filter(None, map(PARTS.exactly, pieces)), None)):
        return ProgrammeColumn(index, header, Field.PEOPLE, part)
    return ProgrammeColumn(index, header, field)


def _in_tongue(key: str) -> Field | None:
    """The title in one language: 環節(英文), 英文環節, Session (English), English session."""
    bracketed = re.fullmatch(r"(.+)\((\w+)\)", key)
    leading = _IN_TONGUE.match(key)
    tongue, rest = (
        (bracketed[2], bracketed[1]) if bracketed else (leading[0], key[leading.end() :]) if leading else ("", "")
    )
    named = {_FIELDS.get(piece) for piece in (rest, *_PARTS.split(rest))}
    return _TONGUES.get(tongue) if Field.TITLE in named else None


def score(row: Sequence[str]) -> int:
    """How many different things the cells of ``row`` name as headers would; 0 without a title and a time among them."""
    fields = {column_of(0, cell).field for cell in row if cell.strip()} - {Field.OTHER}
    return len(fields) if fields & TITLES and fields & TIMES else 0


def find_columns(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[ProgrammeColumn, ...]] | None:
    """The index of the row that names the columns, and what they mean; None where no row does."""
    scores = [score(row) for row in rows[:_DEEPEST]]
    if not any(scores):
        return None
    header = scores.index(max(scores))
    columns = [column_of(index, cell.strip()) for index, cell in enumerate(rows[header])]
    return header, tuple(_once(columns))


def _once(columns: Sequence[ProgrammeColumn]) -> list[ProgrammeColumn]:
    """Of several columns that mean the same, the first does; people, cues and notes may be several.

    Where 環節 and Session are both there, the second is the title in English.
    """
    seen: set[Field] = set()
    found: list[ProgrammeColumn] = []
    title = next((column.header for column in columns if column.field is Field.TITLE), "")
    for column in columns:
        english = column.field is Field.TITLE in seen and has_han(title) and not has_han(column.header)
        if english and not any(other.field is Field.TITLE_EN for other in columns):
            column = replace(column, field=Field.TITLE_EN)
        again = column.field in seen and column.field not in (Field.PEOPLE, Field.CUES, Field.NOTE, Field.SKIP)
        found.append(ProgrammeColumn(column.index, column.header, Field.OTHER) if again else column)
        seen.add(column.field)
    return found
