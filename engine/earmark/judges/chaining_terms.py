"""Conditions in durable's terms: exact numbers, safe names, no negation but in the leaves.

Part of the chaining judge's worker. Nothing here needs durable_rules; conditions go in as
``chaining_worker`` describes them and come out as durable's patterns are written, in JSON:
``$and`` and ``$or`` over comparisons such as ``{"$gte": {"p3f": 48000000}}``. Membership of a
group is the one leaf that is no comparison: ``{"$member": (property, group, wanted)}``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing would delay the worker's first answer
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Json = dict[str, Any]

NEVER: Json = {"$or": []}
MEMBER = "$member"
OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
SIGNS = {"number": (*OPPOSITE,), "text": ("==", "!="), "flag": ("==", "!=")}
NONE, YES, NO = "none", "yes", "no"

SCALE = 10**4
LARGEST = 2**63 - 1

# What durable can hold; beyond these it refuses, or compiles for ever.
CONNECTIVES = 14  # 32 expressions in a pattern, two for each $and and $or
WAITING = 28  # 64 open alternatives of one fact, shared with the other ways of a crowd
CHOICES = 450  # 511 children of one node
VALUES = 400


class RefusedError(Exception):
    """A program or a case that this judge cannot take; the message says why."""


def integer(text: str) -> int:
    """Return the integer that the text writes; raise RefusedError for anything else."""
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 4000):
        raise RefusedError(f"{text[:40]!r} is not a number")
    return int(text)


def bounds(number: str) -> tuple[int, int]:
    """Return floor and ceiling of 10,000 times "7920/407" or "5.92"; may raise RefusedError."""
    above, _, below = number.partition("/")
    whole, _, decimals = above.partition(".")
    numerator = integer(whole + decimals) * SCALE
    denominator = integer(below or "1") * 10 ** len(decimals)
    if denominator < 1:
        raise RefusedError(f"{number[:40]!r} is not a ratio")
    floor, ceiling = numerator // denominator, -(-numerator // denominator)
    if max(abs(floor), abs(ceiling)) > LARGEST:
        raise RefusedError(f"{number[:40]} times 10,000 does not fit 64 bits")
    return floor, ceiling


def threshold(number: str) -> int:
    """Return 10,000 times a number of at most four decimals; may raise RefusedError."""
    floor, ceiling = bounds(number)
    if floor != ceiling:
        raise RefusedError(f"{number[:40]!r} has more than four decimals")
    return floor


def joined(word: str, parts: list[Json]) -> Json:
    """Return the parts under one $and or $or: flat, with what is always so folded away."""
    flat = [leaf for part in parts for leaf in part.get(word, (part,))]
    settled: Json = {"$or" if word == "$and" else "$and": []}
    if settled in flat:
        return settled
    return flat[0] if len(flat) == 1 else {word: flat}


def one_of(name: str, tokens: list[str], want: bool) -> Json:
    """Return that a property is, or is not, one of the tokens."""
    if want:
        return joined("$or", [{name: token} for token in tokens])
    return joined("$and", [{"$neq": {name: token}} for token in tokens])


def compared(name: str, sign: str, limit: int, want: bool) -> Json:
    """Return a comparison by floor and ceiling; with an absent number it is false."""
    floor, ceiling = f"{name}f", f"{name}c"
    if not want:
        return joined("$or", [compared(name, OPPOSITE[sign], limit, True), {f"{name}n": True}])
    below: Json = {"$lt": {floor: limit}}
    above: Json = {"$gt": {ceiling: limit}}
    signs: dict[str, Json] = {
        "<": below,
        ">=": {"$gte": {floor: limit}},
        ">": above,
        "<=": {"$lte": {ceiling: limit}},
        "==": {"$and": [{floor: limit}, {ceiling: limit}]},
        "!=": {"$or": [below, above]},
    }
    return signs[sign]


class Names:
    """The short, safe names under which durable sees the fields and texts of a program."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[str, str]] = {}
        self.texts: dict[str, str] = {}

    def field(self, field: str, kind: str) -> str:
        """Return the property of a field; raise RefusedError if it is of two kinds."""
        known, name = self.fields.setdefault(field, (kind, f"p{len(self.fields)}"))
        if known != kind:
            raise RefusedError(f"{field} is used as a {known} and as a {kind}")
        return name

    def text(self, text: str) -> str:
        """Return the token of a text."""
        return self.texts.setdefault(text, f"v{len(self.texts)}")


class Condition:
    """Reads one rule's condition into durable's terms, and notes the fields it asks for."""

    def __init__(self, names: Names, about: str) -> None:
        self.names, self.about = names, about
        self.fields: dict[str, None] = {}

    def read(self, tree: Json, want: bool = True) -> Json:
        """Return what makes the tree true, or false; raise RefusedError if it has no meaning."""
        ((word, body),) = tree.items()
        if word == "not":
            return self.read(body, not want)
        if word in ("all", "any"):
            parts = [self.read(part, want) for part in body]
            return joined("$and" if (word == "all") == want else "$or", parts)
        if word == "is":
            return one_of(self._name(body, "flag"), [YES], want)
        if word == "in":
            tokens = [self.names.text(text) for text in dict.fromkeys(body[1])]
            if len(tokens) > VALUES:
                raise RefusedError(f"a set has more than {VALUES} values; name a group instead")
            return one_of(self._name(body[0], "text"), tokens, want)
        if word == "group":
            return {MEMBER: (self._name(body[0], "text"), body[1], want)}
        if word == "compare":
            return self._compare(body, want)
        raise RefusedError(f"{word[:40]!r} is no condition")

    def _name(self, field: str, kind: str) -> str:
        if not field.startswith(self.about + "."):
            raise RefusedError(f"{field[:40]!r} is no fact of a {self.about}")
        self.fields[field] = None
        return self.names.field(field, kind)

    def _compare(self, body: list[Any], want: bool) -> Json:
        field, sign, literal = body
        ((kind, value),) = literal.items()
        if sign not in SIGNS.get(kind, ()):
            raise RefusedError(f"{field[:40]!r} cannot be compared with a {kind} by {sign[:4]!r}")
        name = self._name(field, kind)
        if kind == "number":
            return compared(name, sign, threshold(value), want)
        token = self.names.text(value) if kind == "text" else (YES if value else NO)
        if sign == "==":
            return one_of(name, [token], want)
        # An absent value is unlike every literal, and yet "!=" does not hold of it.
        return one_of(name, [token, NONE], not want)


def parts_of(leaf: Json) -> list[Json]:
    """Return what stands under a connective; nothing for a single comparison."""
    parts: list[Json] = leaf.get("$and") or leaf.get("$or") or []
    return parts


def connectives(leaf: Json) -> int:
    """Count the $and and $or of a condition."""
    parts = parts_of(leaf)
    return bool(parts) + sum(map(connectives, parts))


def waiting(leaf: Json) -> int:
    """Bound the alternatives that durable holds open at once for a condition."""
    parts = parts_of(leaf)
    if "$or" not in leaf:
        return 1 + sum(waiting(part) - 1 for part in parts)
    (name, *others) = {name for part in parts for name in part}
    return 1 if not others and not name.startswith("$") else sum(map(waiting, parts))


def size(leaf: Json) -> int:
    """Count the comparisons of a condition."""
    parts = parts_of(leaf)
    return sum(map(size, parts)) if parts else 1


def grouped(leaf: Json) -> bool:
    """Tell whether a group is asked for below a connective, where no pattern can say it."""
    return any(MEMBER in part or grouped(part) for part in parts_of(leaf))


def fits(leaves: list[Json]) -> bool:
    """Tell whether one durable rule can hold the leaves, all of which must be true."""
    whole = {"$and": leaves}
    return (
        NEVER not in leaves
        and not any(map(grouped, leaves))
        and connectives(whole) <= CONNECTIVES
        and waiting(whole) <= WAITING
        and sum(size(leaf) for leaf in leaves if "$or" in leaf) <= CHOICES
    )


def spread(leaves: list[Json]) -> Iterator[list[Json]]:
    """Yield sets of leaves that each fit; together they say the same as the leaves given."""
    if fits(leaves):
        yield leaves
        return
    choices = [index for index, leaf in enumerate(leaves) if "$or" in leaf]
    at = max(choices, key=lambda index: (grouped(leaves[index]), connectives(leaves[index])))
    for branch in leaves[at]["$or"]:
        whole = joined("$and", [*leaves[:at], branch, *leaves[at + 1 :]])
        yield from spread(whole.get("$and", [whole]))
