"""Texts and numbers as bytes: JSON and arrays, so that a file from elsewhere can run nothing."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

_VERSION: Final = 2


def pack(texts: object, numbers: Sequence[array[int]]) -> bytes:
    """Return texts (anything JSON can write) and arrays as bytes, with a check sum before them."""
    written = json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    columns = [(column.typecode, column.tobytes()) for column in numbers]
    head = {
        "version": _VERSION,
        "order": sys.byteorder,
        "texts": len(written),
        "columns": [(code, len(content)) for code, content in columns],
    }
    parts = (json.dumps(head).encode(), b"\n", written, *(content for _, content in columns))
    body = b"".join(parts)
    return b"%08x\n%b" % (crc32(body), body)


def unpack(blob: bytes) -> tuple[Any, list[array[int]]]:
    """Read what ``pack`` wrote. Raises ValueError if it is damaged or of another version."""
    check, _, body = blob.partition(b"\n")
    if check != b"%08x" % crc32(body):
        raise ValueError("the index of names is damaged")
    head, _, content = body.partition(b"\n")
    described = json.loads(head)
    if described["version"] != _VERSION:
        raise ValueError("the index of names was written by another version")
    start = described["texts"]
    texts = json.loads(content[:start].decode("utf-8", "surrogatepass"))
    numbers = []
    for code, size in described["columns"]:
        column = array(code)
        column.frombytes(content[start : start + size])
        if described["order"] != sys.byteorder:
            column.byteswap()
        numbers.append(column)
        start += size
    return texts, numbers
