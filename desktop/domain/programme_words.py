"""How kinds of items, parts of people, departments and the rest are called, and understood in either script."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Generic, TypeVar

from desktop.domain.matching import one_script
from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.text import fold
from desktop.errors import N_


class Timing(StrEnum):
    """What more is said of when an item is than its times."""

    FOLLOWS = "follows"
    FIXED_START = "fixed_start"
    FIXED_END = "fixed_end"
    SPARE = "spare"


KIND_WORDS: Final[Mapping[ItemKind, str]] = {
    ItemKind.ARRIVAL: N_("Arrival of guests"),
    ItemKind.OPENING: N_("Opening"),
    ItemKind.SPEECH: N_("Speech"),
    ItemKind.VIDEO_ADDRESS: N_("Video address"),
    ItemKind.KEYNOTE: N_("Keynote"),
    ItemKind.POLICY: N_("Policy presentation"),
    ItemKind.INITIATIVE: N_("Initiative announced"),
    ItemKind.ROADSHOW: N_("Roadshow"),
    ItemKind.SIGNING: N_("Signing"),
    ItemKind.LAUNCH: N_("Launch"),
    ItemKind.PLEDGE: N_("Pledge"),
    ItemKind.UNVEILING: N_("Unveiling"),
    ItemKind.AWARD: N_("Award"),
    ItemKind.CONTEST: N_("Contest round"),
    ItemKind.PHOTO: N_("Group photo"),
    ItemKind.TALKS: N_("Talks"),
    ItemKind.EXHIBITION: N_("Exhibition"),
    ItemKind.MEAL: N_("Meal"),
    ItemKind.BREAK: N_("Break"),
    ItemKind.CUSTOM: N_("Other item"),
}
PART_WORDS: Final[Mapping[Part, str]] = {
    Part.MC: N_("MC"),
    Part.SPEAKER: N_("Speaker"),
    Part.MODERATOR: N_("Moderator"),
    Part.PANELLIST: N_("Panellist"),
    Part.PITCHER: N_("Pitcher"),
    Part.OFFICIATING: N_("Officiating guest"),
    Part.WITNESS: N_("Witness"),
    Part.PARTNER: N_("Partner"),
    Part.PRESENTER: N_("Presenter"),
    Part.RECIPIENT: N_("Recipient"),
    Part.JUDGE: N_("Judge"),
    Part.CONTESTANT: N_("Contestant"),
    Part.INTERPRETER: N_("Interpreter"),
    Part.USHER: N_("Usher"),
    Part.GUEST: N_("Guest"),
}
AUDIENCE_WORDS: Final[Mapping[Audience, str]] = {Audience.PUBLIC: N_("Public"), Audience.CREW: N_("Crew")}
DEPARTMENT_WORDS: Final[Mapping[Department, str]] = {
    Department.STAGE: N_("Stage"),
    Department.SOUND: N_("Sound"),
    Department.LIGHT: N_("Lighting"),
    Department.SCREEN: N_("Screen"),
    Department.USHERS: N_("Ushers"),
}
MATERIAL_WORDS: Final[Mapping[MaterialKind, str]] = {
    MaterialKind.VIDEO: N_("Video"),
    MaterialKind.SLIDES: N_("Slides"),
    MaterialKind.SPEECH: N_("Text of the speech"),
    MaterialKind.OTHER: N_("Other material"),
}
STATE_WORDS: Final[Mapping[MaterialState, str]] = {
    MaterialState.AWAITED: N_("Awaited"),
    MaterialState.RECEIVED: N_("Received"),
    MaterialState.CHECKED: N_("Checked"),
}
TIMING_WORDS: Final[Mapping[Timing, str]] = {
    Timing.FOLLOWS: N_("Follows"),
    Timing.FIXED_START: N_("Fixed start"),
    Timing.FIXED_END: N_("Fixed end"),
    Timing.SPARE: N_("If time allows"),
}

# In Simplified characters, which all others are brought into before they are compared; longer words win.
_KINDS: Final = {
    ItemKind.ARRIVAL: """
        签到 到场 嘉宾到场 嘉宾签到 报到 登记 入场 进场 候场 迎宾 接待
        arrival registration registrations check-in doorsopen
    """,
    ItemKind.OPENING: "开幕 开幕式 开幕仪式 开场 开始 致欢迎辞 司仪开场 闭幕 闭幕式 opening openingceremony closing",
    ItemKind.SPEECH: """
        致辞 致词 讲话 发言 演讲 欢迎辞 欢迎词 总结 speech speeches address remarks welcomeremarks welcomeaddress
        closingremarks talk lecture presentation
    """,
    ItemKind.VIDEO_ADDRESS: """
        视频致辞 视频致词 视像致辞 录像致辞 视频讲话 影片致辞 videoaddress videospeech videomessage
    """,
    ItemKind.KEYNOTE: "主旨演讲 主题演讲 主旨发言 主题发言 主旨报告 专题演讲 keynote keynotespeech keynoteaddress",
    ItemKind.POLICY: "推介 政策推介 政策介绍 政策宣讲 政策发布 政策解读 policy policypresentation policypitch",
    ItemKind.INITIATIVE: """
        发布 倡议 倡议发布 成果发布 宣布 宣读倡议 initiative announcement initiativeannounced release
    """,
    ItemKind.ROADSHOW: "路演 项目路演 项目推介 项目介绍 创科项目推介 roadshow pitch pitches pitching demoday",
    ItemKind.SIGNING: "签约 签约仪式 签署 签署仪式 项目签约 集体签约 signing signings signingceremony",
    ItemKind.LAUNCH: "启动 启动仪式 启动礼 亮灯 启用 launch launchceremony kick-off",
    ItemKind.PLEDGE: "承诺 宣誓 伙伴承诺 共同承诺 宣言 pledge pledges declaration oath",
    ItemKind.UNVEILING: """
        揭牌 揭幕 揭牌仪式 揭幕仪式 揭幕礼 剪彩 unveiling plaqueunveiling ribbon-cutting ribboncutting
    """,
    ItemKind.AWARD: "颁奖 颁奖仪式 颁奖礼 授牌 颁发 聘书 颁发聘书 award awards awardceremony prize prizes prize-giving",
    ItemKind.CONTEST: """
        比赛 竞赛 决赛 初赛 复赛 大赛 赛事 答辩 contest contestround competition final finals semi-final
    """,
    ItemKind.PHOTO: "合影 合照 大合照 集体合影 拍照 留影 groupphoto photo photos photograph photosession phototaking",
    ItemKind.TALKS: """
        洽谈 商谈 洽商 对接 交流 座谈 论坛 圆桌 圆桌对话 对话 讨论 自由洽商 talks panel paneldiscussion discussion
        roundtable workshop networking businessmatching matching forum dialogue
    """,
    ItemKind.EXHIBITION: "展览 展示 参展 巡展 参观展览 巡馆 参观 exhibition exhibit expo tour",
    ItemKind.MEAL: """
        午餐 晚餐 早餐 午宴 晚宴 宴会 欢迎晚宴 用餐 餐叙 酒会 午膳 晚膳 茶会 meal lunch dinner breakfast banquet
        luncheon reception cocktail galadinner
    """,
    ItemKind.BREAK: "休息 茶歇 小休 中场休息 茶点 break teabreak coffeebreak coffee recess intermission",
    ItemKind.CUSTOM: "其他 其它 其他环节 自定义 custom other otheritem misc",
}
_PARTS: Final = {
    Part.MC: "司仪 主持 主持人 mc mcs emcee host",
    Part.SPEAKER: """
        讲者 演讲者 致辞 致词 演讲 致辞嘉宾 演讲嘉宾 主讲 主讲人 发言 发言人 speaker speakers speech keynote
    """,
    Part.MODERATOR: "对话主持 论坛主持 主持嘉宾 moderator moderators chair",
    Part.PANELLIST: "对话嘉宾 讨论嘉宾 圆桌嘉宾 论坛嘉宾 panellist panellists panelist panelists panel",
    Part.PITCHER: "路演者 路演 路演人 项目方 推介 推介人 创始人 pitcher pitchers pitch founder founders",
    Part.OFFICIATING: """
        主礼嘉宾 主礼 启动嘉宾 剪彩嘉宾 揭幕嘉宾 officiating officiatingguest officiatingguests guestofhonour
    """,
    Part.WITNESS: "见证 见证人 见证嘉宾 witness witnesses",
    Part.PARTNER: "伙伴 合作伙伴 签约方 签约代表 合作方 partner partners",
    Part.PRESENTER: "颁奖嘉宾 颁奖人 颁奖 颁发 presenter presenters awardpresenter",
    Part.RECIPIENT: "获奖者 获奖 得奖者 得奖 领奖 领奖人 recipient recipients winner winners awardee awardees",
    Part.JUDGE: "评委 评审 评判 点评 点评嘉宾 judge judges jury",
    Part.CONTESTANT: "选手 参赛者 参赛 参赛队伍 contestant contestants finalist finalists team teams",
    Part.INTERPRETER: "翻译 传译 口译 传译员 interpreter interpreters interpretation",
    Part.USHER: "礼仪 引导 引座 礼仪人员 usher ushers",
    Part.GUEST: "嘉宾 出席 出席嘉宾 参与 参与者 参与嘉宾 人员 guest guests participant participants attendees",
}
_AUDIENCES: Final = {
    Audience.PUBLIC: "公开 对外 全部 所有人 public everyone all",
    Audience.CREW: "内部 工作人员 仅内部 不公开 后台 crew internal staff private",
}
_DEPARTMENTS: Final = {
    Department.STAGE: "舞台 道具 台务 stage props",
    Department.SOUND: "音响 音乐 音频 声音 音效 话筒 麦克风 sound audio music microphone mic",
    Department.LIGHT: "灯光 灯 light lights lighting",
    Department.SCREEN: "屏幕 大屏 大屏幕 银幕 画面 视频 led screen video visual visuals",
    Department.USHERS: "礼仪 引导 礼仪人员 ushers usher",
}
_MATERIALS: Final = {
    MaterialKind.VIDEO: "视频 影片 video film",
    MaterialKind.SLIDES: "幻灯片 简报 演示文稿 ppt slides deck",
    MaterialKind.SPEECH: "讲稿 演讲稿 致辞稿 textofthespeech speech script",
    MaterialKind.OTHER: "其他 其他材料 other othermaterial",
}
_STATES: Final = {
    MaterialState.AWAITED: "待收 待交 未收 awaited waiting",
    MaterialState.RECEIVED: "已收 已收到 received",
    MaterialState.CHECKED: "已检查 已核对 已核 checked",
}
_TIMINGS: Final = {
    Timing.FOLLOWS: "接续 接着 顺接 follows follow",
    Timing.FIXED_START: "准时开始 固定开始 开始时间固定 fixedstart",
    Timing.FIXED_END: "准时结束 固定结束 结束时间固定 fixedend",
    Timing.SPARE: "视时间而定 机动 备用 iftimeallows spare",
}
_BRACKETED = re.compile(r"\(.*?\)")
_LEAST = 2


def word_key(text: str) -> str:
    """What two spellings of one word have in common: script, case and white space don't count."""
    return one_script(fold(text))


Meant = TypeVar("Meant", bound=StrEnum)


class Words(Generic[Meant]):
    """Words and what they mean; the values of the enumeration themselves are words, too."""

    def __init__(self, words: Mapping[Meant, str], said: Mapping[Meant, str]) -> None:
        self._meanings = {word: meant for meant, listed in words.items() for word in listed.split()}
        self._meanings |= {fold(sentence): meant for meant, sentence in said.items()}
        self._meanings |= {meant.value: meant for meant in words}
        self._longest = sorted(self._meanings, key=len, reverse=True)

    def exactly(self, text: str) -> Meant | None:
        """What ``text`` alone means; a remark in brackets doesn't count."""
        key = word_key(text)
        return self._meanings.get(key) or self._meanings.get(_BRACKETED.sub("", key))

    def within(self, text: str) -> Meant | None:
        """What the longest known Chinese word in ``text`` means, the last of several, or its English words."""
        key = word_key(text)
        found = [word for word in self._longest if len(word) >= _LEAST and not word.isascii() and word in key]
        if found:
            return self._meanings[max(found, key=lambda word: (len(word), key.rfind(word) + len(word)))]
        english = re.findall(r"[a-z-]+", text.casefold())
        runs = ("".join(english[at : at + length]) for length in (3, 2, 1) for at in range(len(english)))
        return next((self._meanings[run] for run in runs if run in self._meanings), None)


KINDS: Final = Words(_KINDS, KIND_WORDS)
PARTS: Final = Words(_PARTS, PART_WORDS)
AUDIENCES: Final = Words(_AUDIENCES, AUDIENCE_WORDS)
DEPARTMENTS: Final = Words(_DEPARTMENTS, DEPARTMENT_WORDS)
MATERIALS: Final = Words(_MATERIALS, MATERIAL_WORDS)
STATES: Final = Words(_STATES, STATE_WORDS)
TIMINGS: Final = Words(_TIMINGS, TIMING_WORDS)

_DEFAULT_PARTS: Final = {
    ItemKind.OPENING: Part.MC,
    ItemKind.ROADSHOW: Part.PITCHER,
    ItemKind.SIGNING: Part.WITNESS,
    ItemKind.LAUNCH: Part.OFFICIATING,
    ItemKind.PLEDGE: Part.PARTNER,
    ItemKind.UNVEILING: Part.OFFICIATING,
    ItemKind.AWARD: Part.PRESENTER,
    ItemKind.CONTEST: Part.CONTESTANT,
    **dict.fromkeys(
        (
            ItemKind.ARRIVAL, ItemKind.PHOTO, ItemKind.TALKS, ItemKind.EXHIBITION, ItemKind.MEAL, ItemKind.BREAK,
            ItemKind.CUSTOM,
        ),
        Part.GUEST,
    ),
}  # fmt: skip


def default_part(kind: ItemKind) -> Part:
    """What somebody does in an item of this ``kind`` of whom no more is said than the name."""
    return _DEFAULT_PARTS.get(kind, Part.SPEAKER)
