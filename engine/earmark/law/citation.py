"""Quotes must stand in the source texts, verbatim and once; the place is recorded."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from earmark.errors import Fault, InputFileError
from earmark.resources import SEEDS


@dataclass(frozen=True, slots=True)
class Seed:
    """A source text: its file name, title, language, SHA-256 and words."""

    file: str
    title: str
    language: str
    sha256: str
    text: str


@cache
def seeds(folder: Path = SEEDS) -> Mapping[str, Seed]:
    """Return the source texts that ``index.toml`` lists, by file name.

    Raises :class:`InputFileError` when a text is not, byte for byte, the one that was indexed.
    """
    index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    found = {}
    for entry in index["seed"]:
        content = (folder / entry["file"]).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest != entry["sha256"]:
            message = f"{entry['file']} is not the text that was indexed: its SHA-256 differs"
            raise InputFileError(Fault("seed-changed", message))
        found[entry["file"]] = Seed(
            entry["file"], entry["title"], entry["language"], digest, content.decode("utf-8")
        )
    return found


def locate(quote: str, text: str) -> tuple[int, int]:
    """Return the span of ``quote`` in ``text``, in characters, end exclusive.

    Raises :class:`LookupError` naming how often it was found, unless that is exactly once.
    """
    start = text.find(quote) if quote else -1
    if start < 0:
        raise LookupError("does not stand in")
    if text.find(quote, start + 1) >= 0:
        raise LookupError("stands more than once in")
    return start, start + len(quote)
