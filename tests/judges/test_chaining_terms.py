"""Conditions in durable's terms mean what they said; what durable cannot hold is taken apart."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.judges.chaining_terms import (
    CHOICES,
    CONNECTIVES,
    MEMBER,
    NEVER,
    NO,
    NONE,
    VALUES,
    WAITING,
    YES,
    Condition,
    Names,
    RefusedError,
    bounds,
    compared,
    connectives,
    fits,
    grouped,
    integer,
    joined,
    one_of,
    size,
    spread,
    threshold,
    waiting,
)

Json = dict[str, Any]

# --- what terms mean: a reading of durable's patterns in plain Python ------------------------

ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SIGNS = {**ORDER, "==": operator.eq, "!=": operator.ne}
MEANT = {"$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">=", "$neq": "!="}
GROUPS = {"D:5": {"CN", "RU"}, "A:1": {"DE"}}


def means(leaf: Json, fact: Json) -> bool:
    ((word, body),) = leaf.items()
    if word in ("$and", "$or"):
        return (all if word == "$and" else any)(means(part, fact) for part in body)
    if word == MEMBER:
        name, group, want = body
        return (fact[name] in GROUPS[group]) is want
    if word in MEANT:
        ((name, value),) = body.items()
        return name in fact and SIGNS[MEANT[word]](fact[name], value)
    return fact.get(word) == body


def told(names: Names, facts: dict[str, Any]) -> Json:
    """Return a thing as durable is told of it."""
    fact: Json = {}
    for field, (kind, name) in names.fields.items():
        value = facts[field]
        if kind == "number" and value is not None:
            fact[f"{name}f"], fact[f"{name}c"] = bounds(str(value))
        elif kind == "number":
            fact[f"{name}n"] = True
        elif kind == "flag":
            fact[name] = NONE if value is None else YES if value else NO
        else:
            fact[name] = NONE if value is None else names.text(value)
    return fact


def holds(tree: Json, facts: dict[str, Any]) -> bool:
    ((word, body),) = tree.items()
    if word in ("all", "any"):
        return (all if word == "all" else any)(holds(part, facts) for part in body)
    if word == "not":
        return not holds(body, facts)
    value = facts[body if word == "is" else body[0]]
    if value is None:
        return False
    if word == "is":
        return value is True
    if word == "in":
        return value in body[1]
    ((kind, literal),) = body[2].items()
    return bool(SIGNS[body[1]](value, Fraction(literal) if kind == "number" else literal))


LIMITS = ["4800", "5.92", "-0.0001"]
TEXTS = ["CN", "DE", "none"]
numbers = st.builds(
    lambda limit, by: Fraction(limit) + Fraction(by, 30_000),
    st.sampled_from(LIMITS),
    st.sampled_from([0, 0, 1, -1, 3, -3]),
)
facts_known = st.fixed_dictionaries(
    {
        "chip.tpp": st.none() | numbers,
        "chip.made": st.none() | st.booleans(),
        "chip.by": st.none() | st.sampled_from(TEXTS),
    }
)
atoms = st.one_of(
    st.tuples(st.sampled_from(sorted(SIGNS)), st.sampled_from(LIMITS)).map(
        lambda one: {"compare": ["chip.tpp", one[0], {"number": one[1]}]}
    ),
    st.tuples(st.sampled_from(["==", "!="]), st.sampled_from(TEXTS)).map(
        lambda one: {"compare": ["chip.by", one[0], {"text": one[1]}]}
    ),
    st.tuples(st.sampled_from(["==", "!="]), st.booleans()).map(
        lambda one: {"compare": ["chip.made", one[0], {"flag": one[1]}]}
    ),
    st.just({"is": "chip.made"}),
    st.lists(st.sampled_from(TEXTS), max_size=3).map(lambda some: {"in": ["chip.by", some]}),
)
trees = st.recursive(
    atoms,
    lambda inner: st.one_of(
        inner.map(lambda tree: {"not": tree}),
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, max_size=3).map(lambda parts: {"any": parts}),
    ),
    max_leaves=8,
)


@given(tree=trees, facts=facts_known, want=st.booleans())
def test_terms_mean_what_the_condition_said_or_its_opposite(
    tree: Json, facts: dict[str, Any], want: bool
) -> None:
    names = Names()
    leaf = Condition(names, "chip").read(tree, want)
    fact = told(names, facts)
    assert means(leaf, fact) is (holds(tree, facts) is want)
    apart = list(spread(leaf.get("$and", [leaf])))
    assert all(map(fits, apart)) or apart == [[NEVER]]
    assert any(all(means(one, fact) for one in leaves) for leaves in apart) is means(leaf, fact)


# --- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "floor", "ceiling"),
    [
        ("5.92", 59_200, 59_200),
        ("-0.00005", -1, 0),
        ("1/3", 3_333, 3_334),
        ("1.5/2", 7_500, 7_500),
        ("922337203685477.5807", 2**63 - 1, 2**63 - 1),
        ("-922337203685477.5807", 1 - 2**63, 1 - 2**63),
    ],
)
def test_a_number_lies_between_two_integers(number: str, floor: int, ceiling: int) -> None:
    assert bounds(number) == (floor, ceiling)


LONG = "9" * 50
REFUSED = [
    (integer, "4_8", "'4_8' is not a number"),
    (integer, "１", "'１' is not a number"),
    (integer, "--1", "'--1' is not a number"),
    (integer, "x" * 50, f"{'x' * 40!r} is not a number"),
    (integer, "9" * 4000, f"{'9' * 40!r} is not a number"),
    (bounds, "1/0", "'1/0' is not a ratio"),
    (bounds, "1/-2", "'1/-2' is not a ratio"),
    (bounds, f"{LONG}/0", f"{LONG[:40]!r} is not a ratio"),
    (bounds, "922337203685477.5808", "922337203685477.5808 times 10,000 does not fit 64 bits"),
    (bounds, "-922337203685477.58071", "-922337203685477.58071 times 10,000 does not fit 64 bits"),
    (bounds, LONG, f"{LONG[:40]} times 10,000 does not fit 64 bits"),
    (threshold, "0.00001", "'0.00001' has more than four decimals"),
    (threshold, f"0.{'1' * 50}", f"'0.{'1' * 38}' has more than four decimals"),
]


@pytest.mark.parametrize(("read", "text", "said"), REFUSED)
def test_what_is_no_number_here_is_refused_in_few_words(read: Any, text: str, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(text)
    assert str(caught.value) == said


def test_a_number_may_have_thousands_of_digits_before_it_is_too_large() -> None:
    assert integer("9" * 3999) == int("9" * 3999)
    assert threshold("-4800.5") == -48_005_000


# --- terms -----------------------------------------------------------------------------------

A, B, C = {"a": "1"}, {"b": "1"}, {"c": "1"}


def test_what_is_joined_is_flat_and_holds_nothing_that_is_always_so() -> None:
    assert joined("$and", [A, {"$and": [B, C]}]) == {"$and": [A, B, C]}
    assert joined("$or", [{"$or": [A, B]}, C]) == {"$or": [A, B, C]}
    assert joined("$and", [A, {"$or": [B, C]}]) == {"$and": [A, {"$or": [B, C]}]}
    assert joined("$and", [A]) == joined("$and", [A, {"$and": []}]) == A
    assert joined("$and", [A, {"$or": []}]) == {"$or": []} == NEVER
    assert joined("$or", [A, {"$and": []}]) == {"$and": []}
    assert joined("$or", []) == NEVER


def test_one_of_several_is_an_or_and_none_of_them_an_and() -> None:
    assert one_of("p", ["x", "y"], True) == {"$or": [{"p": "x"}, {"p": "y"}]}
    assert one_of("p", ["x", "y"], False) == {"$and": [{"$neq": {"p": "x"}}, {"$neq": {"p": "y"}}]}
    assert one_of("p", ["x"], True) == {"p": "x"}


def test_a_number_is_compared_by_its_floor_and_its_ceiling() -> None:
    assert compared("p", "<", 5, True) == {"$lt": {"pf": 5}}
    assert compared("p", ">=", 5, True) == {"$gte": {"pf": 5}}
    assert compared("p", ">", 5, True) == {"$gt": {"pc": 5}}
    assert compared("p", "<=", 5, True) == {"$lte": {"pc": 5}}
    assert compared("p", "==", 5, True) == {"$and": [{"pf": 5}, {"pc": 5}]}
    assert compared("p", "!=", 5, True) == {"$or": [{"$lt": {"pf": 5}}, {"$gt": {"pc": 5}}]}
    assert compared("p", "<", 5, False) == {"$or": [{"$gte": {"pf": 5}}, {"pn": True}]}


def test_fields_and_texts_have_short_names_each_its_own() -> None:
    names = Names()
    assert [names.field(one, "text") for one in ("a", "b", "a")] == ["p0", "p1", "p0"]
    assert [names.text(one) for one in ("x", "y", "x")] == ["v0", "v1", "v0"]
    with pytest.raises(RefusedError, match=r"^a is used as a text and as a flag$"):
        names.field("a", "flag")


def test_the_fields_of_a_condition_are_noted_in_order() -> None:
    condition = Condition(Names(), "chip")
    group = {"group": ["chip.place", "D:5"]}
    two = {"any": [{"is": "chip.made"}, {"not": group}, {"is": "chip.made"}]}
    assert condition.read(two)["$or"][1] == {MEMBER: ("p1", "D:5", False)}
    assert list(condition.fields) == ["chip.made", "chip.place"]
    assert condition.read(group) == {MEMBER: ("p1", "D:5", True)}


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"near": "chip.tpp"}, "'near' is no condition"),
        ({"x" * 50: []}, f"{'x' * 40!r} is no condition"),
        ({"is": "party.listed"}, "'party.listed' is no fact of a chip"),
        ({"is": "y" * 50}, f"{'y' * 40!r} is no fact of a chip"),
        (
            {"compare": ["chip.by", "<", {"text": "B"}]},
            "'chip.by' cannot be compared with a text by '<'",
        ),
        (
            {"compare": ["chip.tpp", "=" * 9, {"number": "1"}]},
            "'chip.tpp' cannot be compared with a number by '===='",
        ),
        (
            {"compare": ["z" * 50, "==", {"date": "1"}]},
            f"{'z' * 40!r} cannot be compared with a date by '=='",
        ),
        (
            {"in": ["chip.by", [str(n) for n in range(VALUES + 1)]]},
            "a set has more than 400 values; name a group instead",
        ),
    ],
)
def test_what_is_no_condition_is_refused_in_few_words(tree: Json, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Condition(Names(), "chip").read(tree)
    assert str(caught.value) == said


def test_a_set_counts_each_value_once() -> None:
    values = [str(n % VALUES) for n in range(2 * VALUES)]
    assert len(Condition(Names(), "chip").read({"in": ["chip.by", values]})["$or"]) == VALUES


# --- what durable can hold -------------------------------------------------------------------

IN = {MEMBER: ("p", "D:5", True)}


def below(limit: int, name: str = "p") -> Json:
    return {"$lt": {f"{name}f": limit}}


def alternatives(count: int, name: str = "p") -> Json:
    return {"$or": [{f"{name}{n}": "v"} for n in range(count)]}


def test_the_size_of_a_condition_is_counted() -> None:
    both = {"$and": [A, {"$or": [B, C, {"$and": [A, IN]}]}]}
    assert (connectives(A), connectives(both)) == (0, 3)
    assert (size(A), size(both)) == (1, 5)
    assert (grouped(A), grouped(IN), grouped({"$and": [IN]}), grouped(both)) == (
        *(False, False, True, True),
    )


def test_the_alternatives_that_are_open_at_once_are_counted() -> None:
    assert waiting(A) == 1
    assert waiting({"$or": [{"p": "1"}, {"p": "2"}]}) == 1
    assert waiting({"$or": [A, B]}) == 2
    assert waiting({"$or": [below(1), below(2), A]}) == 3
    assert waiting({"$and": [{"$or": [A, B]}, {"$or": [A, B, C]}, A]}) == 4


@pytest.mark.parametrize(
    ("leaves", "so"),
    [
        ([A, B], True),
        ([NEVER], False),
        ([IN], True),
        ([{"$or": [A, IN]}], False),
        ([alternatives(WAITING)], True),
        ([alternatives(WAITING + 1)], False),
        ([{"$and": [{"$or": [{"p": "1"}, {"p": "2"}]}]}] * (CONNECTIVES - 1), False),
        ([{"$or": [{"p": "1"}, {"p": "2"}]}] * (CONNECTIVES - 1), True),
        ([{"$or": [{"p": "1"}, {"p": "2"}]}] * CONNECTIVES, False),
        ([{"$or": [{"p": str(n)} for n in range(CHOICES)]}], True),
        ([{"$or": [{"p": str(n)} for n in range(CHOICES + 1)]}], False),
    ],
)
def test_one_rule_of_durable_holds_so_much_and_no_more(leaves: list[Json], so: bool) -> None:
    assert fits(leaves) is so


def test_what_does_not_fit_is_taken_apart_where_it_is_widest() -> None:
    deep = {"$or": [{"$and": [{"$or": [A, IN]}, B]}, C]}
    assert list(spread([A, deep])) == [[A, A, B], [A, IN, B], [A, C]]
    wide = alternatives(WAITING + 1)
    assert list(spread([wide, IN])) == [[one, IN] for one in wide["$or"]]
    assert list(spread([A])) == [[A]]
    assert list(spread([NEVER])) == []


def test_what_cannot_stand_below_a_connective_is_spread_first_and_nothing_else() -> None:
    group = {"$or": [{MEMBER: ("p0", "D:5", True)}, {"p0": "v0"}]}
    plain = {"$or": [{"$gt": {f"p{number}c": number}} for number in range(10)]}
    member, other = group["$or"]
    assert list(spread([group, plain])) == [[member, plain], [other, plain]]


def test_of_choices_too_many_that_with_most_connectives_is_spread_first() -> None:
    deep = {"$or": [{"$and": [{"a": f"{at}"}, {"b": f"{at}"}]} for at in range(CONNECTIVES)]}
    flat = {"$or": [{"$gt": {"p1c": 1}}, {"$lt": {"p2f": 2}}]}
    assert list(spread([deep, flat])) == [[*one["$and"], flat] for one in deep["$or"]]
