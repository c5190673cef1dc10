"""Texts and numbers as bytes: JSON and arrays, so that a file from elsewhere can run nothing."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from functools import reduce
from typing import Any, Final
from zlib import crc32

_VERSION: Final = 3
_CHECK: Final = 9
"""Bytes of the check sum, and its end of line."""


def pack(texts: object, numbers: Sequence[array[Any]]) -> bytes:
    """Return texts (anything JSON can write) and arrays as bytes, with a check sum before them."""
    written = json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    head = {
        "version": _VERSION,
        "order": sys.byteorder,
        "texts": len(written),
        "columns": [(column.typecode, len(column) * column.itemsize) for column in numbers],
    }
    contents = (memoryview(column).cast("B") for column in numbers)
    parts: list[bytes | memoryview] = [json.dumps(head).encode(), b"\n", written, *contents]
    check = reduce(lambda check, part: crc32(part, check), parts, 0)
    return b"".join([b"%08x\n" % check, *parts])


def unpack(blob: bytes) -> tuple[Any, list[array[Any]]]:
    """Read what ``pack`` wrote. Raises ValueError if it is damaged or of another version."""
    check, body = blob[:_CHECK], memoryview(blob)[_CHECK:]
    if check != b"%08x\n" % crc32(body):
        raise ValueError("the index of names is damaged")
    end = blob.index(b"\n", _CHECK)
    described = json.loads(blob[_CHECK:end])
    content = memoryview(blob)[end + 1 :]
    if described["version"] != _VERSION:
        raise ValueError("the index of names was written by another version")
    start = described["texts"]
    texts = json.loads(str(content[:start], "utf-8", "surrogatepass"))
    numbers = []
    for code, size in described["columns"]:
        column: array[Any] = array(code)
        column.frombytes(content[start : start + size])
        if described["order"] != sys.byteorder:
            column.byteswap()
        numbers.append(column)
        start += size
    return texts, numbers
