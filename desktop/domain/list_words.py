"""The words by which guest lists are understood, in both Chinese scripts and English. Data only."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PERSONAL_HONORIFICS = _words("先生 女士 小姐 太太 夫人 教授 博士 院士")
OFFICE_HONORIFICS = _words("""
    校長 校长 院長 院长 議員 议员 醫生 医生 醫師 医师 律師 律师 老師 老师 法官 大使 總領事 总领事 將軍 将军
    法師 法师 神父 牧師 牧师 工程師 工程师 局長 局长 部長 部长 署長 署长 司長 司长 處長 处长 會長 会长 主席
    總裁 总裁 秘書長 秘书长 董事長 董事长 建築師 建筑师 測量師 测量师 會計師 会计师 規劃師 规划师
""")
HONOURS_ZH = _words("太平紳士 太平绅士 大紫荊勳賢 大紫荆勋贤")
HONOURS_EN = _words("GBM GBS SBS BBS MH JP OBE CBE MBE KBE DBE GBE KCMG CMG PhD DPhil FREng FRS FHKEng")
# Also initials or surnames (Chan KC, John MA), so a comma must set them apart.
HONOURS_EN_AFTER_COMMA = _words("""
    SC QC KC MA MBA MSc BSc CPA MD DBA LLD DSc JD CVO KCVO MVO IDSM PDSM RN FRICS FHKIE
""")
COMPOUND_SURNAMES = _words("""
    歐陽 欧阳 司徒 司馬 司马 諸葛 诸葛 上官 端木 東方 东方 皇甫 令狐 公孫 公孙 慕容 尉遲 尉迟 夏侯 司空 軒轅 轩辕 呼延
    鍾離 钟离 宇文 長孫 长孙 獨孤 独孤 南宮 南宫 西門 西门 百里 申屠 澹臺 澹台 閭丘 太史 淳于 單于 濮陽
""")
NO_NAME_ENDINGS = _words("""
    大學 大学 學院 学院 公司 中心 協會 协会 總會 总会 商會 商会 政府 集團 集团 局 署 部 處 处 院 廳 厅 會 会
""")

RANKS = _words("""
    終身 终身 永遠 永远 榮譽 荣誉 名譽 名誉 常務 常务 非執行 非执行 執行 执行 獨立 独立 副 助理 首席 創會 创会 創辦
    创办 創始 创始 候任 前任 前 署理 代理 代 總 总 第一 聯席 联席 聯合 联合 共同 高級 高级 資深 资深 客座 講座 讲座 榮休
    荣休 協理 协理 特邀
""")
OFFICES = _words("""
    主席 主任委員 主任委员 主任 會長 会长 理事長 理事长 理事 監事長 监事长 監事 监事 委員 委员 常委 代表 院士 校長 校长
    院長 院长 所長 所长 部長 部长 局長 局长 署長 署长 處長 处长 司長 司长 廳長 厅长 科長 科长 組長 组长 系主任 會董 会董
    校董 董事長 董事长 董事 總裁 总裁 總經理 总经理 經理 经理 秘書長 秘书长 秘書 秘书 書記 书记 黨組成員 党组成员 成員
    成员 顧問 顾问 教授 研究員 研究员 講師 讲师 會員 会员 議員 议员 召集人 發起人 发起人 合夥人 合伙人 創辦人 创办人
    創始人 创始人 司庫 司库 專員 专员 總監 总监 總幹事 总干事 幹事 干事 首席執行官 首席执行官 行政總裁 行政总裁 執行官
    执行官 會計師 会计师 工程師 工程师 長官 长官 負責人 负责人 主管 編輯 编辑 記者 记者 導師 导师 市長 市长 省長 省长
    區長 区长 縣長 县长 鎮長 镇长
""")
OFFICES_EN = _words("""
    C[A-Z]O Chair(?:man|woman|person)? President Director Founder Partner Manager Professor Dean Head Secretary
    Treasurer Member Adviser Advisor Officer Principal Fellow Governor Trustee Provost Commissioner Consultant
""")
# Bodies known without a name before them, and bodies that need one: 政協委員, but 清華校友總會副會長.
KNOWN_BODIES = _words("""
    政協 政协 人大 立法會 立法会 行政會議 行政会议 區議會 区议会 中聯辦 中联办 工商聯 工商联
""")
BODIES = _words("""
    總會 总会 聯會 联会 聯合會 联合会 協會 协会 商會 商会 學會 学会 公司 集團 集团 大學 大学 基金會 基金会 聯誼會 联谊会
    同鄉會 同乡会 校友會 校友会 促進會 促进会 銀行 银行 政府 科學院 科学院 工程院 醫院 医院 聯盟 联盟 俱樂部 俱乐部 中學
    中学 小學 小学 書院 书院 青聯 青联 婦聯 妇联 僑聯 侨联 科協 科协 市委 省委 區委 区委 研究會 研究会 工會 工会 貿發局
    贸发局 科技園 科技园 交易所 出版社 電視台 电视台 日報 日报 同學會 同学会 慈善會 慈善会 宗親會 宗亲会 公會 公会
    研究院
""")
# Within the employer, not beside it: they say nothing of where a post is held.
GENERIC_BODIES = _words("""
    集團 集团 公司 總公司 总公司 母公司 子公司 大學 大学 銀行 银行 商會 商会 總會 总会 協會 协会 聯盟 联盟 學會 学会
    聯會 联会 基金會 基金会 醫院 医院
""")
BRANCHES = _words("分公司 分會 分会 分校 辦事處 办事处 代表處 代表处")
BUREAUS = _words("委 局 署 部 廳 厅 院 委員會 委员会 管委會 管委会")
UNITS = _words("會 会 局 部 處 处 系 所 署 廳 厅 院 辦 办 中心 科委 政協 政协 人大")
PLACES = _words("""
    全國 全国 中國 中国 中華 中华 國際 国际 世界 亞洲 亚洲 香港 澳門 澳门 台灣 台湾 北京 上海 天津 重慶 重庆 廣東 广东
    廣州 广州 深圳 福建 浙江 江蘇 江苏 港區 港区 港澳 粵港澳 粤港澳 國家 国家
""")
BODIES_EN = (
    "University", "Association", "Chamber", "Legislative Council", "Executive Council", "Society", "Federation",
    "Foundation", "Institute", "Academy", "Ltd", "Limited", "Company", "Group", "Corporation", "Inc", "Bank", "CPPCC",
    "NPC", "Government", "Alliance", "Club", "Hospital",
)  # fmt: skip
