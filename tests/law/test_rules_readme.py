"""What rules/README.md teaches is what Earmark does: its examples run, its tables are in step.

``python tests/law/test_rules_readme.py`` writes the generated tables anew.
"""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from earmark import Investment, Sale, screen, screen_investment
from earmark.cli.sale_options import flag
from earmark.errors import EarmarkError, Fault
from earmark.judges.reference import holds
from earmark.law.citation import seeds
from earmark.law.geography import GROUPS
from earmark.law.parse import parse_condition
from earmark.law.rule import EFFECTS, NOWHERE, Status
from earmark.law.rulebook import Rulebook, load, shipped, shipped_for_investments
from earmark.law.syntax import ConditionFault
from earmark.matter import Value
from earmark.prove import loopholes
from earmark.prove.found import Broken
from earmark.prove.world import World
from earmark.resources import RULES, SEEDS
from earmark.schema import ACTS, FIELDS, POLICIES, ROLES, Field, Kind

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "rules" / "README.md"
SEEDS_PAGE = ROOT / "seeds" / "README.md"
LOADER = ROOT / "engine" / "earmark" / "law"
TEXT = PAGE.read_text(encoding="utf-8")

# -- what stands on the page -----------------------------------------------------------------


def blocks(tag: str) -> list[str]:
    """Return the bodies of the fenced blocks that are tagged so, such as ``toml part``."""
    return re.findall(rf"^```{re.escape(tag)}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def rows(header: str, text: str = TEXT) -> list[list[str]]:
    """Return the cells of the one table whose heading begins so."""
    (table,) = re.findall(rf"^{re.escape(header)}.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines()]


def names(header: str) -> list[str]:
    """Return what stands in backticks in the first column of a table."""
    return [name for row in rows(header) for name in re.findall(r"`(.+?)`", row[0])]


def shows(printed: str, shown: str) -> bool:
    """Tell whether the page shows what was printed; ``…`` stands for anything."""
    return bool(re.search(".*".join(map(re.escape, shown.strip().split("…"))), printed, re.DOTALL))


MY_RULES, MY_CASES = blocks("toml my-rules.toml")[0], blocks("toml my-cases.toml")[0]
MISTAKES = re.findall(
    r"^\*\*([^*\n]+)\*\*[^\n]*\n\n"
    r"```toml bad\n(.*?)```\n```text message\n(.*?)```\n```toml good\n(.*?)```$",
    TEXT,
    re.DOTALL | re.MULTILINE,
)

# -- parts of rules, made whole --------------------------------------------------------------

_DEFAULTS = {
    "title": '"An example"',
    "about": '"chip"',
    "in_force": "[{ from = 2020-01-01 }]",
    "says": '"An example."',
}
_CITES = '[[rule.cites]]\nlaw = "15 CFR 700"\n'


def whole(fragment: str, without: str = "") -> str:
    """Return the rules of a fragment, with the keys that it leaves out filled in."""
    parts = [part for part in re.split(r"^\[\[rule\]\]\n", fragment, flags=re.MULTILINE) if part]
    return "".join(_whole(part, number, without) for number, part in enumerate(parts))


def _whole(part: str, number: int, without: str) -> str:
    keys, mark, cites = part.partition("[[rule.cites]]")
    stated = {*re.findall(r"^(\w+)\s*=", keys, re.MULTILINE), without}
    filled = {"id": f'"example-{number}"', **_DEFAULTS}
    if not stated & set(EFFECTS):
        filled["finds"] = '"an example"'
    added = "".join(f"{key} = {value}\n" for key, value in filled.items() if key not in stated)
    sources = mark + cites or ("" if without == "[[rule.cites]]" else _CITES)
    return f"\n[[rule]]\n{keys}\n{added}{sources}"


def loaded(folder: Path, text: str) -> Rulebook:
    path = folder / "my-rules.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def faults(folder: Path, text: str) -> tuple[Fault, ...]:
    with pytest.raises(EarmarkError) as caught:
        loaded(folder, text)
    return caught.value.faults


# -- examples --------------------------------------------------------------------------------


def test_the_first_rule_of_the_page_is_the_shipped_one_in_its_meaning(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, blocks("toml file")[0]).rules
    original = shipped().by_id[rule.id]
    same = {"place": NOWHERE, "control": original.control, "says": original.says}
    assert replace(rule, **same) == replace(original, place=NOWHERE)
    assert set(rule.says.paths) == set(original.says.paths)


@pytest.mark.parametrize("part", blocks("toml part"))
def test_a_part_of_a_rule_loads_beside_the_rules_of_the_worked_example(
    part: str, tmp_path: Path
) -> None:
    assert len(loaded(tmp_path, MY_RULES + whole(part)).rules) >= 5


def test_the_five_effects_are_named_and_each_has_an_example(tmp_path: Path) -> None:
    assert re.findall(r"^\*\*`(\w+)`\*\*", TEXT, re.MULTILINE) == list(EFFECTS)
    shown = {
        rule.effect.value
        for part in blocks("toml part")
        for rule in loaded(tmp_path, MY_RULES + whole(part)).rules
        if rule.id not in loaded(tmp_path, MY_RULES).by_id
    }
    assert shown == set(EFFECTS)


@pytest.mark.parametrize(
    ("bad", "message", "good"),
    [mistake[1:] for mistake in MISTAKES],
    ids=[mistake[0] for mistake in MISTAKES],
)
def test_a_common_mistake_gives_the_message_shown_and_its_correction_loads(
    bad: str, message: str, good: str, tmp_path: Path
) -> None:
    (fault,) = faults(tmp_path, MY_RULES + whole(bad))
    assert shows(str(fault), message)
    assert loaded(tmp_path, MY_RULES + whole(good)).rules


def test_every_bad_example_of_the_page_was_tried() -> None:
    assert len(MISTAKES) == len(blocks("toml bad")) == len(blocks("toml good")) >= 10


# -- the worked example ----------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the two files that the page tells its reader to save."""
    tmp_path.joinpath("my-rules.toml").write_text(MY_RULES, encoding="utf-8")
    tmp_path.joinpath("my-cases.toml").write_text(MY_CASES, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from earmark.cli import main; main()"
    words = [sys.executable, "-X", "utf8", "-c", code, *shlex.split(command)[1:]]
    return subprocess.run(
        words, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def test_the_commands_of_the_worked_example_print_what_the_page_shows(desk: Path) -> None:
    console = "".join(blocks("console"))
    expected = {"rules": 0, "cases": 0, "check": 1, "prove": 1}
    steps = re.findall(r"^\$ (earmark (\w+).*)\n((?:[^$].*\n)+)", console, re.MULTILINE)
    assert [step[1] for step in steps] == list(expected)
    for command, verb, shown in steps:
        done = run(command, desk)
        assert (done.returncode, done.stderr) == (expected[verb], "")
        assert shows(done.stdout, shown)


def test_asking_for_the_parent_too_closes_the_loophole_of_the_worked_example(desk: Path) -> None:
    (closed,) = re.findall(r"nothing is left to print:\n`(.*)`\.", TEXT)
    asked = 'party.headquarters not in group["A:5"]'
    assert asked in closed
    rules = desk / "my-rules.toml"
    rules.write_text(MY_RULES.replace(asked, closed), encoding="utf-8")
    found = loopholes.check(World(load(rules)))
    assert [one for one in found if isinstance(one, Broken)] == []


def test_without_the_headquarters_the_worked_example_is_a_review_that_asks_for_them(
    desk: Path,
) -> None:
    stated = tomllib.loads(MY_CASES)["case"][0]["sale"]
    assert stated.pop("buyer_hq") == "VN"
    verdict = screen(Sale(**stated), rulebook=load(desk / "my-rules.toml"))
    assert verdict.verdict == "review"
    assert [question.fact for question in verdict.questions] == ["buyer.headquarters"]


def test_rules_show_prints_a_rule_of_ones_own(desk: Path) -> None:
    done = run("earmark rules show draft-licence --rules my-rules.toml", desk)
    assert done.returncode == 0
    assert "Draft, paragraph 3" in done.stdout


def test_a_file_of_ones_own_joins_a_copy_of_the_shipped_rules_without_us_export(
    desk: Path,
) -> None:
    book = desk / "book"
    shutil.copytree(RULES, book)
    book.joinpath("my-rules.toml").write_text(MY_RULES, encoding="utf-8")
    with pytest.raises(EarmarkError, match="'us-export' is already taken"):
        load(book)
    head, scope, *own = MY_RULES.split("[[rule]]\n")
    assert '"us-export"' in scope
    book.joinpath("my-rules.toml").write_text("[[rule]]\n".join([head, *own]), encoding="utf-8")
    assert len(load(book).rules) == len(shipped().rules) + len(own)


# -- rules on investments --------------------------------------------------------------------


def test_the_example_on_investments_bars_what_it_says_it_bars(tmp_path: Path) -> None:
    (text,) = blocks("toml my-investment-rules.toml")
    book = loaded(tmp_path, text)
    stated = {"investor": "Muster", "target": "Example", "target_hq": "VN"}
    large = {"investor_us_person": True, "training_operations": "10000000000000000000000001"}
    investment = Investment(**stated, **large, on=date(2027, 1, 1))
    verdict = screen_investment(investment, rulebook=book)
    assert (verdict.verdict, verdict.deciding) == ("deny", ("draft-ban",))
    at_the_limit = investment.model_copy(update={"training_operations": 10**25})
    assert screen_investment(at_the_limit, rulebook=book).verdict == "allow"


def test_rules_on_sales_and_on_investments_do_not_load_together(tmp_path: Path) -> None:
    (text,) = blocks("toml my-investment-rules.toml")
    _head, *own = MY_RULES.split("[[rule]]\n")
    mixed = faults(tmp_path, "[[rule]]\n".join([text, *own]))
    assert {fault.code for fault in mixed} == {"mixed-rulebook"}
    assert len(mixed) == len(own)
    lone = 'about = "party"\nroles = ["target"]\nwhen = "party.on_entity_list"'
    (fault,) = faults(tmp_path, MY_RULES + whole(lone))
    assert "judges the target of an investment" in str(fault)
    assert fault.code == "mixed-rulebook"


# -- meanings --------------------------------------------------------------------------------


def thing_of(condition: str) -> str:
    return re.findall(r"\b(chip|party|sale)\.", condition)[0]


class Told:
    """A sale of which only a few facts matter, all of them known."""

    def __init__(self, facts: dict[str, Value]) -> None:
        self.facts = facts

    def value(self, path: str) -> Value:
        return self.facts[path]

    def applies(self, doubt: str) -> bool:
        raise AssertionError(doubt)


def so(condition: str, **facts: Value) -> bool:
    """Tell whether a condition holds of a thing with these facts."""
    thing = thing_of(condition)
    told = Told({f"{thing}.{name}": value for name, value in facts.items()})
    return holds(parse_condition(condition, thing), shipped().on(date(2024, 1, 1)), told)


MEANINGS = {
    "chip.tpp >= 4800": ({"tpp": Fraction(4800)}, {"tpp": Fraction("4799.9999")}),
    "chip.tpp == 4800": ({"tpp": Fraction(4800)}, {"tpp": Fraction("4800.0001")}),
    "1600 <= chip.tpp < 4800": ({"tpp": Fraction(1600)}, {"tpp": Fraction(4800)}),
    "chip.data_centre": ({"data_centre": True}, {"data_centre": False}),
    "not chip.data_centre": ({"data_centre": False}, {"data_centre": True}),
    'sale.destination == "CN"': ({"destination": "CN"}, {"destination": "MO"}),
    'sale.destination in {"CN", "MO"}': ({"destination": "MO"}, {"destination": "HK"}),
    'sale.destination not in {"CN", "MO"}': ({"destination": "HK"}, {"destination": "MO"}),
    'sale.destination in group["D:5"]': ({"destination": "CN"}, {"destination": "MO"}),
    'sale.destination not in group["D:5"]': ({"destination": "MO"}, {"destination": "CN"}),
    "chip.data_centre and chip.tpp >= 1600": (
        {"data_centre": True, "tpp": Fraction(1600)},
        {"data_centre": False, "tpp": Fraction(1600)},
    ),
    "chip.data_centre or chip.tpp >= 4800": (
        {"data_centre": True, "tpp": Fraction(1)},
        {"data_centre": False, "tpp": Fraction(1)},
    ),
    "not (chip.data_centre or chip.nonplanar)": (
        {"data_centre": False, "nonplanar": False},
        {"data_centre": False, "nonplanar": True},
    ),
}


def test_every_condition_of_the_table_means_what_it_says() -> None:
    assert names("| write |") == list(MEANINGS)
    for condition, (yes, no) in MEANINGS.items():
        assert so(condition, **yes), condition
        assert not so(condition, **no), condition


@pytest.mark.parametrize("operator", [">", "<", ">=", "<=", "==", "!="])
def test_every_comparison_that_the_page_names_is_one(operator: str) -> None:
    assert f"`{operator}`" in TEXT or f"`chip.tpp {operator} 4800`" in TEXT
    read = parse_condition(f"chip.tpp {operator} 4_800", "chip")
    assert str(read) == f"chip.tpp {operator} 4,800"


def test_not_reaches_the_next_comparison_and_and_goes_before_or() -> None:
    mixed = "not chip.tpp >= 1 and chip.data_centre or chip.nonplanar"
    read = "(not (chip.tpp >= 1) and chip.data_centre) or chip.nonplanar"
    assert str(parse_condition(mixed, "chip")) == read


@pytest.mark.parametrize("condition", names("| refused in a rule about a chip |"))
def test_what_the_page_calls_refused_is_refused(condition: str) -> None:
    with pytest.raises(ConditionFault):
        parse_condition(condition, "chip")


def test_a_fact_that_does_not_apply_answers_no_as_the_table_says() -> None:
    header = "| condition | density 4 | density 8 | does not apply |"
    densities = (Fraction(4), Fraction(8), None)
    for cell, *answers in rows(header):
        condition = cell.strip("`")
        given = [so(condition, performance_density=value) for value in densities]
        assert ["yes" if answer else "no" for answer in given] == answers
    for operator in ("==", "!=", "<", ">="):
        assert not so(f"chip.performance_density {operator} 5.92", performance_density=None)


STATUSES = {"in_force": "deny", "unconfirmed": "review", "not_enforced": "allow"}


def test_a_status_has_the_effect_that_the_page_gives_it(tmp_path: Path) -> None:
    assert names("| status |") == list(STATUSES) == [status.value for status in Status]
    window = 'in_force = [{{ from = 2020-01-01, status = "{}"{} }}]\n'
    sale = Sale(buyer="Muster", chip="H100", destination="VN", on=date(2024, 1, 1))
    for status, expected in STATUSES.items():
        stated = window.format(status, ', doubt = "a doubt"' * (status == "unconfirmed"))
        first = f'[[rule]]\nabout = "sale"\n{stated}finds = "first"\n'
        second = f'[[rule]]\nabout = "sale"\n{stated}given = ["first"]\nprohibits = true\n'
        verdict = screen(sale, rulebook=loaded(tmp_path, MY_RULES + whole(first + second)))
        assert verdict.verdict == expected
        # Two rules with one doubt are one question; what is not enforced carries nothing.
        asked = [question.fact for question in verdict.questions]
        assert asked == (["law: a doubt"] if status == "unconfirmed" else [])
        warned = [warning.rule for warning in verdict.warnings]
        assert warned == (["example-0"] if status == "not_enforced" else [])


def test_an_exception_lifts_a_requirement_and_never_a_prohibition(tmp_path: Path) -> None:
    requires = '{ review_policy = "case by case", reason_for_control = "RS" }'
    exception = '[[rule]]\nabout = "sale"\nlifts = ["example-0"]\nacts = ["purchase_order"]\n'
    ban = '[[rule]]\nabout = "sale"\nprohibits = true\n'
    sale = Sale(buyer="Muster", chip="H100", destination="VN", on=date(2024, 1, 1))
    ordered = sale.model_copy(update={"purchase_order": True})
    text = f'[[rule]]\nabout = "sale"\nrequires = {requires}\n{exception}'
    book = loaded(tmp_path, MY_RULES + whole(text))
    waiting = screen(sale, rulebook=book)
    assert (waiting.verdict, [one.rule for one in waiting.exceptions]) == ("deny", ["example-1"])
    assert screen(ordered, rulebook=book).verdict == "allow"
    banned = loaded(tmp_path, MY_RULES + whole(text + ban))
    assert screen(ordered, rulebook=banned).verdict == "deny"


def test_the_page_names_the_option_for_every_act() -> None:
    assert all(f"`{flag(act)}`" in TEXT for act in ACTS)


# -- tables ----------------------------------------------------------------------------------


def _type(field: Field) -> str:
    if field.choices == POLICIES:
        return "choice: a review policy"
    if field.kind is Kind.CHOICE:
        return "choice: " + ", ".join(f'`"{choice}"`' for choice in field.choices)
    return field.kind.value


def facts_table() -> str:
    lines = ["| fact | type | unit | meaning | may be unknown |", "|---|---|---|---|---|"]
    for field in FIELDS.values():
        unknown = "yes" if field.ask else ""
        cells = (f"`{field.path}`", _type(field), field.unit, field.doc, unknown)
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"))
    return "\n".join(lines)


def policies_table() -> str:
    lines = ["| | review policy |", "|---|---|"]
    return "\n".join([*lines, *(f"| {rank} | `{name}` |" for rank, name in enumerate(POLICIES, 1))])


def acts_table() -> str:
    lines = ["| act | done when |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {meaning} |" for name, meaning in ACTS.items())])


GENERATED = {"facts": facts_table, "policies": policies_table, "acts": acts_table}


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- {name} -->\n)(.*?)\n?(?=<!-- /{name} -->)", re.DOTALL)


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_table_is_in_step_with_the_program(name: str) -> None:
    (stands,) = _between(name).findall(TEXT)
    assert stands == GENERATED[name](), f"run python {Path(__file__).relative_to(ROOT).as_posix()}"


def test_the_table_of_keys_has_every_key_of_a_rule_and_those_needed_are_needed(
    tmp_path: Path,
) -> None:
    (fault,) = faults(tmp_path, MY_RULES + whole("zzzzzzzzzz = 1"))
    known = fault.hint.removeprefix("the keys are ").split(", ")
    listed = [name.strip("[]").removeprefix("rule.") for name in names("| key |")]
    assert sorted(listed) == sorted(known)
    for row in rows("| key |"):
        for key in re.findall(r"`(.+?)`", row[0]):
            if row[1] in ("yes", "one or more"):
                assert faults(tmp_path, MY_RULES + whole("\n", without=key)), key


def test_the_tables_of_roles_and_groups_have_every_role_and_every_group() -> None:
    assert names("| role |") == list(ROLES)
    assert names("| group |") == sorted(GROUPS)


# -- error codes -----------------------------------------------------------------------------


def _texts(node: ast.expr) -> set[str]:
    """Return the texts that an expression can be, as far as they stand in it."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=other):
            return _texts(body) | _texts(other)
        case ast.JoinedStr(values=values):
            return {"".join(parts) for parts in product(*map(_texts, values))}
        case ast.FormattedValue(value=value):
            return _texts(value)
        case _:
            return set()


def codes_in(source: str) -> set[str]:
    """Return every code with which a module makes a fault."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called.strip("_").casefold() in ("fault", "conditionfault"):
                found |= _texts(node.args[0])
    return found


CODES = set().union(*(codes_in(path.read_text("utf-8")) for path in sorted(LOADER.glob("*.py"))))


def test_the_table_of_codes_has_every_code_of_the_loader_in_order() -> None:
    assert len(CODES) > 30
    assert names("| code |") == sorted(CODES)


_OLD_AND_NEW = (
    '[[rule]]\nid = "old"\nin_force = [{{ from = 2020-01-01, until = 2021-01-01 }}]\n'
    '[[rule]]\nid = "new"\nreplaces = "old"\nin_force = [{{ from = {} }}]\n'
)
PROVOKED = {
    "acts-without-lifts": 'acts = ["nac_notice"]',
    "ambiguous-finding": 'finds = "draft-licence"',
    "bad-date": "in_force = [{ from = 2020-01-01T12:00:00 }]",
    "bad-id": 'id = "Big rule"',
    "bad-template": 'says = "{chip.name"',
    "bad-toml": 'title = "one"\ntitle = "two"',
    "condition-syntax": 'when = "chip.tpp >="',
    "condition-type": 'when = "chip.tpp"',
    "cycle": 'finds = "itself"\ngiven = ["itself"]',
    "doubt-without-status": 'in_force = [{ from = 2020-01-01, doubt = "perhaps" }]',
    "duplicate-id": 'id = "draft-chip"',
    "edition-gap": _OLD_AND_NEW.format("2021-01-02"),
    "edition-overlap": 'replaces = "draft-chip"\nin_force = [{ from = 2027-06-01 }]',
    "empty-citation": '[[rule.cites]]\nnotice = "88 FR 73458"',
    "empty-window": "in_force = [{ from = 2020-01-01, until = 2020-01-01 }]",
    "foreign-field": 'when = "party.on_entity_list"',
    "foreign-finding": 'given = ["seated outside A:5"]',
    "missing-citation": '[[rule.cites]]\nnotice = "88 FR 73458"',
    "missing-key": 'title = ""',
    "mixed-citation": '[[rule.cites]]\nlaw = "x"\nquote = "y"',
    "mixed-rulebook": 'about = "investment"',
    "no-roles": 'about = "party"\nroles = []',
    "one-effect": 'finds = "one"\nwarns = true',
    "quote-not-once": '[[rule.cites]]\nlaw = "x"\n[[rule.cites]]\ngloss = "x"\n'
    'seed = "000_91fa1b76b8366164.txt"\nquote = "SenseTime"',
    "roles-without-party": 'roles = ["parent"]',
    "unknown-act": 'about = "sale"\nlifts = ["draft-licence"]\nacts = ["prayer"]',
    "unknown-choice": 'about = "deal"',
    "unknown-country": "when = 'chip.designer_country == \"XX\"'",
    "unknown-field": 'when = "chip.price >= 100"',
    "unknown-finding": 'given = ["nothing"]',
    "unknown-group": "when = 'chip.designer_country in group[\"D:6\"]'",
    "unknown-key": 'name = "A rule"',
    "unknown-requirement": 'about = "sale"\nlifts = ["draft-chip"]',
    "unknown-role": 'about = "party"\nroles = ["seller"]',
    "unknown-rule": 'replaces = "nothing"',
    "unknown-seed": '[[rule.cites]]\nlaw = "x"\n[[rule.cites]]\ngloss = "x"\n'
    'seed = "001.txt"\nquote = "x"',
    "window-overlap": "in_force = [{ from = 2020-01-01 }, { from = 2021-01-01 }]",
    "wrong-type": "title = 5",
}


@pytest.mark.parametrize("code", PROVOKED)
def test_the_cause_that_the_table_names_gives_the_code(code: str, tmp_path: Path) -> None:
    assert code in {fault.code for fault in faults(tmp_path, MY_RULES + whole(PROVOKED[code]))}


def test_a_rulebook_that_is_not_there_or_empty_gives_the_code_of_the_table(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nowhere", "unreadable"), (tmp_path, "no-rules")):
        with pytest.raises(EarmarkError) as caught:
            load(path)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_a_rulebook_about_the_other_kind_of_deal_gives_the_code_of_the_table() -> None:
    for book, deal in ((shipped(), "investment"), (shipped_for_investments(), "sale")):
        with pytest.raises(EarmarkError) as caught:
            book.about(deal)
        assert [fault.code for fault in caught.value.faults] == ["wrong-rulebook"]


def test_every_code_of_the_table_was_provoked() -> None:
    elsewhere = {"unreadable", "no-rules", "seed-changed", "wrong-rulebook"}
    assert {*PROVOKED, *elsewhere} == set(names("| code |"))


# -- what the loader is said to do -----------------------------------------------------------


def test_all_mistakes_are_reported_at_once_and_of_one_condition_the_first(tmp_path: Path) -> None:
    two = "when = 'chip.one > 1 or chip.two > 2'\ntitle = 5\n"
    found = faults(tmp_path, MY_RULES + whole(f'{two}[[rule]]\nabout = "deal"\n'))
    assert [fault.code for fault in found] == ["unknown-field", "wrong-type", "unknown-choice"]


def test_what_the_page_says_the_loader_cannot_tell_it_does_not_tell(tmp_path: Path) -> None:
    unnoticed = """
when  = 'chip.designer == "Nvidja"'
finds = "a mispelt finding"
[[rule.cites]]
law = "15 CFR 9999.9"
"""
    assert loaded(tmp_path, MY_RULES + whole(unnoticed)).rules


# -- links, and the page on the source texts -------------------------------------------------


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [PAGE, SEEDS_PAGE], ids=["rules", "seeds"])
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page.read_text("utf-8")):
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), file
        assert not anchor or anchor in anchors(target.read_text("utf-8")), anchor


def test_the_source_texts_have_the_sizes_that_their_page_gives() -> None:
    listed = rows("| file |", SEEDS_PAGE.read_text("utf-8"))
    sizes = {
        name: (f"{len(seed.text):,}", f"{(SEEDS / name).stat().st_size:,}")
        for name, seed in seeds().items()
    }
    assert {row[0].strip("`"): (row[2], row[3]) for row in listed} == sizes


def _write() -> None:
    text = TEXT
    for name, made in GENERATED.items():
        text = _between(name).sub(lambda _, made=made: made() + "\n", text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
