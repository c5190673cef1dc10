"""Worked cases: sales, or investments, with the verdict and the reasons that they must give.

A case states a sale (or an investment) and what is expected of it; ``expect`` lists variations,
each overriding fields of the sale and stating its own expectations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import ValidationError

from earmark.case_lists import LISTINGS, STAKES, registry_of, stated_rows
from earmark.conclusion import Answer
from earmark.errors import Fault, InputFileError, UsageError, nearest
from earmark.facts.lists.rows import Row
from earmark.facts.parties import Registry
from earmark.facts.resolve import resolve
from earmark.facts.target import resolve_investment
from earmark.investing import screen_investment
from earmark.investment import Investment
from earmark.investment_verdict import InvestmentVerdict
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import Rulebook, shipped, shipped_for_investments
from earmark.law.toml import read_toml
from earmark.resources import CASES
from earmark.sale import Sale
from earmark.schema import with_article
from earmark.screening import screen
from earmark.verdict import Verdict

_SETS: Final = ("deciding", "questions", "exceptions")
"""Expectations that must match exactly, in any order."""

_PARTS: Final = ("finds", "never", "warns", "policy", "says", "caveat")
"""Expectations about a part of the verdict."""

_EXPECTED: Final = ("verdict", *_SETS, *_PARTS)
_RULES: Final = ("deciding", "exceptions", "finds", "never", "warns")
_LISTS: Final = (*_RULES, "questions")
_DEALS: Final = ("sale", "investment")
_WRITE: Final = "write [[case]] with name, sale = { … } (or investment) and expect = [{ … }]"

ANSWERS: Final[tuple[str, ...]] = get_args(Answer)
"""The verdicts there are."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sale, or one investment, with its expectations. ``name`` is a sentence.

    ``rows`` are the entries of lists, and the stakes, that the case states beside it.
    """

    file: str
    name: str
    deal: Sale | Investment
    expected: Mapping[str, Any]
    rows: tuple[Row, ...] = ()

    @property
    def registry(self) -> Registry | None:
        """A registry of the rows, laid over the shipped one; ``None`` where there are none."""
        return registry_of(self.rows, self.deal.on)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went: the differences from what was expected, none if it passed."""

    case: Case
    differences: tuple[str, ...]
    verdict: Verdict | InvestmentVerdict


def read_cases(path: Path = CASES) -> list[Case]:
    """Return the cases in ``path``, a folder with what is in it, or one file.

    Raises :class:`InputFileError` for a file that cannot be read, for every entry of every file
    that is no case, and where there is no case at all.
    """
    files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
    faults: list[Fault] = []
    cases = [case for file in files for case in _read(file, faults)]
    if not cases and not faults:
        faults.append(Fault("no-cases", f"there is no case in {path}"))
    if faults:
        raise InputFileError(faults)
    return cases


def run_case(
    case: Case, rulebook: Rulebook | None = None, chaining: Chaining | None = None
) -> Outcome:
    """Screen what a case states, and compare.

    A rulebook serves the cases of its kind, sales or investments; others use the shipped one.
    """
    book, verdict = _screened(case, rulebook, chaining)
    differences = [*_no_rules(case.expected, book), *_differences(case.expected, verdict)]
    if "differences" in verdict.judges:
        differences.append(f"the judges disagree: {verdict.judges['differences']}")
    return Outcome(case, tuple(differences), verdict)


def _screened(
    case: Case, rulebook: Rulebook | None, chaining: Chaining | None
) -> tuple[Rulebook, Verdict | InvestmentVerdict]:
    """Return the rulebook that was used, and the verdict."""
    deal, known = case.deal, case.registry
    if isinstance(deal, Sale):
        book = rulebook if rulebook and rulebook.deal == "sale" else shipped()
        return book, screen(deal, rulebook=book, registry=known, chaining=chaining)
    book = rulebook if rulebook and rulebook.deal == "investment" else shipped_for_investments()
    return book, screen_investment(deal, rulebook=book, registry=known, chaining=chaining)


# -- reading ---------------------------------------------------------------------------------


def _read(file: Path, faults: list[Fault]) -> Iterator[Case]:
    """Yield the cases of one file; what is no case becomes a fault."""
    try:
        data = read_toml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        faults.append(Fault("unreadable", f"{file} cannot be read: {cause}"))
        return
    faults += [
        Fault("bad-case", f"{file}: {key!r} is nothing a case file has", hint="write [[case]]")
        for key in data
        if key != "case"
    ]
    entries = data.get("case", [])
    if not _tables(entries):
        faults.append(Fault("bad-case", f"{file}: case is not a list of tables", hint=_WRITE))
        return
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("name", f"case {number}"))
        wrong: list[Fault] = []
        cases = list(_variations(name, entry, wrong))
        if wrong:
            faults += [
                Fault(one.code, f"{file}: {name}: {one.message}", hint=one.hint)
                for one in dict.fromkeys(wrong)
            ]
        else:
            yield from (replace(case, file=file.name) for case in cases)


def _variations(name: str, entry: Mapping[str, Any], wrong: list[Fault]) -> Iterator[Case]:
    what = "investment" if "investment" in entry else "sale"
    fields = (Investment if what == "investment" else Sale).model_fields
    base, variations = entry.get(what, {}), entry.get("expect", [{}])
    parts = ("name", *_DEALS, "expect", *_EXPECTED, LISTINGS, STAKES)
    wrong += _unknown_words(entry, parts, "part of a case")
    if set(_DEALS) <= set(entry):
        wrong.append(_fault("a sale and an investment are two cases"))
    if not isinstance(base, dict) or not _tables(variations):
        wrong.append(_fault(f"{what} is not a table, or expect not a list of tables", _WRITE))
        return
    wrong += _unknown_words(set(base), fields, f"field of {with_article(what)}")
    mistakes: list[str] = []
    rows = tuple(stated_rows(entry, mistakes))
    wrong += map(_fault, mistakes)
    stated = {key: value for key, value in entry.items() if key in _EXPECTED}
    for variation in variations or [{}]:
        changes = {key: value for key, value in variation.items() if key not in _EXPECTED}
        expected = {**stated, **{k: v for k, v in variation.items() if k in _EXPECTED}}
        known = (*fields, *_EXPECTED)
        wrong += _unknown_words(
            set(changes), known, f"field of {with_article(what)} and no expectation"
        )
        wrong += _unfit(expected)
        said = ", ".join(f"{key} {value}" for key, value in changes.items())
        full = f"{name} [{said}]" if said else name
        deal = _deal(what, {k: v for k, v in {**base, **changes}.items() if k in fields}, wrong)
        if deal:
            yield Case("", full, deal, expected, rows)


def _deal(what: str, stated: Mapping[str, Any], wrong: list[Fault]) -> Sale | Investment | None:
    """Return the sale or investment, if it is one and all its places are countries."""
    deal: Sale | Investment
    try:
        if what == "sale":
            deal = Sale.model_validate(stated)
            resolve(deal)
        else:
            deal = Investment.model_validate(stated)
            resolve_investment(deal)
    except ValidationError as error:
        for one in error.errors():
            missing = one["type"] == "missing"
            message = "is missing" if missing else one["msg"].removeprefix("Value error, ")
            wrong.append(_fault(f"{''.join(map(str, one['loc'][:1]))} {message}".strip()))
    except UsageError as error:
        wrong += [_fault(fault.message, fault.hint) for fault in error.faults]
    else:
        return deal
    return None


def _unfit(expected: Mapping[str, Any]) -> Iterator[Fault]:
    """Say which expectations can never be compared."""
    if "verdict" not in expected:
        yield _fault("no verdict is expected", f"write verdict = {ANSWERS[0]!r}")
    for key, value in expected.items():
        if key in _LISTS and not (
            isinstance(value, list) and all(type(one) is str for one in value)
        ):
            yield _fault(f"{key} is {value!r}; a list of names is expected")
        if key not in _LISTS and not isinstance(value, str):
            yield _fault(f"{key} is {value!r}; text is expected")
        if key == "verdict" and value not in ANSWERS:
            hint = nearest(str(value), ANSWERS)
            yield _fault(f"verdict is {value!r}; {', '.join(ANSWERS)} are expected", hint)


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _unknown_words(words: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    names = tuple(known)
    for word in sorted(set(words) - set(names)):
        yield _fault(f"{word!r} is no {what}", nearest(word, names))


def _fault(message: str, hint: str = "") -> Fault:
    return Fault("bad-case", message, hint=hint)


# -- comparing -------------------------------------------------------------------------------


def _no_rules(expected: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Say which rules are expected, or expected never to fire, and are not in the rulebook."""
    for key in _RULES:
        for name in expected.get(key, ()):
            if name not in rulebook.by_id:
                hint = nearest(name, rulebook.by_id)
                yield f"{key}: there is no rule {name!r}" + (f" ({hint})" if hint else "")


def _differences(
    expected: Mapping[str, Any], verdict: Verdict | InvestmentVerdict
) -> Iterator[str]:
    if verdict.verdict != expected["verdict"]:
        rules = ", ".join(verdict.deciding) or "no rule"
        yield f"expected {expected['verdict']}, got {verdict.verdict} by {rules}"
    found = {
        "deciding": set(verdict.deciding),
        "questions": {question.fact for question in verdict.questions},
        "exceptions": set(),
    }
    policy = None
    if isinstance(verdict, Verdict):
        found["exceptions"] = {exception.rule for exception in verdict.exceptions}
        policy = verdict.licence.review_policy
    for key in _SETS:
        if key in expected and set(expected[key]) != found[key]:
            yield f"{key}: expected {sorted(expected[key])}, got {sorted(found[key])}"
    fired = {finding.rule for finding in verdict.findings}
    warned = {warning.rule for warning in verdict.warnings}
    if missing := set(expected.get("finds", ())) - fired:
        yield f"not fired: {sorted(missing)}"
    if extra := set(expected.get("never", ())) & (fired | warned):
        yield f"must not fire: {sorted(extra)}"
    if unseen := set(expected.get("warns", ())) - warned:
        yield f"no such warning: {sorted(unseen)}"
    if "policy" in expected and policy != expected["policy"]:
        yield f"policy: expected {expected['policy']!r}, got {policy!r}"
    for key, texts in (
        ("says", [finding.says for finding in verdict.findings]),
        ("caveat", list(verdict.caveats)),
    ):
        if key in expected and not any(expected[key] in text for text in texts):
            yield f"{key}: nothing says {expected[key]!r}"
