"""The index of names: whom a written name means for certain, and whom it may mean.

*Certain*: equal once case, accents, punctuation, spacing and the legal form are set aside.
*Possible*: the telling words agree; ``naming.enough`` says when that is enough. One search serves
single names and bulk: nothing but caches differs.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from earmark.facts.naming.aliases import Aliases
from earmark.facts.naming.blob import pack, unpack
from earmark.facts.naming.equal import (
    bare_key,
    bare_keys_of_name,
    keys_of,
    keys_of_name,
    parted,
    words_of,
)
from earmark.facts.naming.keys import Keys
from earmark.facts.naming.lexicon import Lexicon
from earmark.facts.naming.search import Known, search
from earmark.facts.naming.words import kinds
from earmark.facts.spelling import Name, is_chinese, read, readings

_IN_FULL: Final = 100.0
_BUT_FOR_FORM: Final = 99.0
_CLOSEST: Final = 97.0
_ABROAD: Final = 10.0


class Named(NamedTuple):
    """One name of one owner, the countries of its entry (ISO codes), whether it is a person's."""

    name: str
    owner: str
    countries: frozenset[str] = frozenset()
    person: bool = False


class Hit(NamedTuple):
    """An owner that a name means or may mean, and why.

    ``agreed`` holds the telling words of the written name that agree (every one that agrees where
    none tells), ``differing`` what only one of the two has, legal forms aside. ``score`` goes from
    0 to 100, which is the alias letter by letter but for case, accents, punctuation and the way
    its legal form is spelt; that is what ``in_full`` says.
    """

    owner: str
    alias: str
    certain: bool
    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    score: float
    in_full: bool = False


class NameIndex:
    """The names of many owners, to be found by what people write."""

    def __init__(
        self,
        names: Sequence[str],
        owners: Sequence[str],
        countries: Sequence[frozenset[str]],
        persons: Collection[int],
    ) -> None:
        self._names, self._owners = names, owners
        self._countries, self._persons = countries, persons
        self._families: Sequence[str] = ()

    @classmethod
    def build(cls, names: Iterable[Named], families: Mapping[str, str] | None = None) -> NameIndex:
        """Index names in any order.

        ``families`` tells which owners belong together, so that a family name does not pass for a
        common word.
        """
        rows = sorted(set(names), key=lambda n: (n.name, n.owner, sorted(n.countries), n.person))
        index = cls(
            [row.name for row in rows],
            [row.owner for row in rows],
            [row.countries for row in rows],
            frozenset(at for at, row in enumerate(rows) if row.person),
        )
        index._families = [(families or {}).get(row.owner, row.owner) for row in rows]
        return index

    @cached_property
    def _exact(self) -> Keys:
        return self._keys(keys_of_name)

    @cached_property
    def _bare(self) -> Keys:
        """What close search needs: an exact hit does without, and so the parts are made apart."""
        return self._keys(bare_keys_of_name)

    @cached_property
    def _aliases(self) -> Aliases:
        """What close search needs besides."""
        words = (words_of(name, at in self._persons) for at, name in enumerate(self._names))
        return Aliases.of(words, self._families, self._persons)

    def _keys(self, *kinds_of_keys: Callable[[str, bool], set[str]]) -> Keys:
        return Keys.of(
            (key, at)
            for at, name in enumerate(self._names)
            for keys_of_kind in kinds_of_keys
            for key in keys_of_kind(name, at in self._persons)
        )

    def find(self, name: str, countries: frozenset[str] = frozenset()) -> list[Hit]:
        """Return each owner once with its best alias, best first; certain hits alone if any."""
        return self.certain(name, countries) or self.close(name, countries)

    def certain(self, name: str, countries: frozenset[str] = frozenset()) -> list[Hit]:
        """Return the owners that ``name`` means, those that bear it legal form and all first.

        A name that says several side by side ("华为 Huawei") means who bears all of them.
        """
        hits = self._equal(read(name), countries)
        if not hits and (texts := readings(name)):
            first, *others = [self._equal(read(text), countries) for text in texts]
            owners = [{hit.owner for hit in found} for found in others]
            hits = [hit for hit in first if all(hit.owner in found for found in owners)]
        return _best_of_each(hits)

    def close(self, name: str, countries: frozenset[str] = frozenset()) -> list[Hit]:
        """Return the owners that ``name`` may mean, each once, best first."""
        hits = []
        known = Known(self._names, self._persons)
        for text in (name, *_telling(readings(name))):
            bare, generic = parted(read(text))
            if not bare.words:
                continue
            hits += self._but_for_generic(bare, generic, countries)
            chinese = is_chinese(text)
            for found in search(self._aliases, known, bare, generic, chinese=chinese):
                if found.firm or not self._is_abroad(found.at, countries):
                    score = min(round(100 * found.score, 1), _CLOSEST)
                    hits.append(
                        self._hit(found.at, countries, score, found.agreed, found.differing)
                    )
        return _best_of_each(hits)

    def _but_for_generic(
        self, bare: Name, generic: Sequence[str], countries: frozenset[str]
    ) -> list[Hit]:
        """Return the names that equal a written one but for its generic words, or some of them."""
        if not generic:
            return []
        equal = [at for at, _ in self._equal_to(keys_of(bare))]
        for at in self._bare.get(bare_key(bare)):
            name, person = self._names[at], at in self._persons
            same = bare_key(bare) in bare_keys_of_name(name, person)
            if same and set(generic).issuperset(parted(read(name))[1]):
                equal.append(at)
        graded = _CLOSEST - len(generic)
        return [self._hit(at, countries, graded, bare.words, tuple(generic)) for at in equal]

    def dump(self) -> bytes:
        """Return the index as bytes that ``load`` reads."""
        aliases, lexicon = self._aliases, self._aliases.lexicon
        places = sorted({tuple(sorted(countries)) for countries in self._countries})
        number = {frozenset(place): at for at, place in enumerate(places)}
        numbers = (
            array("I", map(number.__getitem__, self._countries)),
            array("I", sorted(self._persons)),
            # Together: a key of one kind is none of the other, and each name is read once.
            *self._keys(keys_of_name, bare_keys_of_name).columns,
            lexicon.bearers,
            *lexicon.spellings.columns,
            *aliases.columns(),
        )
        return pack((self._names, self._owners, places, lexicon.words), numbers)

    @classmethod
    def load(cls, blob: bytes) -> NameIndex:
        """Read what ``dump`` wrote. Raises ValueError if it is damaged or of another version."""
        (names, owners, places, words), numbers = unpack(blob)
        countries, persons, keys, key_starts, bearers, edits, edit_starts, *columns = numbers
        known = [frozenset(place) for place in places]
        index = cls(names, owners, [known[at] for at in countries], frozenset(persons))
        index._exact = index._bare = Keys(keys, key_starts)
        lexicon = Lexicon(words, bearers, Keys(edits, edit_starts))
        index._aliases = Aliases.stored(lexicon, columns)
        return index

    def _equal(self, name: Name, countries: frozenset[str]) -> list[Hit]:
        return [
            self._hit(at, countries, _IN_FULL if in_full else _BUT_FOR_FORM, name.words)
            for at, in_full in self._equal_to(keys_of(name))
        ]

    def _equal_to(self, keys: Sequence[str]) -> list[tuple[int, bool]]:
        """Return the numbers of the names that have a key, and whether it is the first one."""
        found = []
        for at in self._exact.get_all(keys):
            known = keys_of_name(self._names[at], at in self._persons)
            if not known.isdisjoint(keys):
                found.append((at, keys[0] in known))
        return found

    def _hit(
        self,
        at: int,
        countries: frozenset[str],
        score: float,
        agreed: tuple[str, ...],
        differing: tuple[str, ...] = (),
    ) -> Hit:
        abroad = self._is_abroad(at, countries)
        certain, in_full = score >= _BUT_FOR_FORM, score == _IN_FULL
        graded = score - _ABROAD * abroad
        owner, name = self._owners[at], self._names[at]
        return Hit(owner, name, certain, agreed, differing, graded, in_full)

    def _is_abroad(self, at: int, countries: frozenset[str]) -> bool:
        known = self._countries[at]
        return bool(countries and known) and countries.isdisjoint(known)


def _telling(texts: Iterable[str]) -> Sequence[str]:
    """Return readings if each may be a name: "(Spain)" says of which Example, and is none.

    One of generic words alone is left out: it is an addition to the others.
    """
    bare = [(text, parted(read(text))[0].words) for text in texts]
    named = [(text, words) for text, words in bare if words]
    known = kinds().keys()
    return [] if any(known >= set(words) for _, words in named) else [text for text, _ in named]


def _best_of_each(hits: list[Hit]) -> list[Hit]:
    if len(hits) < 2:
        return hits
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.alias, len(hit.agreed), hit.agreed)):
        best.setdefault(hit.owner, hit)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.owner))
