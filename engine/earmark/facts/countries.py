"""Countries as people write them, and the code that the EAR uses for them on a day.

Hong Kong ceased to be a destination of its own on 2020-12-23 and counts as China since
(85 FR 83765; 15 CFR 740 Supp. 1). Territories of the United States are the United States
(15 CFR 772.1). Macau is a destination of its own.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from earmark.errors import Fault, UsageError, nearest, quoted
from earmark.resources import table

_FEW_DAYS: Final = timedelta(days=14)
_TOO_SHORT: Final = 3
_SPACED: Final = str.maketrans(dict.fromkeys("-,()/&", " ") | dict.fromkeys(".'’", ""))
_SPELT: Final = {"the": "", "and": "", "st": "saint"}


_EMBARGOED: Final = frozenset({"crimea", "sevastopol", "donetsk", "luhansk", "dnr", "lnr"})


def country(text: str, on: date) -> str:
    """Return the ISO 3166-1 alpha-2 code that the EAR uses on that day.

    ``text`` is a code (alpha-2 or alpha-3), a name or a usual variant; case, accents,
    punctuation and "the" do not matter. Raises :class:`UsageError` for a word that names no
    country (``unknown-country``), or more than one (``ambiguous-country``): nothing is guessed.
    """
    code = text.strip().upper()
    if code not in _names():
        code = _look_up(text)
    counts_as, since = _counts_as().get(code, (code, date.min))
    return counts_as if on >= since else code


def country_name(code: str) -> str:
    """Return the English short name. Raises :class:`UsageError` for an unknown code."""
    name = _names().get(code)
    if name is None:
        raise UsageError(_unknown(code))
    return name


def unsure_groups(code: str, on: date) -> list[str]:
    """Say where a group of a country on that day is taken as certain, but not known for sure.

    That is a membership of low confidence, and one of medium confidence near its first or last day.
    """
    return [
        f"That {country_name(code)} was {'in' if _member(row, on) else 'not in'} "
        f"{_called(row['group'])} on {on} is on file with {row['confidence']} confidence "
        f"({row['source']}); it was taken as certain."
        for row in table("country_groups")
        if row["country"] == code and _unsure(row, on)
    ]


def _unsure(row: Mapping[str, str], on: date) -> bool:
    match row["confidence"]:
        case "low":
            return _member(row, on)
        case "medium":
            return _near(row, on)
        case _:
            return False


def _member(row: Mapping[str, str], on: date) -> bool:
    return (row["from"] or "0000") <= on.isoformat() < (row["until"] or "9999")


def _near(row: Mapping[str, str], on: date) -> bool:
    edges = (date.fromisoformat(row[column]) for column in ("from", "until") if row[column])
    return any(abs(on - edge) <= _FEW_DAYS for edge in edges)


def _called(group: str) -> str:
    return f"Country Group {group}" if ":" in group else f"the places of 15 CFR {group}"


def _look_up(text: str) -> str:
    codes = _by_key().get(_key(text), ())
    if len(codes) == 1:
        return codes[0]
    if not codes:
        raise UsageError(_unknown(text))
    meant = " or ".join(f"{country_name(code)} ({code})" for code in codes)
    message = f"{text.strip()!r} may mean {meant}"
    raise UsageError(Fault("ambiguous-country", message, hint="write the one that is meant"))


def _unknown(text: str) -> Fault:
    message = f"{quoted(text)} is not a country: a name or an ISO 3166 code was expected"
    hint = nearest(text, _names().values()) if len(text.strip()) > _TOO_SHORT else ""
    if not _EMBARGOED.isdisjoint(text.casefold().split()):
        hint = "a region of Ukraine under an embargo of its own, 15 CFR 746.6: do not sell there"
    return Fault("unknown-country", message, hint=hint)


def _key(text: str) -> str:
    """Return the letters of ``text``, with case, accents, "the" and "and" set aside."""
    letters = text.casefold()
    if not letters.isascii():
        parted = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in parted if c.isprintable() and not unicodedata.combining(c))
    words = letters.translate(_SPACED).split()
    return "".join([_SPELT.get(word, word) for word in words]) or "".join(words)


@cache
def _names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


@cache
def _counts_as() -> Mapping[str, tuple[str, date]]:
    return {
        row["code"]: (
            row["counts_as"],
            date.fromisoformat(row["counts_from"]) if row["counts_from"] else date.min,
        )
        for row in table("countries")
        if row["counts_as"]
    }


@cache
def _by_key() -> Mapping[str, tuple[str, ...]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for row in table("countries"):
        for written in {_key(name) for name in (row["name"], *row["variants"].split(";"))}:
            codes[written].append(row["code"])
    return {key: tuple(found) for key, found in codes.items() if key}
