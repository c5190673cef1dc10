"""The chaining judge's worker fires what the rules mean, and refuses what it cannot express.

``expected`` is a reading of the protocol in plain Python; everything random is held to it. What
the worker answers in a process of its own is then asked of its code in this one too.
"""

from __future__ import annotations

import io
import json
import operator
import os
import runpy
import signal
import subprocess
import sys
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.judges import chaining_worker
from earmark.judges.chaining import COMMAND, Answer, Chaining, Failure
from earmark.judges.chaining_terms import RefusedError, bounds, threshold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]
Fired = tuple[tuple[str, str], ...]

# --- what a program means --------------------------------------------------------------------

ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def plain(value: Json) -> object:
    ((kind, raw),) = value.items()
    return Fraction(raw) if kind == "number" else raw


def holds(tree: Json, facts: Json, members: list[list[str]]) -> bool:
    ((word, body),) = tree.items()
    if word == "all":
        return all(holds(part, facts, members) for part in body)
    if word == "any":
        return any(holds(part, facts, members) for part in body)
    if word == "not":
        return not holds(body, facts, members)
    field, *rest = [body] if word == "is" else body
    fact = facts.get(field.partition(".")[2])
    if fact is None:
        return False
    value = plain(fact)
    if word == "is":
        return value is True
    if word == "in":
        return value in rest[0]
    if word == "group":
        return [rest[0], value] in members
    return ORDER[rest[0]](value, plain(rest[1]))


def applies(rule: Json, thing: Json, case: Json) -> bool:
    roles = rule["roles"] if rule["about"] == "party" else []
    return (
        thing["about"] == rule["about"]
        and rule["id"] not in case["off"]
        and (not roles or bool(set(roles) & set(thing["roles"])))
        and (rule["when"] is None or holds(rule["when"], thing["facts"], case["members"]))
    )


def expected(program: Json, case: Json) -> Fired:
    fired: set[tuple[str, str]] = set()
    found: set[tuple[str, str]] = set()
    for rule in sorted(program["rules"], key=lambda rule: int(rule["stratum"])):
        for thing in case["things"]:
            sale = rule["about"] == "sale"
            standing = {name for name, key in found if sale or key == thing["key"]}
            settled = set(rule["given"]) <= standing and not standing & set(rule["unless"])
            settled = settled and (not rule["any"] or bool(standing & set(rule["any"])))
            if settled and applies(rule, thing, case):
                fired.add((rule["id"], thing["key"]))
                found.add((rule["finding"], thing["key"]))
    return tuple(sorted(fired))


# --- programs and cases, at random and by hand -----------------------------------------------

SCHEMA = {
    "chip": {"tpp": "number", "density": "number", "data_centre": "flag", "designer": "text"},
    "party": {"hq": "text", "parent_hq": "text", "share": "number", "listed": "flag"},
    "sale": {"destination": "text", "origin": "text", "civil": "flag", "gap": "number"},
}
LIMITS = ["4800", "5.92", "148/25", "-0.0001", "0"]
TEXTS = ["CN", "SG", "", "none", "yes", "v0", 'a "quoted" \\ \x00\n name', "芯"]
GROUPS = ["D:5", "A:1"]
ROLES = ["buyer", "consignee", "end_user"]

limits = st.sampled_from(LIMITS)
texts = st.sampled_from(TEXTS)
off_by = st.sampled_from([Fraction(numerator, 30_000) for numerator in (0, 0, 0, 1, -1, 3, -3)])
VALUES: dict[str, st.SearchStrategy[Json]] = {
    "number": st.builds(lambda limit, by: {"number": str(Fraction(limit) + by)}, limits, off_by),
    "flag": st.booleans().map(lambda flag: {"flag": flag}),
    "text": texts.map(lambda text: {"text": text}),
}


def atoms(about: str) -> st.SearchStrategy[Json]:
    def of(kind: str) -> st.SearchStrategy[str]:
        return st.sampled_from(
            [f"{about}.{name}" for name, is_ in SCHEMA[about].items() if is_ == kind]
        )

    def compare(
        kind: str, signs: list[str], literals: st.SearchStrategy[Json]
    ) -> st.SearchStrategy[Json]:
        parts = st.tuples(of(kind), st.sampled_from(signs), literals)
        return parts.map(lambda body: {"compare": list(body)})

    return st.one_of(
        compare("number", list(ORDER), limits.map(lambda number: {"number": number})),
        compare("flag", ["==", "!="], VALUES["flag"]),
        compare("text", ["==", "!="], VALUES["text"]),
        of("flag").map(lambda field: {"is": field}),
        st.tuples(of("text"), st.lists(texts, max_size=3)).map(lambda body: {"in": list(body)}),
        st.tuples(of("text"), st.sampled_from(GROUPS)).map(lambda body: {"group": list(body)}),
    )


def trees(about: str) -> st.SearchStrategy[Json]:
    def bigger(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
        several = st.lists(inner, max_size=3)
        return st.one_of(
            inner.map(lambda tree: {"not": tree}),
            several.map(lambda parts: {"all": parts}),
            several.map(lambda parts: {"any": parts}),
        )

    return st.recursive(atoms(about), bigger, max_leaves=8)


def rule(name: str, about: str = "chip", when: Json | None = None, **more: Any) -> Json:
    """A rule that asserts its own name in stratum 0, unless told otherwise."""
    blank = {"roles": [], "given": [], "any": [], "unless": [], "finding": name, "stratum": 0}
    return {"id": name, "about": about, "when": when, **blank, **more}


def thing(key: str, about: str, roles: list[str] | None = None, **facts: Json | None) -> Json:
    return {"key": key, "about": about, "roles": roles or [], "facts": facts}


def case(
    *things: Json, members: list[list[str]] | None = None, off: list[str] | None = None
) -> Json:
    return {"things": list(things), "members": members or [], "off": off or []}


@st.composite
def programs(draw: st.DrawFn) -> Json:
    rules = []
    for number in range(draw(st.integers(1, 8))):
        about, stratum = draw(st.sampled_from(list(SCHEMA))), draw(st.integers(0, 3))
        lower = [f"{name}{level}" for level in range(stratum) for name in "fgh"]
        some = st.lists(st.sampled_from(lower), max_size=2) if lower else st.just([])
        rules.append(
            rule(
                f"rule {number}",
                about,
                draw(st.none() | trees(about)),
                roles=draw(st.lists(st.sampled_from(ROLES), max_size=2)),
                given=draw(some),
                any=draw(some),
                unless=draw(some),
                finding=f"{draw(st.sampled_from('fgh'))}{stratum}",
                stratum=stratum,
            )
        )
    return {"rules": rules}


@st.composite
def cases(draw: st.DrawFn) -> Json:
    def some(key: str, about: str) -> Json:
        kinds = SCHEMA[about].items()
        facts = {name: draw(st.one_of(*[VALUES[kind]] * 4, st.none())) for name, kind in kinds}
        return thing(key, about, draw(st.lists(st.sampled_from(ROLES), unique=True)), **facts)

    parties = [some(key, "party") for key in ROLES[: draw(st.integers(0, 3))]]
    members = st.lists(st.tuples(st.sampled_from(GROUPS), texts).map(list), max_size=5)
    off = st.lists(st.sampled_from(["rule 0", "rule 3"]), max_size=1)
    things = [some("chip", "chip"), *parties, some("sale", "sale")]
    return case(*things, members=draw(members), off=draw(off))


@pytest.fixture(scope="module")
def judge() -> Iterator[Chaining]:
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    with Chaining() as chaining:
        yield chaining


@pytest.fixture(autouse=True)
def _no_alarm_ends_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "alarm", lambda _: 0)


HERE = chaining_worker.Worker()


def here(rules: list[Json], some: list[Json]) -> Json:
    """Ask the worker's code in this process; what crashes it has crashed the other one before."""
    request = json.dumps({"program": {"rules": rules}, "cases": some})
    answer: Json = json.loads(json.dumps(HERE.answer(request.encode())))
    return answer


def answers(heard: list[Answer] | Failure) -> list[Answer]:
    assert not isinstance(heard, Failure), heard.what
    return heard


def agrees(judge: Chaining, rules: list[Json], *some: Json) -> list[Answer]:
    """Judge, hold the answers to what the program means, and return them."""
    program = {"rules": rules}
    heard = answers(judge.judge(program, list(some), patience=60))
    assert [answer.error for answer in heard] == [""] * len(some)
    assert [answer.fired for answer in heard] == [expected(program, one) for one in some]
    same = here(rules, list(some))["verdicts"]
    assert [one["trace"] for one in same] == [[*answer.trace] for answer in heard]
    return heard


# --- what fires ------------------------------------------------------------------------------


@given(program=programs(), some=st.lists(cases(), min_size=1, max_size=4))
def test_what_fires_is_what_the_rules_mean(
    judge: Chaining, program: Json, some: list[Json]
) -> None:
    agrees(judge, program["rules"], *some)


@pytest.mark.parametrize("sign", ORDER)
@pytest.mark.parametrize(
    "number",
    ["7919/407", "148/25", "5.92", "5.9200", "17761/3000", "592001/100000", "591999/100000"],
)
def test_a_threshold_is_met_exactly_and_by_nothing_less(
    judge: Chaining, sign: str, number: str
) -> None:
    when = {"compare": ["chip.density", sign, {"number": "5.92"}]}
    chips = [thing("chip", "chip", density={"number": number}), thing("chip", "chip", density=None)]
    rules = [rule("so", when=when), rule("not so", when={"not": when})]
    agrees(judge, rules, *map(case, chips))


def test_two_fields_of_one_country_are_both_in_its_group(judge: Chaining) -> None:
    here, there = {"group": ["party.hq", "D:5"]}, {"group": ["party.parent_hq", "D:5"]}
    rules = [
        rule("both", "party", {"all": [here, there]}),
        rule("one", "party", {"all": [here, {"not": there}]}),
    ]
    party = thing("buyer", "party", hq={"text": "CN"}, parent_hq={"text": "CN"})
    agrees(judge, rules, case(party, members=[["D:5", "CN"]]))


def test_a_finding_about_one_party_does_not_stand_for_another(judge: Chaining) -> None:
    rules = [
        rule("listed", "party", {"is": "party.listed"}),
        rule("own", "party", given=["listed"], stratum=1),
        rule("any", "sale", given=["listed"], stratum=1),
        rule("none", "sale", unless=["listed"], stratum=1),
    ]
    parties = [thing(key, "party", listed={"flag": key == "buyer"}) for key in ROLES]
    agrees(judge, rules, case(*parties, thing("sale", "sale")), case(thing("sale", "sale")))


def test_the_trace_names_the_facts_and_findings_in_the_order_fired(judge: Chaining) -> None:
    rules = [
        rule("licence", "sale", given=["3A090.a"], stratum=1),
        rule(
            "3a090-a", when={"compare": ["chip.tpp", ">=", {"number": "4800"}]}, finding="3A090.a"
        ),
    ]
    things = [thing("chip", "chip", tpp={"number": "15840/1"}), thing("sale", "sale")]
    (answer,) = agrees(judge, rules, case(*things))
    facts = {"chip.tpp": {"number": "15840/1"}}
    assert answer.trace == (
        {"rule": "3a090-a", "thing": "chip", "facts": facts, "findings": []},
        {"rule": "licence", "thing": "sale", "facts": {}, "findings": ["3A090.a"]},
    )


def test_a_rule_that_is_off_does_not_fire_and_defeats_nothing(judge: Chaining) -> None:
    rules = [rule("stayed"), rule("stands", unless=["stayed"], stratum=1)]
    agrees(judge, rules, case(thing("chip", "chip"), off=["stayed"]), case(thing("chip", "chip")))


@pytest.mark.parametrize("text", ["x" * 10_000, "\x00", '"', "\\", "\ud800", "\u2028", "芯" * 3000])
def test_any_text_equals_itself_and_nothing_else(judge: Chaining, text: str) -> None:
    same = {"compare": ["chip.designer", "==", {"text": text}]}
    chips = [thing("chip", "chip", designer={"text": one}) for one in (text, text + " ", text[:-1])]
    agrees(judge, [rule(text, when=same), rule("other", when={"not": same})], *map(case, chips))


def test_many_rules_may_wait_for_one_fact(judge: Chaining) -> None:
    rules = [rule("first"), *[rule(f"then {n}", given=["first"], stratum=1) for n in range(200)]]
    group = {"group": ["sale.destination", "D:5"]}
    rules += [rule(f"there {n}", "sale", group, given=["first"], stratum=1) for n in range(200)]
    things = [thing("chip", "chip"), thing("sale", "sale", destination={"text": "CN"})]
    agrees(judge, rules, case(*things, members=[["D:5", "CN"]]))


NUMBERS = [str(number) for number in range(600)]
ABOVE = [{"compare": ["chip.tpp", ">", {"number": number}]} for number in NUMBERS[:150]]


def test_there_may_be_hundreds_of_findings(judge: Chaining) -> None:
    rules = [rule(name) for name in NUMBERS]
    rules += [rule(f"after {name}", given=[name], stratum=1) for name in NUMBERS]
    agrees(judge, rules, case(thing("chip", "chip")))


def test_wide_conditions_and_deep_ones_are_expressed(judge: Chaining) -> None:
    deep: Json = {"is": "chip.data_centre"}
    for atom in ABOVE[:60]:
        deep = {"not": {"all": [deep, atom]}}
    pairs = [{"any": ABOVE[at : at + 2]} for at in range(0, 40, 2)]
    rules = [rule(f"beside {n}") for n in range(23)]
    rules += [rule("wide", when={"any": ABOVE[:45]}), rule("pairs", when={"all": pairs})]
    chips = [thing("chip", "chip", tpp={"number": number}) for number in ("0", "7", "99")]
    agrees(judge, [*rules, rule("deep", when=deep)], *map(case, chips))


@pytest.mark.parametrize("empty", [{"all": []}, {"any": []}, {"in": ["chip.designer", []]}])
@pytest.mark.parametrize("word", ["all", "any"])
def test_what_is_always_or_never_so_may_stand_anywhere(
    judge: Chaining, word: str, empty: Json
) -> None:
    flag: Json = {"is": "chip.data_centre"}
    inner: list[Json] = [
        {word: [flag, empty]},
        {word: [flag, {"not": empty}]},
        {word: [{"not": empty}]},
    ]
    trees: list[Json] = [
        *inner,
        {"not": inner[0]},
        {"any": [flag, inner[1]]},
        {"all": [flag, inner[0]]},
    ]
    rules = [rule(str(at), when=tree) for at, tree in enumerate(trees)]
    chips = [thing("chip", "chip", data_centre={"flag": so}) for so in (True, False)]
    agrees(judge, rules, *map(case, chips))


def test_thousands_of_cases_and_hundreds_of_programs_do_not_make_the_worker_grow(
    judge: Chaining,
) -> None:
    above = {"compare": ["chip.tpp", ">=", {"number": "4800"}]}
    rules = [rule("above", when=above), rule("listed", "party", {"group": ["party.hq", "D:5"]})]
    chips = [thing("chip", "chip", tpp={"number": f"{4000 + n}/1"}) for n in range(1000)]
    party = thing("buyer", "party", hq={"text": "CN"})
    some = [case(chip, party, members=[["D:5", "CN"]]) for chip in chips]

    def round_of(name: str) -> None:
        agrees(judge, rules, *some)
        for number in range(100):
            agrees(judge, [*rules, rule(f"{name} {number}")], some[number])

    round_of("first")
    before = memory(judge)
    for name in ("second", "third", "fourth"):
        round_of(name)
    assert memory(judge) - before < 2_000_000


def memory(judge: Chaining) -> int:
    assert isinstance(judge._worker, subprocess.Popen)
    try:
        pages = Path(f"/proc/{judge._worker.pid}/statm").read_text().split()[1]
    except FileNotFoundError:
        pytest.skip("this system does not tell the memory of a process")
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


# --- what is refused -------------------------------------------------------------------------


@given(number=st.fractions(-(10**14), 10**14) | st.decimals(-(10**14), 10**14, places=3))
def test_bounds_enclose_a_number_as_narrowly_as_integers_can(number: Fraction) -> None:
    scaled = Fraction(number) * 10_000
    assert bounds(str(number)) == (floor(scaled), ceil(scaled))


@pytest.mark.parametrize(
    "number", ["", "x", "1e5", "1_000", "１", "1/0", "1/-2", "0.00001", "1/3", "9" * 5000]
)
def test_a_threshold_is_an_exact_decimal_or_refused(number: str) -> None:
    with pytest.raises(RefusedError):
        threshold(number)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"tpp": {"number": "1e30"}}, "chip.tpp: '1e30' is not a number"),
        (
            {"tpp": {"number": "9" * 16}},
            "chip.tpp: 9999999999999999 times 10,000 does not fit 64 bits",
        ),
        ({"tpp": {"text": "4800"}}, "chip.tpp is not a number, as the rules have it"),
    ],
)
def test_a_case_that_cannot_be_stated_fails_alone(judge: Chaining, facts: Json, why: str) -> None:
    rules = [
        rule("above", when={"compare": ["chip.tpp", ">=", {"number": "922337203685477.5807"}]})
    ]
    good = thing("chip", "chip", tpp={"number": "922337203685477.5807"})
    some = [case(good), case(thing("chip", "chip", **facts)), case(good)]
    first, bad, last = answers(judge.judge({"rules": rules}, some))
    assert first.fired == last.fired == (("above", "chip"),)
    assert bad == Answer(error=why)
    assert [one.get("error", "") for one in here(rules, some)["verdicts"]] == ["", why, ""]


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([rule("a", when={"is": "party.listed"})], "rule 'a': 'party.listed' is no fact of a chip"),
        ([rule("a", when={"near": "chip.tpp"})], "rule 'a': 'near' is no condition"),
        ([rule("a"), rule("a", stratum=1)], "rule 'a': another rule has the same name"),
        ([rule("a"), rule("b", given=["a"])], "rule 'b': 'a' is not settled in a lower stratum"),
        (
            [rule("a", when={"all": [{"is": f"chip.{name}"} for name in NUMBERS[:71]]})],
            "rule 'a': it asks for more than 70 fields",
        ),
        (
            [rule("a", when={"any": ABOVE})],
            "rule 'a': its condition has more than 128 alternatives",
        ),
        (
            [
                rule(
                    "a",
                    when={
                        "any": [{"in": ["chip.name", NUMBERS[at : at + 300]]} for at in (0, 300)]
                    },
                )
            ],
            "rule 'a': its condition has more than 128 alternatives",
        ),
        (
            [rule("a", given=NUMBERS[:15], stratum=1)],
            "rule 'a': it needs 17 patterns at once; 16 are possible",
        ),
        (
            [rule("a", when={"in": ["chip.name", NUMBERS[:401]]})],
            "rule 'a': a set has more than 400 values; name a group instead",
        ),
        (
            [rule("a", when={"compare": ["chip.name", "<", {"text": "B"}]})],
            "rule 'a': 'chip.name' cannot be compared with a text by '<'",
        ),
        (
            [rule("a", when={"all": [{"is": "chip.x"}, {"in": ["chip.x", ["y"]]}]})],
            "rule 'a': chip.x is used as a flag and as a text",
        ),
    ],
)
def test_a_program_that_cannot_be_expressed_says_why_and_harms_no_other(
    judge: Chaining, rules: list[Json], why: str
) -> None:
    refused = judge.judge({"rules": rules}, [])
    assert refused == Failure(f"the chaining judge cannot express {why}")
    assert here(rules, []) == {"error": f"cannot express {why}"}
    agrees(judge, [rule("still here")], case(thing("chip", "chip")))


# --- what goes wrong within ------------------------------------------------------------------

ONE = [rule("one")]
CHIP = case(thing("chip", "chip"))


class Engine:
    """In the place of durable's: does what the real one does, but for one call."""

    def __init__(self, call: str, does: Callable[..., Any]) -> None:
        self._real, self._call, self._does = chaining_worker.core, call, does

    def __getattr__(self, name: str) -> Any:
        return self._does if name == self._call else getattr(self._real, name)


def broken(*_: object) -> None:
    raise MemoryError("no room")


def test_what_durable_raises_fails_one_case_and_ends_its_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chaining_worker, "core", Engine("assert_fact", broken))
    monkeypatch.setattr(chaining_worker.core, "delete_state", lambda *_: None)
    (answer,) = here(ONE, [CHIP])["verdicts"]
    assert answer == {"error": "the case could not be judged (MemoryError: no room)"}


def test_a_fact_that_durable_does_not_accept_fails_its_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chaining_worker, "core", Engine("assert_fact", lambda *_: (2, 0)))
    monkeypatch.setattr(chaining_worker.core, "delete_state", lambda *_: None)
    (answer,) = here(ONE, [CHIP])["verdicts"]
    said = "RuntimeError: a fact was not accepted (result 2)"
    assert answer == {"error": f"the case could not be judged ({said})"}


def test_a_program_that_durable_refuses_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining_worker, "core", Engine("create_ruleset", broken))
    said = "cannot express the program (MemoryError: no room)"
    assert here([rule("never compiled before")], []) == {"error": said}


def test_without_durable_there_is_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining_worker, "import_module", broken)
    monkeypatch.setattr(chaining_worker, "core", chaining_worker.engine())
    assert here(ONE, [CHIP]) == {"error": chaining_worker.UNAVAILABLE}


class Counted:
    """A call of durable's, and what it was called with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._real = getattr(chaining_worker.core, call)
        monkeypatch.setattr(chaining_worker, "core", Engine(call, self))

    def __call__(self, *given: Any) -> Any:
        self.calls.append(given)
        return self._real(*given)


def asked(program: Json) -> bytes:
    return json.dumps({"program": program, "cases": []}).encode()


def test_a_program_that_was_prepared_is_not_compiled_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted, worker = Counted(monkeypatch, "create_ruleset"), chaining_worker.Worker()
    prepared = {"rules": [rule("prepared")]}
    assert worker.answer(json.dumps({"prepare": prepared}).encode()) is None
    assert len(counted.calls) == 1
    assert worker.answer(asked(prepared)) == {"verdicts": []}
    assert len(counted.calls) == 1


def test_sixteen_programs_are_kept_compiled_and_the_oldest_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted, worker = Counted(monkeypatch, "create_ruleset"), chaining_worker.Worker()
    some = [asked({"rules": [rule(f"one of {number}")]}) for number in range(17)]
    for line in (*some[:16], *some[:16]):
        worker.answer(line)
    assert len(counted.calls) == 16
    for line in (some[16], some[0], *some[2:]):
        worker.answer(line)
    assert len(counted.calls) == 18


def test_what_several_rules_find_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch, "assert_fact")
    finding = [rule("one", finding="fast"), rule("two", finding="fast")]
    here([*finding, rule("then", given=["fast"], stratum=1)], [CHIP])
    told = [json.loads(message) for _, message in counted.calls]
    assert len([fact for fact in told if fact["kind"].startswith("found")]) == 1


def test_what_goes_wrong_is_told_in_two_hundred_characters() -> None:
    said = chaining_worker.wording(ValueError("x" * 300))
    assert said == f"ValueError: {'x' * 188}"
    said = "cannot read the request (JSONDecodeError: Expecting value: line 1 column 1 (char 0))"
    assert HERE.answer(b"nonsense") == {"error": said}


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b"{}", b'{"program": {}, "cases": []}'])
def test_what_is_no_request_is_answered_all_the_same(line: bytes) -> None:
    said = HERE.answer(line)["error"]
    assert said.startswith(("cannot read the request (", "cannot express the program ("))


def test_two_things_of_one_key_are_refused(judge: Chaining) -> None:
    twice = case(thing("chip", "chip"), thing("chip", "chip"))
    why = "two things of the case have the same key"
    assert answers(judge.judge({"rules": ONE}, [twice])) == [Answer(error=why)]
    assert here(ONE, [twice])["verdicts"] == [{"error": why}]


def test_the_script_answers_line_by_line_and_may_take_half_a_minute_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = json.dumps({"program": {"rules": ONE}, "cases": [CHIP]}).encode() + b"\n"
    printed, alarms = io.StringIO(), list[int]()
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(request * 2)))
    monkeypatch.setattr(sys, "stdout", printed)
    monkeypatch.setattr(signal, "alarm", alarms.append)
    runpy.run_path(COMMAND[-1], run_name="__main__")
    first, second = map(json.loads, printed.getvalue().splitlines())
    assert first == second
    assert first["verdicts"][0]["fired"] == [["one", "chip"]]
    assert alarms == [30, 30, 0] * 2


def test_what_the_script_does_it_does_line_by_line_with_half_a_minute_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = json.dumps({"program": {"rules": ONE}, "cases": [CHIP]}).encode() + b"\n"
    printed, alarms = io.StringIO(), list[int]()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(request * 2)))
    monkeypatch.setattr(sys, "stdout", printed)
    monkeypatch.setattr(signal, "alarm", alarms.append)
    chaining_worker.main()
    answer = json.dumps(here(ONE, [CHIP]))
    assert printed.getvalue() == f"{answer}\n" * 2
    assert alarms[:6] == [30, 30, 0] * 2


@pytest.mark.parametrize("source", [{"rules": ONE}, {"rules": 1}, None])
def test_what_is_prepared_is_not_answered_whatever_it_is(
    monkeypatch: pytest.MonkeyPatch, source: object
) -> None:
    """What is wrong with a program is told when it is to judge."""
    prepare = json.dumps({"prepare": source}).encode() + b"\n"
    request = json.dumps({"program": {"rules": ONE}, "cases": [CHIP]}).encode() + b"\n"
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(prepare + request)))
    monkeypatch.setattr(sys, "stdout", printed)
    monkeypatch.setattr(signal, "alarm", lambda _: None)
    chaining_worker.main()
    assert printed.getvalue() == f"{json.dumps(here(ONE, [CHIP]))}\n"


def test_a_system_without_alarms_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "alarm")
    assert here(ONE, [CHIP])["verdicts"][0]["fired"] == [["one", "chip"]]


def test_no_two_names_look_the_same_to_durable() -> None:
    # It tells properties apart by a 32-bit hash of their names, and nothing else.
    names = ["id", "sid", "$s", "kind", "name", "thing", "country", "$forward"]
    names += [f"p{n}{suffix}" for n in range(2000) for suffix in ("", "f", "c", "n")]
    names += [f"r{n}" for n in range(4096)]
    assert len({fnv(name) for name in names}) == len(names)


def fnv(text: str) -> int:
    hashed = 0x811C9DC5
    for byte in text.encode():
        hashed = (hashed ^ byte) * 0x01000193 % 2**32
    return hashed
