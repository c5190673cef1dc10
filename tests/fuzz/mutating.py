"""Changes of a file that know how it is built: bytes, lines, words, cells, JSON values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""Returns changed content; the last argument are words and lines to put in."""

_WORD: Final = re.compile(rb"\w+|\s+|<[^>]*>|.", re.DOTALL)
_LONGEST: Final = 200_000
"""Bytes of the longest file that is tried: it is oddity that is looked for, not size."""

_ODD_WORDS: Final = r'''
0 -1 1e999 1E-9 NaN -inf 0x1F 1_0 00 +5 .5 5. १२ ½ true false null none None [] {} "" '' " ' \
""" # ; , = | ${x} {0} { } %s !r lambda: a:=1 * f'{1}' chip.tpp.tpp =cmd() <b> --> &#0; &a;
<!DOCTYPE a> <![CDATA[ \ud800 \u0000 \x00 0000-00-00 2023-02-30 9999-12-31 0001-01-01
2023-01-01T25:00:00Z 芯片 ß 🂡
'''
ODD: Final[tuple[bytes, ...]] = (
    *(word.encode() for word in _ODD_WORDS.split()),
    *(b"", b" ", b"\0", b"\r", b"\n", b"\t", b"\x85", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\xed\xa0\x80", b"e\xcc\x81", "\u202e".encode(), "\u2028".encode()),
    *(b"9" * 30, b"9" * 5_000, b"0x" + b"f" * 5_000, b"0." + b"0" * 400 + b"1", b"x" * 3_000),
    *(b"(" * 300, b"[" * 2_000, b"not " * 300, b"-" * 300, b'{"a":' * 2_000, b"<a>" * 300),
)
"""What programs stumble over."""

_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 2.5, 1e300, 10**30, "", " ", "x", "9999-12-31", "2023-02-30"),
    *([], {}, [[]], [None], {"$": None}, {"reason": []}, "\ud800", "\0", "x" * 3_000, "50", "NaN"),
)


def mutated(
    content: bytes, mutations: Sequence[Mutation], chance: Random, stock: Sequence[bytes]
) -> bytes:
    """Return content after one to six changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        content = chance.choice(mutations)(content, chance, stock)[:_LONGEST]
    return content


def some_bytes(content: bytes, chance: Random, stock: Sequence[bytes]) -> bytes:
    """Flip, drop, repeat or insert a few bytes, or cut the file off."""
    start = chance.randint(0, len(content))
    stop = min(len(content), start + chance.choice((0, 1, 1, 2, 8, 64)))
    put = chance.choice(
        (b"", chance.randbytes(stop - start), content[start:stop] * 2, chance.choice(stock))
    )
    rest = b"" if chance.random() < 0.05 else content[stop:]
    return content[:start] + put + rest


def some_lines(content: bytes, chance: Random, stock: Sequence[bytes]) -> bytes:
    """Drop, repeat or exchange lines, or put one of another file in."""
    return b"".join(_changed(content.splitlines(keepends=True), chance, stock))


def some_words(content: bytes, chance: Random, stock: Sequence[bytes]) -> bytes:
    """Drop, repeat or exchange words and signs, or put another in."""
    return b"".join(_changed(_WORD.findall(content), chance, stock))


def some_cells(content: bytes, chance: Random, stock: Sequence[bytes]) -> bytes:
    """Drop, repeat or exchange the cells of one row, or of one column."""
    rows = [line.split(b",") for line in content.split(b"\n")]
    if chance.random() < 0.3:
        at = chance.randrange(len(rows[0]))
        move = chance.choice((lambda row: row[at:], lambda row: [*row, row[at % len(row)]]))
        return b"\n".join(b",".join(move(row)) if row else b"" for row in rows)
    one = chance.randrange(len(rows))
    rows[one] = _changed(rows[one], chance, stock)
    return b"\n".join(map(b",".join, rows))


def some_values(content: bytes, chance: Random, stock: Sequence[bytes]) -> bytes:
    """Change one value in JSON, or rename, drop or double a key; other content stays."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return content
    inner = [one for one in _inside(tree) if one]
    if not inner:
        return content
    one, other = chance.choice(inner), chance.choice(inner)
    keys = list(one) if isinstance(one, dict) else list(range(len(one)))
    key, value = chance.choice(keys), _value(other, chance, stock)
    if chance.random() < 0.2:
        del one[key]
    elif isinstance(one, dict) and chance.random() < 0.2:
        one[chance.choice((*keys, "", "$", "#"))] = one.pop(key)
    else:
        one[key] = value
    return json.dumps(tree, indent=chance.choice((None, 1))).encode()


def _value(other: Any, chance: Random, stock: Sequence[bytes]) -> Any:
    """Return an odd value, a word, or a copy of another part of the file."""
    word = chance.choice(stock).decode(errors="replace")
    return chance.choice((*_VALUES, word, json.loads(json.dumps(other))))


def _inside(tree: Any) -> list[Any]:
    found, left = [], [tree]
    while left:
        one = left.pop()
        if isinstance(one, dict | list):
            found.append(one)
            left.extend(one.values() if isinstance(one, dict) else one)
    return found


def _changed(parts: Sequence[bytes], chance: Random, stock: Sequence[bytes]) -> list[bytes]:
    """Return parts of which one was dropped, repeated, exchanged or replaced."""
    if not parts:
        return [chance.choice(stock)]
    changed, at = list(parts), chance.randrange(len(parts))
    other = chance.randrange(len(parts))
    match chance.randrange(6):
        case 0:
            del changed[at]
        case 1:
            changed[at:at] = [changed[at]] * chance.choice((1, 1, 2, 40))
        case 2:
            changed[at], changed[other] = changed[other], changed[at]
        case 3:
            changed[at] = changed[other]
        case 4:
            changed[at] = chance.choice(stock)
        case _:
            changed.insert(at, chance.choice(stock))
    return changed
