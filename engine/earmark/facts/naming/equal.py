"""By which keys two names are known to be equal, with their generic words and without."""

from __future__ import annotations

from collections.abc import Sequence

from earmark.facts.naming.words import GENERIC, kinds
from earmark.facts.spelling import Name, read, read_words, split


def parted(name: Name) -> tuple[Name, list[str]]:
    """Return a name without its generic words, and those."""
    known = kinds()
    generic = [word for word in name.said if known.get(word) == GENERIC]
    if not generic:
        return name, generic
    return read_words([word for word in name.said if known.get(word) != GENERIC]), generic


def keys_of(name: Name) -> tuple[str, ...]:
    """Return the keys that a written name shares with those it is equal to, form and all first."""
    return ("=" + name.full, "-" + name.core, "+" + name.glued) if name.core else ()


def bare_key(bare: Name) -> str:
    """Return the key of a name without its generic words."""
    return "~" + bare.core


def keys_of_name(text: str, person: bool) -> set[str]:
    """Return the keys of a name of the index. A person has no legal form, and two orders."""
    if not person:
        return set(keys_of(read(text)))
    return {sign + "".join(words) for words in _orders(text) for sign in "=+"}


def bare_keys_of_name(text: str, person: bool) -> set[str]:
    """Return the keys of a name of the index without its generic words, where it has any."""
    names = [read_words(words) for words in _orders(text)] if person else [read(text)]
    return {bare_key(bare) for bare, generic in map(parted, names) if generic and bare.core}


def words_of(text: str, person: bool) -> Sequence[str]:
    """Return the words of a name of the index, its legal form aside."""
    return split(text) if person else read(text).words


def _orders(text: str) -> tuple[list[str], list[str]]:
    return split(text), split(" ".join(reversed(text.split(","))))
