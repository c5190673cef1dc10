"""What is known of the words of names: legal forms, and words that say little about who it is.

The tables are ``legal_forms.csv`` and ``name_words.csv``. A word is *generic* where sharing it says
nothing about who a company is ("technology"), of a *trade* where it says what the company does
("shipping"), or a *place*. A *particle* is an initial, or often written together with the word
beside it ("al", "van"). "Group" and "holdings" are generic, but no legal forms: they tell a parent
from its subsidiary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from earmark.resources import table

FORM: Final = "form"
GENERIC: Final = "generic"
TRADE: Final = "trade"
PLACE: Final = "place"
PARTICLE: Final = "particle"
EVERYDAY: Final = "everyday"


class LegalForm(NamedTuple):
    """A legal form as folded words, and the one way it is spelt ("company limited": "co ltd").

    ``inside`` tells whether it is set aside in the middle of a name, too.
    """

    words: tuple[str, ...]
    means: str
    inside: bool


class LegalForms(NamedTuple):
    """Legal forms by their last word, by their first where they may lead, longest first."""

    ending: Mapping[str, list[LegalForm]]
    leading: Mapping[str, list[LegalForm]]
    inside: Mapping[str, list[LegalForm]]


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
"""The short way to spell a word of a legal form."""


@cache
def legal_forms() -> LegalForms:
    """Return the legal forms of the table."""
    rows = [
        (
            LegalForm(
                tuple(SPELT.get(w, w) for w in row["form"].split()),
                row["means"],
                bool(row["inside"]),
            ),
            row["leads"],
        )
        for row in table("legal_forms")
    ]
    rows.sort(key=lambda row: -len(row[0].words))
    return LegalForms(
        _by_word((form for form, _ in rows), -1),
        _by_word((form for form, leads in rows if leads), 0),
        _by_word((form for form, _ in rows if form.inside), 0),
    )


def _by_word(forms: Iterable[LegalForm], at: int) -> dict[str, list[LegalForm]]:
    found: defaultdict[str, list[LegalForm]] = defaultdict(list)
    for form in forms:
        found[form.words[at]].append(form)
    return dict(found)


@cache
def kinds() -> Mapping[str, str]:
    """Return the kind of every word that does not tell who it is."""
    places = {word for row in table("countries") for word in row["name"].casefold().split()}
    known = {row["word"]: row["kind"] for row in table("name_words") if row["kind"] != EVERYDAY}
    forms = {word for row in table("legal_forms") for word in row["form"].split()} | SPELT.keys()
    telling_more = {word for word, kind in known.items() if kind not in (GENERIC, PARTICLE)}
    return dict.fromkeys(places, PLACE) | known | dict.fromkeys(forms - telling_more, FORM)


@cache
def everyday() -> frozenset[str]:
    """Return the words that tell who it is, but that many take for a name ("phoenix")."""
    words = {row["word"] for row in table("name_words") if row["kind"] == EVERYDAY}
    return frozenset(words - kinds().keys())


@cache
def in_english() -> Mapping[str, str]:
    """Return the English of the Chinese words of the table."""
    return {word: means for word, means in _meanings() if not word.isascii()}


@cache
def short_for() -> Mapping[str, str]:
    """Return what abbreviations stand for that are not the beginning of a word ("ctr")."""
    return {word: means for word, means in _meanings() if word.isascii()}


def _meanings() -> Iterable[tuple[str, str]]:
    return ((row["word"], row["means"]) for row in table("name_words") if row["means"])


@cache
def chinese_words() -> tuple[str, ...]:
    """Return the Chinese words that names are parted by, longest first."""
    forms = [row["form"] for row in table("legal_forms")]
    known = {word for word in (*forms, *kinds()) if not word.isascii()}
    return tuple(sorted(known, key=lambda word: (-len(word), word)))


@cache
def generic_words() -> frozenset[str]:
    """Return the words that sharing says little of who it is: generic ones, trades, particles."""
    known = (GENERIC, TRADE, PARTICLE)
    return frozenset(word for word, kind in kinds().items() if kind in known)
