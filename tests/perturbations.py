"""Names as they get written: kinds of perturbation, and a sample of them with a fixed seed.

Each kind does what its name says to one name, and returns nothing where it has nothing to do.
None of them knows the matcher.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

Perturb = Callable[[str, random.Random], str | None]

with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    TABLE = [(row["kind"], (row["correct"], row["written"])) for row in csv.DictReader(file)]
FORMS, ABBREVIATIONS, SOUNDS, MISREAD, HOMOGLYPHS = (
    [pair for of, pair in TABLE if of == kind]
    for kind in ("legal form", "abbreviation", "sound", "misread", "homoglyph")
)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def token_drop(
    name: str, chance: random.Random, common: frozenset[str] = frozenset()
) -> str | None:
    """Drop any one word of a name of at least three distinctive words.

    Distinctive is a word of at least three letters that is not ``common``: borne by more than one
    in 500 of the names.
    """
    words = name.split()
    bare = [re.sub(r"\W", "", word).lower() for word in words]
    if sum(len(word) > 2 and word not in common for word in bare) < 3:
        return None
    dropped = chance.randrange(len(words))
    return " ".join(word for at, word in enumerate(words) if at != dropped)


def order(name: str, chance: random.Random) -> str | None:
    """Shuffle the words."""
    words = name.split()
    if len(words) < 2:
        return None
    shuffled = chance.sample(words, len(words))
    return None if shuffled == words else " ".join(shuffled)


def punctuation(name: str, chance: random.Random) -> str | None:
    """Drop all punctuation, or put marks between words."""
    bare = re.sub(r"[^\w\s]", "", name)
    if bare != name and chance.random() < 0.5:
        return bare
    return chance.choice((" - ", ", ", ". ", "/", "-")).join(name.split()) + chance.choice(
        (".", "", ";")
    )


def homoglyph(name: str, chance: random.Random) -> str | None:
    """Write one to three letters with Cyrillic ones that look the same."""
    return _replace_letters(name, chance, dict(HOMOGLYPHS), 3)


def invisible(name: str, chance: random.Random) -> str | None:
    """Put one to three characters into the name that cannot be seen."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(name) + 1)
        name = name[:at] + chance.choice(INVISIBLE) + name[at:]
    return name


def vowel_drop(name: str, chance: random.Random) -> str | None:
    """Drop every vowel but the first letter of one word of at least five letters."""
    return _one_word(name, chance, lambda w: w[0] + re.sub("[aeiouAEIOU]", "", w[1:]))


def double_collapse(name: str, _: random.Random) -> str | None:
    """Write every double letter once."""
    return _changed(name, re.sub(r"(?i)([a-z])\1+", r"\1", name))


def phonetic(name: str, chance: random.Random) -> str | None:
    """Write one sound another way, wherever one word has it."""
    sounds = chance.sample(SOUNDS, len(SOUNDS))

    def heard(word: str) -> str:
        low = word.lower()
        return next((low.replace(a, b) for a, b in sounds if a in low), word)

    return _one_word(name, chance, heard)


def ocr(name: str, chance: random.Random) -> str | None:
    """Misread one or two letters as ones that look alike."""
    done = name
    for _ in range(chance.randint(1, 2)):
        spots = [(m.start(), a, b) for a, b in MISREAD for m in re.finditer(a, done)]
        if spots:
            at, a, b = chance.choice(spots)
            done = done[:at] + b + done[at + len(a) :]
    return _changed(name, done)


def typo(name: str, chance: random.Random) -> str | None:
    """Insert, delete or replace one letter."""
    spots = [at for at, letter in enumerate(name) if letter.isalpha()]
    if not spots:
        return None
    at = chance.choice(spots)
    near = _beside(name[at], chance)
    end = at + chance.choice((0, 1))
    return _changed(name, name[:at] + chance.choice(("" if end > at else near, near)) + name[end:])


def transposition(name: str, chance: random.Random) -> str | None:
    """Swap two neighbouring letters."""
    spots = [
        at
        for at, (a, b) in enumerate(pairwise(name))
        if a.isalpha() and b.isalpha() and a.lower() != b.lower()
    ]
    if not spots:
        return None
    at = chance.choice(spots)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def truncation(name: str, chance: random.Random) -> str | None:
    """Cut a name of at least twelve characters to between 70 and 90 per cent."""
    if len(name) < 12:
        return None
    return name[: round(len(name) * chance.uniform(0.7, 0.9))].strip()


def form_expanded(name: str, _: random.Random) -> str | None:
    """Write the legal form out."""
    return _form(name, FORMS)


def form_shortened(name: str, _: random.Random) -> str | None:
    """Abbreviate the legal form."""
    return _form(name, [(long, short) for short, long in FORMS])


def form_dropped(name: str, _: random.Random) -> str | None:
    """Leave the legal form out."""
    return _form(name, [(form, "") for pair in FORMS for form in reversed(pair)])


def abbreviation(name: str, _: random.Random) -> str | None:
    """Abbreviate every word that is usually abbreviated."""
    usual = dict(ABBREVIATIONS)
    return _changed(name, " ".join(usual.get(w.strip(".,").lower(), w) for w in name.split()))


def spaces_joined(name: str, chance: random.Random) -> str | None:
    """Write all words as one, or two neighbouring ones."""
    words = name.split()
    if len(words) < 2:
        return None
    if chance.random() < 0.5:
        return "".join(words)
    at = chance.randrange(len(words) - 1)
    return " ".join((*words[:at], words[at] + words[at + 1], *words[at + 2 :]))


def upper_case(name: str, _: random.Random) -> str | None:
    """Write capitals only, or small letters only where they are already."""
    return _changed(name, name.upper()) or name.lower()


_ALL = (
    *(token_drop, order, punctuation, homoglyph, invisible, vowel_drop, double_collapse, phonetic),
    *(ocr, typo, transposition, truncation, form_expanded, form_shortened, form_dropped),
    *(abbreviation, spaces_joined, upper_case),
)
KINDS: dict[str, Perturb] = {kind.__name__.replace("_", " "): kind for kind in _ALL}


class Perturbed(NamedTuple):
    """A name as written, of what kind, and the name and number it comes from."""

    kind: str
    written: str
    name: str
    at: int


def sample(names: list[str], of_each: int, seed: int = 20260731) -> Iterator[Perturbed]:
    """Yield ``of_each`` perturbed names of each kind, from names drawn with a fixed seed."""
    common = _common(names)
    for kind, perturb in KINDS.items():
        chance = random.Random(f"{seed} {kind}")
        done = 0
        for at in chance.sample(range(len(names)), len(names)):
            if perturb is token_drop:
                written = token_drop(names[at], chance, common)
            else:
                written = perturb(names[at], chance)
            if written is not None and written != names[at]:
                yield Perturbed(kind, written, names[at], at)
                done += 1
                if done == of_each:
                    break


def _common(names: Iterable[str]) -> frozenset[str]:
    bearers: Counter[str] = Counter()
    for name in names:
        bearers.update({re.sub(r"\W", "", word).lower() for word in name.split()})
    return frozenset(word for word, count in bearers.items() if count > len(names) / 500)


def _changed(name: str, done: str) -> str | None:
    return None if done == name else done


def _one_word(name: str, chance: random.Random, change: Callable[[str], str]) -> str | None:
    words = name.split()
    spots = [
        at
        for at, word in enumerate(words)
        if len(word) >= 5 and change(word).lower() != word.lower()
    ]
    if not spots:
        return None
    at = chance.choice(spots)
    return " ".join((*words[:at], change(words[at]), *words[at + 1 :]))


def _replace_letters(
    name: str, chance: random.Random, table: dict[str, str], most: int
) -> str | None:
    spots = [at for at, letter in enumerate(name) if letter in table]
    if not spots:
        return None
    for at in chance.sample(spots, min(len(spots), chance.randint(1, most))):
        name = name[:at] + table[name[at]] + name[at + 1 :]
    return name


def _beside(letter: str, chance: random.Random) -> str:
    for row in KEYBOARD:
        at = row.find(letter.lower())
        if at >= 0:
            near = chance.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)])
            return near.upper() if letter.isupper() else near
    return letter


def _form(name: str, forms: Iterable[tuple[str, str]]) -> str | None:
    for old, new in sorted(forms, key=lambda pair: -len(pair[0])):
        done = re.sub(rf"(?i)(?<!\w){re.escape(old)}(?!\w)", new, name)
        if done != name:
            return re.sub(r"\s+", " ", done).strip(" ,") or None
    return None
