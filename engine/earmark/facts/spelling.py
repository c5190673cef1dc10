"""Reading a company name: what is set aside, and which words carry little.

Legal forms, generic words and places were picked by hand from the names of the Entity List and
of ordinary companies. A word is generic when sharing it says nothing about who a company is;
"group" and "holdings" are generic, but no legal forms: they tell a parent from its subsidiary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

LONGEST: Final = 500
"""Letters of a name that are read; what follows is ignored."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL: Final = _words(
    "co company ltd limited inc incorporated corp corporation llc llp lp plc gmbh mbh ag kg "
    "kgaa ohg sa sas sasu sarl srl spa bv nv cv ua oy oyj ab asa aps kk gk pty pte pvt "
    "private proprietary sdn bhd berhad tbk pt ooo oao zao pao jsc ojsc pjsc cjsc fze fzc "
    "fzco dmcc slu ltda limitada ltee doo kft zrt nyrt sro eood ood sae wll psc coltd pteltd "
    "ptyltd pvtltd sdnbhd joint stock aktiengesellschaft sociedad anonima societe anonyme "
    "youxian gongsi gufen zeren "
    "有限公司 股份有限公司 有限责任公司 股份公司 株式会社 有限会社 주식회사"
)
LEADING: Final = _words("pt ooo oao zao pao jsc ojsc pjsc cjsc llc 株式会社 有限会社")
INSIDE: Final = _words(
    "ltd limited llc gmbh inc pte pty sdn bhd coltd 有限公司 股份有限公司 有限责任公司"
)
SPELT: Final = {
    "limited": "ltd",
    "company": "co",
    "corporation": "corp",
    "incorporated": "inc",
    "private": "pvt",
    "berhad": "bhd",
    "proprietary": "pty",
    "aktiengesellschaft": "ag",
}

GENERIC: Final = _words(
    "a academy advanced agency ai and apparatus application applications architecture "
    "artificial association at auto automation automotive bank basic big bio biotech board "
    "brand brands bureau business by capital care cell center centers central centre chemical "
    "chip chips circuit circuits city class clean cloud club college commerce commercial "
    "committee common communication communications community computer computers computing "
    "construction consulting consumer control controls core corporate credit culture cyber "
    "cybersecurity data de defense del department design development device devices di die "
    "digital direct display distribution district do dos e east eastern education electric "
    "electrical electronic electronics energy engineering enterprise enterprises "
    "environmental equipment equity estate exchange express factory fashion film finance "
    "financial first fiscal focus food foods for foundation free fund future games gas "
    "general global gold golden graphics green group groups growth hardware health healthcare "
    "high holding holdings home hospital hotel housing ic ii iii in independent industrial "
    "industries industry info information infrastructure innovation innovations innovative "
    "institute institution instrument instruments insurance integrated integration "
    "intelligence intelligent interactive international internet intl investment investments "
    "it key lab laboratories laboratory labs learning legal life light lighting lion liquid "
    "logistics machine machinery magnetic management manufactory manufacture manufacturing "
    "marine maritime market marketing markets material materials mechanical media medical "
    "metal metals mfg micro microelectronics mining ministry mobile model models modern motor "
    "motors national natural net network networks new no north northern nuclear number of "
    "office oil online open operations optical opto optoelectronics organization outsourcing "
    "partner partners people performance pharma pharmaceutical pharmaceuticals phase "
    "photonics planning platform platforms plus power precision premier press private process "
    "production products professional project projects properties property public quality "
    "quantum r radio rail real realty red research resource resources retail rice robot "
    "robotics royal school science sciences scientific security semiconductor semiconductors "
    "sensor sensors service services shipping silicon sino smart social society software "
    "solar solution solutions south southern space star state strategic strategy studio "
    "studios super supply surveillance system systems tech technical techno technologies "
    "technology telecom telecommunication telecommunications terminal test testing textile "
    "the therapeutics titan tool tools trade trading training transport transportation travel "
    "trust u united university user utilities value venture ventures video vision visual "
    "water wave web west western wireless wisdom works world x y young "
    "中心 云计算 互联网 产业 人工智能 企业 传媒 供应链 信息 信息技术 公司 分公司 "
    "创新 制造 医疗 半导体 发展 咨询 国防 国际 在线 基础 大学 学院 实业 实验室 "
    "工业 工程 开发 微电子 技术 投资 控股 教育 数字 数据 文化 新能源 智能 服务 "
    "机器人 材料 汽车 生物 电力 电子 研究 研究中心 研究所 研究院 科技 管理 系统 "
    "网络 股份 能源 自动化 装备 计算 计算机 设备 贸易 软件 通信 通讯 金融 银行 "
    "集团 集成电路"
)
PLACES: Final = _words(
    "africa america american americas amsterdam angola anhui asean asia asian atlantic "
    "australian bangalore bangkok barcelona beijing berlin bj boston brussels cairo "
    "california canton changsha chengdu chinese chongqing dalian delaware delhi dongguan "
    "dongying dubai dublin eastern emea eu euro europe european foshan frankfurt fujian "
    "fuzhou gansu geneva german guangdong guangxi guangzhou guiyang guizhou gulf gz haidian "
    "hainan hamburg hangzhou hanoi harbin hebei hefei heilongjiang henan hk hkg hkust hubei "
    "hunan indian istanbul jakarta japanese jiangsu jiangxi jilin jinan johannesburg korean "
    "kowloon kuala kunming kunshan lanzhou latin liaoning lisbon london longhua los lumpur "
    "luoyang luxembourg macao madrid manchester manila melbourne middle milan moscow mumbai "
    "munich nanchang nanjing nanshan nantong nanyang ningbo ningxia noida nordic osaka "
    "overseas pacific pakistani paris peking penang prague prc pudong qab qingdao qinghai "
    "rabat riyadh rome russian san seoul shaanxi shandong shanghai shanxi shaoxing shenyang "
    "shenzhen shijiazhuang sichuan singaporean stockholm suzhou sydney sz taipei taiwanese "
    "taiyuan tianjin tibet tokyo toronto uae uk ulan urumqi us usa vienna warsaw wuhan "
    "wulanchabu wuxi xiamen xian xinjiang xiongan xuzhou yangon yantai york yunnan "
    "zhangjiagang zhejiang zhengzhou zhongguancun zhuhai zurich "
    "上海 东莞 中国 亚太 亚洲 佛山 北京 南京 厦门 台湾 合肥 四川 大连 天津 "
    "宁波 安徽 山东 广东 广州 成都 新加坡 无锡 日本 昆山 杭州 欧洲 武汉 江苏 "
    "沈阳 河北 河南 泰国 济南 浙江 深圳 湖北 湖南 澳门 珠海 福州 福建 美国 "
    "苏州 西安 贵州 贵阳 越南 郑州 重庆 长沙 雄安 青岛 韩国 香港 马来西亚"
)

LOOKALIKES: Final = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΗΙΚΜΝΟΡΤΥΧΖαικνορτυχøØłŁđĐı’‘ʼ´`",
    "ABEKMHOPCTYXIJSaeopcyxijsdqwABEHIKMNOPTYXZaikvoptuxoOlLdDi'''''",
)
SIMPLIFIED: Final = str.maketrans(
    "湯訊飛曠視圖華衛雲從為際國長儲團爾線譜騰紅書節躍動數據網絡電腦計機體導積門廣東蘇瀋島漢慶"
    "龍灣臺業實術發開責資産產車軟設備務製聯銀專貿進創極強與氣園區縣場達應學醫藥檢測鋭銳紀認範"
    "勵亞廈寧暢維鵬復遼陝貴鄭濟無錫澤屬總對會組織傳輸點評衆眾邁凱羅蘭馬魯萬億寶號碼營運顯統級"
    "經濱環燈覺識別驅驗證處賽聰語義讀寫報雙樂聲現優銷廠質價財幣貨鋼鐵鎳礦紡絲",
    "汤讯飞旷视图华卫云从为际国长储团尔线谱腾红书节跃动数据网络电脑计机体导积门广东苏沈岛汉庆"
    "龙湾台业实术发开责资产产车软设备务制联银专贸进创极强与气园区县场达应学医药检测锐锐纪认范"
    "励亚厦宁畅维鹏复辽陕贵郑济无锡泽属总对会组织传输点评众众迈凯罗兰马鲁万亿宝号码营运显统级"
    "经滨环灯觉识别驱验证处赛聪语义读写报双乐声现优销厂质价财币货钢铁镍矿纺丝",
)
_INITIAL: Final = re.compile(r"\b(\w)\.(?=\w)")
_SPACED: Final = str.maketrans(
    {chr(c): " " for c in range(128) if not chr(c).isalnum()}
    | {"'": "", "&": " and ", "+": " plus "}
)


class Name(NamedTuple):
    """A name, read: the words without its legal form, and two keys that ignore spacing.

    ``full`` keeps the legal form, spelt one way; ``core`` is without it.
    """

    words: tuple[str, ...]
    full: str
    core: str


def read(text: str) -> Name:
    """Read a company name. A name of nothing but punctuation has empty keys."""
    folded = fold(text)
    words = folded.split()
    if not folded.isascii():
        words = [part for word in words for part in _parts(word)]
    if words and min(map(len, words)) == 1:
        words = _initials_joined(words)
    spelt = words if SPELT.keys().isdisjoint(words) else [SPELT.get(w, w) for w in words]
    core = _without_legal_form(words)
    return Name(tuple(core), "".join(spelt), "".join(core))


def fold(text: str) -> str:
    """Return ``text`` with case, accents, look-alike letters and punctuation set aside.

    Traditional Chinese characters become simplified; words are parted by spaces.
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = _plain_letters(text)
    if "." in text:
        text = _INITIAL.sub(r"\1", text)
    return text.lower().translate(_SPACED)


def readings(text: str) -> list[str]:
    """Return the names that ``text`` gives side by side: two scripts, brackets, "a.k.a."."""
    parts = re.split(r"(?i)\b[afd]\.?k\.?a\.?\s|\bformerly\b|[()（）/;|]", text[:LONGEST])
    found = [piece for part in parts for piece in _by_script(part) if fold(piece).strip()]
    return found if 1 < len(found) <= 6 else []


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(LOOKALIKES).translate(SIMPLIFIED)
    parted = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in parted if unicodedata.category(c) not in ("Mn", "Cf"))
    text = unicodedata.normalize("NFC", kept).replace("æ", "ae").replace("œ", "oe")
    return "".join(c if c.isalnum() or c.isascii() else " " for c in text)


def _by_script(text: str) -> list[str]:
    if text.isascii():
        return [text]
    return ["".join(run) for _, run in groupby(unicodedata.normalize("NFKC", text), _is_cjk)]


def _is_cjk(letter: str) -> bool:
    return "\u3005" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def _parts(word: str) -> list[str]:
    if word.isascii():
        return [word]
    return [part for run in _by_script(word) for part in _chinese_words(run)]


@cache
def _chinese_lexicon() -> re.Pattern[str]:
    known = (w for w in GENERIC | PLACES | LEGAL if not w.isascii())
    longest_first = sorted(known, key=lambda w: (-len(w), w))
    return re.compile(f"((?:{'|'.join(longest_first)})(?:[省市](?!场))?)")


def _chinese_words(run: str) -> list[str]:
    if run.isascii() or len(run) < 3:
        return [run]
    return [part.rstrip("省市") or part for part in _chinese_lexicon().split(run) if part]


def _initials_joined(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    was_initial = False
    for word in words:
        initial = len(word) == 1 and word.isascii()
        if initial and was_initial:
            joined[-1] += word
        else:
            joined.append(word)
        was_initial = initial
    return joined


def _without_legal_form(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while end - start > 1 and words[start] in LEADING:
        start += 1
    while end - start > 1 and words[end - 1] in LEGAL:
        end -= 1
    if end < len(words) and end - start > 1 and words[end - 1] == "and":
        end -= 1
    kept = words[start:end]
    if INSIDE.isdisjoint(kept):
        return kept
    pairs = zip(kept[1:], [*kept[2:], ""], strict=False)
    return kept[:1] + [word for word, follows in pairs if not _is_inside(word, follows)]


def _is_inside(word: str, follows: str) -> bool:
    return word in INSIDE or (word in ("co", "company") and follows in ("ltd", "limited"))
