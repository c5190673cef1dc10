"""The program that changes one thing in the rules at a time: what it must find."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
RULE = """
control   = "Draft"
authority = "Draft of 1 December 2026"

[[rule]]
id       = "fast"
title    = "Fast chips"
about    = "chip"
in_force = [{ from = 2020-01-01 }]
when     = "chip.tpp >= 4800"
finds    = "fast"
says     = "{chip.name} is fast."

[[rule.cites]]
law = "Draft, paragraph 1"

[[rule]]
id       = "fast-to-china"
title    = "Fast chips to China"
about    = "sale"
in_force = [{ from = 2020-01-01 }]
given    = ["fast"]
when     = 'sale.destination == "CN"CLAUSE'
requires = { review_policy = "case by case", reason_for_control = "draft" }
says     = "A licence is required."

[[rule.cites]]
law = "Draft, paragraph 2"
"""

CASES = """
[[case]]
name = "The draft, at its limit and on its first day"
sale = { buyer = "Acme", chip = "X1", designer = "Acme", destination = "CN", on = 2020-01-01 }
expect = [
  { tpp = "4800", verdict = "deny", deciding = ["fast-to-china"], policy = "case by case" },
  { tpp = "4801", verdict = "deny", deciding = ["fast-to-china"] },
  { tpp = "4799.9999", verdict = "allow", never = ["fast"] },
  { tpp = "4800", destination = "DE", verdict = "allow", finds = ["fast"] },
  { tpp = "4800", on = 2019-12-31, verdict = "allow", never = ["fast"] },
  { tpp = "4800", on = 2020-01-02, verdict = "deny", deciding = ["fast-to-china"] },
]
"""


def tried(*options: str) -> subprocess.CompletedProcess[str]:
    """Run the program as ``make mutation`` does."""
    command = [sys.executable, "-m", "mutation", "--processes", "1", *options]
    return subprocess.run(command, cwd=TESTS, capture_output=True, text=True, timeout=600)


def drafted(folder: Path, cases: str, clause: str = "") -> tuple[str, ...]:
    (folder / "draft.toml").write_text(RULE.replace("CLAUSE", clause), encoding="utf-8")
    (folder / "cases.toml").write_text(cases, encoding="utf-8")
    return "--rules", str(folder / "draft.toml"), "--cases", str(folder / "cases.toml")


def test_a_small_rulebook_with_its_cases_has_no_survivor(tmp_path):
    found = tried(*drafted(tmp_path, CASES))
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_limit_that_no_case_tries_is_found(tmp_path):
    loose = CASES.replace('"4800"', '"4900"')
    found = tried(*drafted(tmp_path, loose), "--only", "[number] fast:")
    assert found.returncode == 1
    assert "SURVIVED [number] fast: chip.tpp >= 4,800" in found.stdout


def test_a_change_that_no_sale_can_tell_is_equivalent(tmp_path):
    idle = ' or (sale.destination == "CN" and sale.destination == "DE")'
    found = tried(*drafted(tmp_path, CASES, idle), "--only", "[operator] fast-to-china")
    assert "SURVIVED" not in found.stdout, found.stderr
    assert found.returncode == 0
