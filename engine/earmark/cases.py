"""Worked cases: sales with the verdict, and the reasons, that they must give.

A case states a sale and what is expected of it; ``expect`` lists variations, each overriding
fields of the sale and stating its own expectations.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from earmark.errors import EarmarkError, Fault, InputFileError, nearest
from earmark.judges.chaining import Chaining
from earmark.law.rulebook import Rulebook
from earmark.resources import CASES
from earmark.sale import Sale
from earmark.screening import screen
from earmark.verdict import Verdict

_SETS: Final = ("deciding", "questions", "exceptions")
"""Expectations that must match exactly, in any order."""

_PARTS: Final = ("finds", "never", "warns", "policy", "says", "caveat")
"""Expectations about a part of the verdict."""

_EXPECTED: Final = ("verdict", *_SETS, *_PARTS)


@dataclass(frozen=True, slots=True)
class Case:
    """One sale with its expectations. ``name`` is a sentence."""

    file: str
    name: str
    sale: Mapping[str, Any]
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went: the differences from what was expected, none if it passed."""

    case: Case
    differences: tuple[str, ...]


def read_cases(path: Path = CASES) -> list[Case]:
    """Return the cases in ``path``, a folder or one file.

    Raises :class:`InputFileError` for a file that cannot be read or holds no case.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    cases = [case for file in files for case in _read(file)]
    if not cases:
        raise InputFileError(Fault("no-cases", f"there is no case in {path}"))
    return cases


def run_case(case: Case, rulebook: Rulebook, chaining: Chaining | None = None) -> Outcome:
    """Screen a case's sale and compare."""
    try:
        verdict = screen(Sale.model_validate(case.sale), rulebook=rulebook, chaining=chaining)
    except (ValidationError, EarmarkError) as error:
        return Outcome(case, (f"the sale cannot be read: {error}",))
    differences = list(_differences(case.expected, verdict))
    if "differences" in verdict.judges:
        differences.append(f"the judges disagree: {verdict.judges['differences']}")
    return Outcome(case, tuple(differences))


def _read(file: Path) -> Iterator[Case]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputFileError(Fault("unreadable", f"{file} cannot be read: {error}")) from None
    for number, entry in enumerate(data.get("case", []), 1):
        name = str(entry.get("name", f"case {number}"))
        stated = {key: value for key, value in entry.items() if key in _EXPECTED}
        variations = entry.get("expect", [{}])
        _refuse_unknown(file, name, set(entry) - {"name", "sale", "expect", *_EXPECTED}, _EXPECTED)
        for variation in variations:
            changes = {key: value for key, value in variation.items() if key not in _EXPECTED}
            expected = {**stated, **{k: v for k, v in variation.items() if k in _EXPECTED}}
            _refuse_unknown(file, name, set(changes) - set(Sale.model_fields), Sale.model_fields)
            if "verdict" not in expected:
                raise InputFileError(Fault("bad-case", f"{file}: {name}: no verdict is expected"))
            said = ", ".join(f"{key} {value}" for key, value in changes.items())
            full = f"{name} [{said}]" if said else name
            yield Case(file.name, full, {**entry.get("sale", {}), **changes}, expected)


def _refuse_unknown(file: Path, name: str, words: set[str], known: Any) -> None:
    for word in sorted(words):
        message = f"{file}: {name}: {word!r} is no field of a sale and no expectation"
        raise InputFileError(Fault("bad-case", message, hint=nearest(word, known)))


def _differences(expected: Mapping[str, Any], verdict: Verdict) -> Iterator[str]:
    if verdict.verdict != expected["verdict"]:
        rules = ", ".join(verdict.deciding) or "no rule"
        yield f"expected {expected['verdict']}, got {verdict.verdict} by {rules}"
    found = {
        "deciding": set(verdict.deciding),
        "questions": {question.fact for question in verdict.questions},
        "exceptions": {exception.rule for exception in verdict.exceptions},
    }
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
    if "policy" in expected and verdict.licence.review_policy != expected["policy"]:
        yield f"policy: expected {expected['policy']!r}, got {verdict.licence.review_policy!r}"
    for key, texts in (
        ("says", [finding.says for finding in verdict.findings]),
        ("caveat", list(verdict.caveats)),
    ):
        if key in expected and not any(expected[key] in text for text in texts):
            yield f"{key}: nothing says {expected[key]!r}"
