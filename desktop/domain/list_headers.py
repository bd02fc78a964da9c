"""What the columns of a guest list mean, judged by their headers."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from desktop.domain.text import fold


class Meaning(StrEnum):
    """What a column tells of a person; OTHER is kept as a note, SKIP is not kept."""

    NUMBER = "number"
    NAME = "name"
    NAME_ZH = "name_zh"
    NAME_LATIN = "name_latin"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    STYLE = "style"
    STYLE_EN = "style_en"
    HONOURS = "honours"
    HONOURS_EN = "honours_en"
    TITLE = "title"
    TITLE_EN = "title_en"
    ORGANISATION = "organisation"
    ORGANISATION_EN = "organisation_en"
    CATEGORY = "category"
    ROLE = "role"
    ATTENDANCE = "attendance"
    STATUS = "status"
    SEAT = "seat"
    ESCORT = "escort"
    DELEGATION = "delegation"
    PHONE = "phone"
    EMAIL = "email"
    DIET = "diet"
    LANGUAGE = "language"
    ACCESS = "access"
    TAGS = "tags"
    NOTE = "note"
    SERIAL = "serial"
    HOST = "host"
    SKIP = "skip"
    OTHER = ""


NAMES = frozenset({Meaning.NAME, Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME})

_HEADERS: Mapping[Meaning, str] = {
    Meaning.NUMBER: """
        序號 序号 編號 编号 次序 項次 项次 no no. # number s/n sn serial item
    """,
    Meaning.NAME: """
        姓名 名字 嘉賓姓名 嘉宾姓名 name fullname guestname attendeename participantname delegatename
        nameofguest nameasinpassport nameasshowninpassport nameinpassport nameonpassport passportname
    """,
    Meaning.NAME_ZH: """
        中文姓名 中文名 中文名字 姓名中文 姓名(中文) 姓名(中) namechinese chinesename nameinchinese
        name(chinese) name(中文)
    """,
    Meaning.NAME_LATIN: """
        英文姓名 英文名 英文名字 外文名 姓名英文 姓名(英文) 姓名(英) 拼音 姓名拼音 nameenglish englishname
        nameinenglish name(english) name(英文) romanisedname
    """,
    Meaning.FAMILY_NAME: """
        姓 姓氏 英文姓氏 lastname surname familyname
    """,
    Meaning.GIVEN_NAME: """
        名 firstname givenname forename givennames firstname(s) givenname(s)
    """,
    Meaning.STYLE: """
        稱謂 称谓 稱呼 称呼 尊稱 尊称 salutation honorific prefix mr/ms honorifics titleprefix
    """,
    Meaning.STYLE_EN: """
        英文稱謂 英文称谓 稱謂(英文) 称谓(英文) honorific(english)
    """,
    Meaning.HONOURS: """
        勳銜 勋衔 榮銜 荣衔 postnominal postnominals honours decorations
    """,
    Meaning.HONOURS_EN: """
        英文勳銜 英文勋衔 勳銜(英文) 勋衔(英文) honours(english) postnominal(english) postnominals(english)
    """,
    Meaning.TITLE: """
        職務 职务 職銜 职衔 銜頭 衔头 頭銜 头衔 職稱 职称 職位 职位 職務/銜頭 职务/头衔 職務及頭銜 崗位 岗位
        title jobtitle position designation post posttitle jobposition
    """,
    Meaning.TITLE_EN: """
        英文職務 英文职务 英文職銜 英文职衔 英文職位 英文职位 職務(英文) 职务(英文) 職銜(英文) 职衔(英文) 職位(英文)
        职位(英文) title(english) englishtitle titleinenglish post(english) position(english) jobtitle(english)
    """,
    Meaning.ORGANISATION: """
        單位 单位 機構 机构 公司 組織 组织 企業 企业 學校 学校 院校 團體 团体 單位名稱 单位名称 機構名稱
        机构名称 公司名稱 公司名称 工作單位 工作单位 所屬機構 所属机构 單位全稱 单位全称 機構全稱 机构全称 公司全稱
        公司全称 機關 机关 任職單位 任职单位 company organisation organization
        affiliation institution employer companyname organisationname organizationname school university
    """,
    Meaning.ORGANISATION_EN: """
        英文單位 英文单位 英文機構 英文机构 英文公司名稱 英文公司名称 單位(英文) 单位(英文) 機構(英文) 机构(英文)
        公司(英文) 機構名稱(英文) 机构名称(英文) 公司名稱(英文) 公司名称(英文)
        organisation(english) organization(english) company(english) englishorganisation
    """,
    Meaning.CATEGORY: """
        類別 类别 類型 类型 嘉賓類別 嘉宾类别 身份 身分 組別 组别 分類 分类 category type guesttype group class
        tickettype ticketcategory guestcategory registrationtype attendeetype
    """,
    Meaning.ROLE: """
        角色 環節 环节 參與環節 参与环节 role
    """,
    Meaning.ATTENDANCE: """
        出席方式 出席 是否出席 出席情況 出席情况 參會方式 参会方式 出席狀態 出席状态 回覆 回复 attendance rsvp
        attending mode
    """,
    Meaning.STATUS: """
        狀態 状态 報名狀態 报名状态 status registrationstatus registrationstate orderstatus attendeestatus
    """,
    Meaning.SEAT: """
        座位 座位號 座位号 座號 座号 席位 檯號 台號 台号 桌號 桌号 枱號 seat table seatno. seatno tableno.
        tableno seating
    """,
    Meaning.ESCORT: """
        陪同 接待人 接待人員 接待人员 陪同人員 陪同人员 escort
    """,
    Meaning.DELEGATION: """
        代表團 代表团 所屬代表團 所属代表团 delegation
    """,
    Meaning.PHONE: """
        電話 电话 手機 手机 手提 手提電話 手機號 手机号 手機號碼 手机号码 聯絡電話 联系电话 聯繫電話 聯繫方式
        联系方式 聯絡方式 聯絡方法 流動電話 phone mobile tel telephone cell phonenumber mobilenumber
        contactnumber contactno. tel. mobileno. phoneno. contact
    """,
    Meaning.EMAIL: """
        電郵 电邮 郵箱 邮箱 電子郵件 电子邮件 電子郵箱 电子邮箱 電郵地址 电邮地址 email e-mail emailaddress mail
    """,
    Meaning.DIET: """
        飲食 饮食 膳食 餐飲 餐饮 飲食要求 饮食要求 飲食禁忌 饮食禁忌 忌口 用餐需求 用餐要求 葷素 荤素 餐食 diet dietary
        dietaryrequirement dietaryrequirements dietaryrestriction dietaryrestrictions dietaryneeds dietarypreference
        dietarypreferences meal mealpreference
    """,
    Meaning.LANGUAGE: """
        語言 语言 溝通語言 沟通语言 language preferredlanguage
    """,
    Meaning.ACCESS: """
        無障礙需要 无障碍需要 無障礙需求 无障碍需求 無障礙安排 无障碍安排 無障礙 无障碍 特別需要 特别需要 特殊需要
        accessneeds accessibility accessibilityneeds specialneeds
    """,
    Meaning.TAGS: """
        標籤 标签 tags
    """,
    Meaning.NOTE: """
        備註 备注 備注 附註 附注 說明 说明 註釋 notes note remark remarks comment comments
    """,
    Meaning.SERIAL: """
        胸卡號碼 胸卡号码 badgeserial
    """,
    Meaning.HOST: """
        隨同嘉賓 随同嘉宾 comeswith
    """,
}
# Names too where another column says so; alone they may be a category among the data.
_PERHAPS_NAMES = frozenset(
    """
    嘉賓 嘉宾 參會人 参会人 與會者 与会者 出席者 出席代表 與會代表 与会代表 參會代表 参会代表 出席嘉賓 出席嘉宾 參會嘉賓
    参会嘉宾 出席人員 出席人员 參會人員 参会人员 與會人員 与会人员 參加者 参加者 guest attendee participant delegate
    invitee
    """.split()  # noqa: SIM905  shorter to read
)
_SURE_OF_HEADERS = NAMES | {Meaning.ORGANISATION, Meaning.TITLE, Meaning.PHONE, Meaning.EMAIL, Meaning.NUMBER}
_MEANINGS = {word: meaning for meaning, words in _HEADERS.items() for word in words.split()}
_BEGINNINGS = frozenset(word[0] for word in _MEANINGS)
# Headers that speak of somebody else than the guest.
_SOMEBODY_ELSE = re.compile(
    r"聯絡人|联络人|聯繫人|联系人|秘書|秘书|助理|陪同|緊急|紧急|司機|司机|推薦|推荐|隨行|随行|配偶|夫人|家屬|家属|監護|监护|"
    r"接待單位|接待单位|邀請|邀请|付款|發票|发票|開票|开票|抬頭|抬头|填報|填报|填表|"
    r"emergency|assistant|secretary|contactperson|contactname|driver|escort|referr|spouse|companion|plusone|"
    r"guardian|invoice|billing|^pa['’]s"
)
# Numbers of identity cards, passports and bank accounts, which no reception needs; not a name as a passport has it.
_PRIVATE = re.compile(
    r"身[份分][證证]|[證证]件[號号編编]|[護护]照|[回返][鄉乡][證证]|台胞[證证]|(?:港澳|往[來来]|[台臺]).*通行[證证]|信用卡|"
    r"[銀银]行.*(?:卡|[號号戶户賬帳账帐])|^(?:收款|[轉转]?)[賬帳账帐][戶户號号]|"
    r"passport|hkid|nric|idcard|identity(?:card|doc|no|num|paper)|nationalid|^(?:hk)?idn(?:o|um)|socialsecurity|"
    r"bank(?:acc|card|detail)|^accountn|iban|creditcard|debitcard"
)
_OF_A_NAME = re.compile(r"[姓名]|拼音|name|微信|wechat")
# An ending such as 類型 is of the guest only where the rest speaks of guests: not in 房間類型, 證件類別.
_KINDS_OF_GUESTS = re.compile(r"[賓宾員员會会加席表票客報报者]")
_NUMBERING = re.compile(r"^(?:[(]?\d{1,2}[.、)]|[\u2460-\u2473])\s*(?=\D)")
_COUNTED = re.compile(r"(?<=\D)[(]?[1-9一二三四五][)]?$")
_MAY_BE_COUNTED = frozenset({Meaning.TITLE, Meaning.TITLE_EN, Meaning.ORGANISATION, Meaning.ORGANISATION_EN})
_LONGEST_HEADER = 30
_LONGEST_CELL = 200
_SHORTEST_PART = 2


def meaning_of(header: str) -> Meaning:
    """What a column with this ``header`` means; OTHER where no word of it is known."""
    return _meaning_of(header) if len(header) <= _LONGEST_CELL else Meaning.OTHER


@lru_cache(maxsize=2_048)
def _meaning_of(header: str) -> Meaning:
    folded = fold(header).strip("*:")
    if folded in _MEANINGS:
        return _MEANINGS[folded]
    if is_private(header):
        return Meaning.SKIP
    folded = _NUMBERING.sub("", folded).strip("?").replace("-", "")
    if not folded or len(folded) > _LONGEST_HEADER or _SOMEBODY_ELSE.search(folded):
        return Meaning.OTHER
    bare = re.sub(r"\(.*?\)|\[.*?\]|【.*?】|\*", "", folded)
    for form in (folded, bare):
        if form in _PERHAPS_NAMES:
            return Meaning.NAME
        if form in _MEANINGS:
            return _MEANINGS[form]
    found = _by_parts(bare)
    return found if found is not Meaning.OTHER else _counted(folded)


def is_private(header: str) -> bool:
    """Whether a column with this ``header`` holds numbers of identity cards, passports or bank accounts."""
    folded = fold(header)
    return _PRIVATE.search(folded) is not None and _OF_A_NAME.search(folded) is None


def is_counted(header: str) -> bool:
    """Whether ``header`` is one of several that mean the same: Position 1, Position 2."""
    return bool(_COUNTED.search(header)) and _counted(fold(header).replace("-", "")) is not Meaning.OTHER


def _counted(folded: str) -> Meaning:
    bare = _COUNTED.sub("", folded)
    meaning = _MEANINGS.get(bare, Meaning.OTHER)
    return meaning if bare != folded and meaning in _MAY_BE_COUNTED else Meaning.OTHER


def is_header_word(text: str) -> bool:
    """Whether ``text`` is a word that heads columns, and nothing else."""
    if text[:1].lower() not in _BEGINNINGS and "\u3400" <= text[:1] <= "\u9fff":
        return False  # as most names are, without being folded
    return len(text) <= _LONGEST_HEADER and fold(text) in _MEANINGS


def _by_parts(folded: str) -> Meaning:
    """The meaning of a header in two languages (姓名name, 單位/company), or of the Chinese word it ends with."""
    parts = [
        part for part in re.split(r"[/|、,&+]|(?<=[^\x00-\x7f])(?=[a-z])|(?<=[a-z])(?=[^\x00-\x7f])", folded) if part
    ]
    for part in parts:
        if part in _MEANINGS:
            return _MEANINGS[part]
    for start in range(1, len(folded) - _SHORTEST_PART + 1):
        meaning = _MEANINGS.get(folded[start:], Meaning.OTHER)
        of_guest = meaning is not Meaning.CATEGORY or _KINDS_OF_GUESTS.search(folded[:start])
        if meaning is not Meaning.OTHER and of_guest and not folded[start:].isascii():
            return meaning
    return Meaning.OTHER


def find_header(rows: Sequence[Sequence[str]], deepest: int = 60) -> int | None:
    """The index of the row that names the columns, among the first ``deepest``; None where there is none."""
    best, best_score = None, 0
    for index, row in enumerate(rows[:deepest]):
        score = header_score(row)
        if score > best_score:
            best, best_score = index, score
    return best


def header_score(row: Sequence[str]) -> int:
    """How many different things the cells of ``row`` name as headers would; 0 without a name among them."""
    cells = [cell for cell in row if cell.strip()]
    meanings = {meaning_of(cell) for cell in cells} - {Meaning.OTHER}
    sure = {meaning_of(cell) for cell in cells if fold(cell) not in _PERHAPS_NAMES} & _SURE_OF_HEADERS
    return len(meanings) if meanings & NAMES and sure else 0
