"""Surnames that are not read as their character usually is, by the folded (simplified) character."""

_MANDARIN = """
曾 zeng, 单 shan, 解 xie, 仇 qiu, 查 zha, 区 ou, 乐 yue, 盖 ge gai, 朴 piao, 任 ren, 翟 zhai di, 覃 qin tan, 员 yun,
折 she, 种 chong, 么 yao, 薄 bo, 重 chong, 黑 he, 缪 miao, 冼 xian, 洗 xian, 尉 wei yu, 华 hua, 卜 bu, 葛 ge, 宁 ning,
祭 zhai, 秘 bi, 召 shao, 繁 po, 逄 pang, 牟 mu mou, 隗 wei kui, 郗 xi chi, 郇 xun huan, 晁 chao, 谌 chen shen,
长 chang zhang, 哈 ha, 乜 nie, 那 na, 宓 mi fu, 曲 qu, 适 kuo shi, 盛 sheng, 应 ying, 占 zhan, 柏 bai bo, 费 fei bi,
过 guo, 纪 ji, 句 gou, 阚 kan, 臧 zang, 褚 chu, 殷 yin, 都 du, 宿 su, 燕 yan, 相 xiang, 车 che, 贾 jia, 沈 shen
"""

_COMPOUND = """
尉迟 yu chi, 万俟 mo qi, 单于 chan yu, 长孙 zhang sun, 澹台 tan tai, 宰父 zai fu, 令狐 ling hu, 欧阳 ou yang,
司徒 si tu, 司马 si ma, 诸葛 zhu ge, 上官 shang guan, 皇甫 huang fu, 慕容 mu rong, 夏侯 xia hou, 公孙 gong sun,
端木 duan mu, 东方 dong fang, 独孤 du gu, 南宫 nan gong, 西门 xi men, 轩辕 xuan yuan, 呼延 hu yan, 钟离 zhong li,
宇文 yu wen, 申屠 shen tu, 闾丘 lv qiu, 太史 tai shi, 淳于 chun yu, 濮阳 pu yang, 百里 bai li
"""

_CANTONESE = """
区 au, 单 sin, 解 gaai haai, 仇 kau sau, 查 zaa, 曾 zang, 乐 ngok lok, 盖 goi, 朴 piu pok, 任 jam, 翟 zaak,
覃 taam cam, 冼 sin, 洗 sin, 缪 miu mau, 石 sek, 盛 sing, 车 ce, 召 siu, 应 jing, 华 waa, 尉 wai
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    return {word: tuple(readings) for word, *readings in (entry.split() for entry in table.split(",") if entry.strip())}


MANDARIN = _read(_MANDARIN)
COMPOUND = _read(_COMPOUND)
CANTONESE = _read(_CANTONESE)
