"""``earmark rules``: list, show, check, and rulebooks that cannot be used."""

import pytest

from earmark.law.rulebook import shipped
from earmark.resources import RULES

SALE = ("check", "--buyer", "Acme", "--chip", "H100", "--to", "CN", "--on", "2023-11-17")

BAD = """\
control   = "A house rule"
authority = "The house"

[[rule]]
id       = "one"
title    = "The first"
about    = "chip"
in_force = [{ from = 2023-02-20 }]
when     = "chip.tp >= 4800"
finds    = "big"
says     = "{chip.name} is big."

[[rule.cites]]
law = "House rule 1"

[[rule]]
id       = "two"
title    = "The second"
about    = "chipp"
in_force = [{ from = 2023-02-20 }]
finds    = "small"
says     = "It is small."

[[rule.cites]]
law = "House rule 2"

[[rule]]
id       = "three"
title    = "The third"
about    = "sale"
in_force = [{ from = 2023-02-20 }]
given    = ["bigg"]
requires = { review_policy = "presumption of denial", reason_for_control = "house" }
says     = "It needs a licence."

[[rule.cites]]
law = "House rule 3"
"""


def test_every_rule_is_listed_under_its_control(earmark):
    result = earmark("rules", "list")
    assert (result.code, result.err) == (0, "")
    assert "The headquarters rule: the closure of the subsidiary loophole" in result.out
    for rule in shipped().rules:
        assert f"  {rule.id} " in result.out
        assert rule.control.name in result.words


def test_the_list_says_since_when_and_until_when_a_rule_is_law(earmark):
    words = earmark("rules", "list").words
    assert "ac-2022-china requires, from 2022-10-21 until 2023-01-17: 15 CFR 742.6(a)(6)" in words
    assert "3a090-no-density finds, from 2023-11-17 (unconfirmed)" in words


def test_a_rule_is_shown_with_its_law_its_quotes_and_its_place(earmark):
    result = earmark("rules", "show", "ac-headquarters")
    assert (result.code, result.err) == (0, "")
    for part in (
        "ac-headquarters: Advanced computing items to companies headquartered in Macau or D:5",
        "in force from 2023-11-17",
        "given advanced computing item, headquartered in Macau or D:5, subject to the EAR",
        "review policy presumption of denial",
        "stands in headquarters.toml:",
        "law: 15 CFR 744.23(a)(3)(i), (d)(1) (88 FR 73458)",
        "“Les dernières règles de Washington semblent combler cette lacune”",
        "= Washington's latest rules appear to close this gap",
        "[000_91fa1b76b8366164.txt, characters 5105–5169]",
    ):
        assert part in result.words


@pytest.mark.parametrize("rule", [rule.id for rule in shipped().rules])
def test_every_shipped_rule_can_be_shown(earmark, rule):
    result = earmark("rules", "show", rule)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{rule}: ")


def test_an_unknown_rule_is_answered_with_the_nearest_id(earmark):
    result = earmark("rules", "show", "ac-headquarter")
    assert (result.code, result.out) == (2, "")
    assert result.lines == [
        "earmark: there is no rule 'ac-headquarter' (did you mean 'ac-headquarters'?) "
        "[unknown-rule]"
    ]


def test_a_rule_that_is_like_no_other_is_answered_with_the_list(earmark):
    result = earmark("rules", "show", "zzzzzz")
    assert result.code == 2
    assert "(see earmark rules list)" in result.err


def test_the_shipped_rulebook_has_no_mistake(earmark):
    result = earmark("rules", "check")
    assert (result.code, result.err) == (0, "")
    assert f"{len(shipped().rules)} rules in " in result.out
    assert "no mistake" in result.out


# -- rulebooks that cannot be used -----------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("rules", "check"), ("rules", "list"), ("rules", "show", "x"), ("cases",), SALE]
)
class TestARulebookThatCannotBeUsed:
    """Every verb that takes ``--rules`` answers alike, with exit code 3."""

    def test_a_path_to_nothing(self, earmark, tmp_path, words):
        result = earmark(*words, "--rules", str(tmp_path / "none"))
        assert (result.code, result.out) == (3, "")
        assert len(result.lines) == 1
        assert "none cannot be read: No such file or directory [unreadable]" in result.err

    def test_a_folder_without_rule_files(self, earmark, tmp_path, words):
        result = earmark(*words, "--rules", str(tmp_path))
        assert (result.code, result.out) == (3, "")
        assert len(result.lines) == 1
        assert "there is no rule file (*.toml)" in result.err

    def test_a_folder_whose_files_hold_no_rule_would_allow_everything(
        self, earmark, tmp_path, words
    ):
        settings = (RULES / "rulebook.toml").read_bytes()
        (tmp_path / "rulebook.toml").write_bytes(settings)
        result = earmark(*words, "--rules", str(tmp_path))
        assert (result.code, result.out) == (3, "")
        assert len(result.lines) == 1
        assert "there is no rule in" in result.err

    def test_three_mistakes_are_all_told_with_their_places(self, earmark, tmp_path, words):
        (tmp_path / "house.toml").write_text(BAD, encoding="utf-8")
        result = earmark(*words, "--rules", str(tmp_path))
        assert (result.code, result.out) == (3, "")
        assert [line.split(" ", 2)[1] for line in result.lines] == [
            "house.toml:9:13:",
            "house.toml:19:12:",
            "house.toml:32:14:",
        ]
        assert "there is no fact 'chip.tp' (did you mean 'chip.tpp'?)" in result.lines[0]
        assert "about is 'chipp' (did you mean 'chip'?)" in result.lines[1]
        assert "no rule finds 'bigg'" in result.lines[2]

    def test_a_file_that_is_no_text(self, earmark, tmp_path, words):
        (tmp_path / "house.toml").write_bytes(b"control = '\xff'")
        result = earmark(*words, "--rules", str(tmp_path))
        assert (result.code, result.out) == (3, "")
        assert "cannot be read: it is not UTF-8" in result.err

    def test_a_file_that_is_no_toml(self, earmark, tmp_path, words):
        (tmp_path / "house.toml").write_text("a = [\n" * 50_000, encoding="utf-8")
        result = earmark(*words, "--rules", str(tmp_path))
        assert (result.code, result.out) == (3, "")
        assert all("house.toml:" in line and len(line) < 250 for line in result.lines)


def test_mistakes_of_the_sale_come_before_those_of_the_rulebook(earmark, tmp_path):
    result = earmark(*SALE, "--quantity", "0", "--rules", str(tmp_path / "none"))
    assert result.code == 2
    assert "--quantity" in result.err
