"""Characters that are written in more than one way, beyond 繁體 and 简体: 喆 and 哲, 﨑 and 崎, 黒 and 黑.

For finding people only. Each form is somebody's own, so that what was typed comes first and these after it.
"""

from functools import cache
from itertools import islice, product

from desktop.domain.matching import one_script

_MOST = 12

_GROUPS = """
喆哲 堃坤 豊豐 曁暨 嶋島嶌 崎﨑 高髙 吉𠮷 吳吴呉 戶户戸 強强彊 烱炯 煇輝 琹琴 靑青 淸清 靜静瀞 寧寕宁甯 菓果 濬浚
珊姍 妳你 淼渺 犇奔 鑒鍳 瑠琉 脅脇 美媄 德徳 惠恵 增増 廣広 榮栄 齊斉 齋斎 澤沢 濱浜 瀬瀨 龍竜 關闗 櫻桜 邊辺邉 兒児
實実 寬寛 堯尭 鄉郷 賴頼 黑黒 斌彬 文彣 飆颷 同仝 皙晳 岩喦 勤懃 姸妍 研硏 瓶缾 曾曽 緒緖 薰薫 溉漑 概槪 沛霈 佩珮
潁頴穎 喜囍 村邨 鄰隣 壽夀 世卋 顧頋 廠厰 耀燿 映暎 皓晧 昂昻 熔鎔 蘇蘓 萼蕚 莊荘 草艸 帚箒 算筭 篪箎 端耑 腸膓 艷艶
萍蓱 喧諠 迥逈 達逹 遁遯 酬酧 釜釡 鐵鐡 陝陜 隱隠 雜雑 韭韮 飲飮 膳饍 鱉鼈 鳳鳯 默黙 龐龎 和龢 闊濶 祐佑 澀渋 藏蔵
淵渕 圓円 圖図 國国圀 惡悪 櫟檪 驛駅 鹽塩 應応 壓圧 圍囲 假仮 樂楽 氣気 龜亀 據拠 擧舉挙 經経 輕軽 藝芸 劍剣 權権
嚴厳 顯顕 縣県 效効 齒歯 釋釈 從従 處処 彈弾 團団 傳伝 拜拝 發発 賣売 拂払 佛仏 變変 辯弁 豐豊 滿満 譯訳 藥薬 豫予
淚涙 壘塁 靈霊 歷歴 龢和 瀧滝 聰聡 總総 圭珪 琍璃 槃盤 玨珏 叡睿 姪侄 娛娯 攷考 畊耕 翶翱 苐第 覩睹 甦蘇 邠豳 鍫鍬
韡韪 餠餅 騐驗 驩歡 麐麟 櫈凳
栢柏 愼慎 塡填 顚顛 値值 翺翱 僊仙 碁棋 羗羌 竒奇 竝並 峩峨 鵞鵝 皋皐臯 勳勲 珍珎 乃迺廼 寧寗 俞兪 喻喩 榆楡 步歩 姊姉
國囯 鐵銕 回囘 野埜 寶寳 崑崐 崙崘 遍徧 協恊 皓暠 柳栁 梅槑楳 毗毘 涅湼 灩灎 焰燄 猿猨 疏疎 稚稺穉 綿緜 繁緐 纖纎 麻蔴
贊賛 酬醻 槍鎗 翻飜 雁鴈 丘邱坵 氷冰 浄淨 潛潜濳 灋法 犂犁 痲麻 繙翻 罇樽 聨聯 覇霸 隄堤 雝雍
"""


def other_forms(text: str) -> list[str]:
    """``text``, which is in Simplified characters, with the variants of its characters instead; at most a few."""
    known = _table()
    if known.keys().isdisjoint(text):
        return []
    ways = product(*((character, *known.get(character, ())) for character in text))
    return ["".join(way) for way in islice(ways, 1, 1 + _MOST)]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in _GROUPS.split():
        forms = dict.fromkeys(map(one_script, group))
        for form in forms:
            others = (other for other in forms if other != form)
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *others)))
    return found
