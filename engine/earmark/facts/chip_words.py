"""Reading a chip's name: its words, whatever the case, the spaces and the script.

Names arrive from orders and invoices: with makers' and sellers' words, full-width or Chinese
characters, trade marks, counts. Every pattern here is linear in the length of the name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# -- words -----------------------------------------------------------------------------------

MAKERS: Final = {
    "NVIDIA": "nvidia tesla",
    "Intel": "intel habana",
    "Google": "google cloud",
    "AWS": "aws amazon",
    "Microsoft": "microsoft azure",
    "Huawei": "huawei ascend hisilicon",
    "Moore Threads": "moore threads mtt",
    "Kunlunxin": "kunlunxin baidu",
    "Hygon": "hygon dcu",
    "Iluvatar CoreX": "iluvatar corex",
    "Alibaba": "alibaba t head",
}
"""Words for a designer, where they are more than its own name."""

LINES: Final = frozenset({"geforce", "rtx", "quadro", "radeon", "instinct", "rx"})
"""Product lines: said or left out, but only of chips that bear them."""

_FILLERS: Final = """
    gpu gpus tensor core accelerator accelerators card cards graphics board chip processor module
    data center centre datacenter edition generation series superchip per unit units new oem
    retail bulk pcs pn sku passive lc cooled w ai enterprise nvaie pny asus msi dell hpe hp
    lenovo thinksystem supermicro
"""
FILLERS: Final = frozenset(_FILLERS.split())
"""Words that do not change which chip is meant."""

_SYSTEMS: Final = """
    mgx server servers system systems node rack pod superpod baseboard platform cluster
    workstation station appliance nvlink
"""
SYSTEMS: Final = frozenset(_SYSTEMS.split())
"""Words for what a chip stands in: they can tell variants apart, and are else left out."""

_GLUED: Final = (
    "nvidia|geforce|rtx|tesla|quadro|amd|radeon|instinct|intel|google|huawei|ascend|tpu|hgx|dgx|mgx"
)
"""Words that people run together with the next one."""

_TRANSLATED: Final = {
    foreign: words[0].replace("_", " ")
    for words in map(
        str.split,
        (
            "nvidia 英伟达 輝達 辉达",
            "huawei 华为 華為",
            "ascend 昇腾 昇騰",
            "cambricon 寒武纪 寒武紀",
            "siyuan 思元",
            "biren 壁仞",
            "moore_threads 摩尔线程 摩爾線程",
            "baidu 百度",
            "kunlunxin 昆仑芯 崑崙芯",
            "kunlun 昆仑 崑崙",
            "hygon 海光",
            "enflame 燧原",
            "cloudblazer 云燧",
            "metax 沐曦",
            "xiyun 曦云",
            "iluvatar 天数智芯",
            "tiangai 天垓",
            "alibaba 阿里巴巴 阿里",
            "t_head 平头哥",
            "hanguang 含光",
            "card 显卡 顯卡 加速卡 芯片 晶片",
            "server 服务器 伺服器",
        ),
    )
    for foreign in words[1:]
}

# -- reading ---------------------------------------------------------------------------------
# Patterns are text, so that a process compiles those that it comes to need.

_DROPPED: Final = {ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff™®©"}
_FOREIGN: Final = "|".join(_TRANSLATED)
_PCIE: Final = (
    r"(?<![a-z0-9])pci[\s_-]*(?:express|e)(?![a-z])"
    r"(?:[\s_-]*(?:gen[\s_-]*)?[3-6](?:\.0)?(?![a-z0-9.]))?(?:[\s_-]*x16(?![a-z0-9]))?"
)
_SIZED: Final = r"(?<![a-z0-9])([0-9]{1,3})[\s_-]*(?:gi?b?|(gpu)s?)(?![a-z0-9])"
COUNT: Final = r"^[0-9]{1,4} ?[x×*] ?(?=[^0-9])|[ (][x×*] ?[0-9]{1,4}\)?$"
SIZE: Final = r"[0-9]+(?:gb|gpu)"
_RUN: Final = rf"(?<![a-z0-9]){SIZE}(?![a-z0-9])|[a-z]+|[0-9]+|[^\W_a-z0-9]+"
NUMBER: Final = r"[0-9a-z]+(?:-[0-9a-z]+)*"


def plain(text: str) -> str:
    """Return a name in small plain letters, with sizes, buses and known words in one form."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_DROPPED)).casefold()
        text = re.sub(_FOREIGN, lambda found: f" {_TRANSLATED[found[0]]} ", text)
    text = " ".join(text.lower().replace("+", " plus ").replace("p/n", "pn").split())
    if "pci" in text:
        text = re.sub(_PCIE, " pcie ", text)
    if "g" in text:
        text = re.sub(_SIZED, lambda found: f" {found[1]}{found[2] or 'gb'} ", text)
    return text.strip()


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield runs of letters and of digits, and whether each is glued to the one before."""
    end = -1
    for found in re.finditer(_RUN, text):
        word, glued, end = found[0], found.start() == end, found.end()
        while (prefix := re.match(_GLUED, word)) and prefix.end() < len(word):
            yield prefix[0], glued
            word, glued = word[prefix.end() :], False
        yield word, glued


def joined(words: Iterable[str]) -> str:
    """Join words without spaces, save where two numbers would run into one."""
    text = ""
    for word in words:
        text += f"-{word}" if text[-1:].isdigit() and word[0].isdigit() else word
    return text


def key(text: str) -> str:
    """Return what all spellings of one name share: spaces and hyphens do not count."""
    return joined(re.findall(r"[^\W_]+", text))


def bare(part_number: str) -> str:
    """Return a part number without its dashes."""
    return re.sub(r"[\W_]+", "", part_number)


def chunks(parts: Iterable[tuple[str, bool]]) -> list[str]:
    """Return runs of letters and digits as they were glued together."""
    glued_runs: list[list[str]] = []
    for run, glued in parts:
        if glued:
            glued_runs[-1].append(run)
        else:
            glued_runs.append([run])
    return [joined(run) for run in glued_runs]


def telling(word: str) -> bool:
    """Tell whether a word alone can point to a model: "a100" or "4090", not "max" or "v2"."""
    return len(word) >= 3 and not word.isalpha() and (len(word) >= 4 or not word.isdigit())
