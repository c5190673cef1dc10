"""Places in a rule file: of keys, of words in values, and of what is written inline."""

from __future__ import annotations

from earmark.law.positions import Positions

TEXT = '''\
control = "A"
[settings]
x = 1
[[rule.cites]]
law = "before any rule"
[[rule]]
id = "one"
given = [
    "first",
    "second",
]
when = """
chip.tpp >= 1
or chip.data_centre
"""
says = """{chip.name} is
fast."""
note = \'\'\'id = "no key"\'\'\'
title   =   'One'
[[rule.cites]]  # a remark
law = "x"
[[ rule ]]
id = "two"
when = 'chip.tpp >= 1'
'''
AT = Positions("a.toml", TEXT)


def test_a_key_above_the_first_rule_has_its_place() -> None:
    assert str(AT.top("control")) == "a.toml:1:11"
    assert str(AT.top("authority")) == "a.toml:1:1"
    assert str(AT.top()) == "a.toml:1:1"


def test_a_key_stands_where_its_value_begins() -> None:
    assert str(AT.rule(0, "id")) == "a.toml:7:6"
    assert str(AT.rule(0, "title")) == "a.toml:19:13"
    assert str(AT.rule(1, "id")) == "a.toml:23:6"


def test_a_key_that_is_missing_stands_where_its_rule_begins() -> None:
    assert str(AT.rule(0, "finds")) == str(AT.rule(0)) == "a.toml:6:1"
    assert str(AT.rule(1)) == "a.toml:22:1"


def test_a_word_is_found_in_the_value_also_on_a_later_line() -> None:
    assert str(AT.rule(0, "given", "second")) == "a.toml:10:6"
    assert str(AT.rule(0, "says", "chip.name")) == "a.toml:16:12"


def test_a_word_is_not_looked_for_beyond_the_value_nor_before_it() -> None:
    assert str(AT.rule(0, "title", "law")) == "a.toml:19:13"
    assert str(AT.rule(0, "id", "id")) == "a.toml:7:6"
    assert str(AT.rule(1, "when", "nowhere")) == "a.toml:24:8"


def test_of_a_word_that_stands_twice_the_first_is_meant_also_at_the_start_of_a_line() -> None:
    twice = Positions("d", '[[rule]]\ngiven = [\n"a", "b",\n"a", "b"]\nsays = "b b"\n')
    assert str(twice.rule(0, "given", '"a"')) == "d:3:1"
    assert str(twice.rule(0, "given", "b")) == "d:3:7"
    assert str(twice.rule(0, "says", "b")) == "d:5:9"


def test_a_word_is_looked_for_on_forty_lines() -> None:
    def place(blank: int) -> str:
        lines = "\n" * blank
        return str(Positions("b", f"[[rule]]\ngiven = [{lines}'x']\n").rule(0, "given", "x"))

    assert place(40) == "b:42:2"
    assert place(41) == "b:2:9"


def test_a_citation_belongs_to_the_rule_above_it() -> None:
    assert str(AT.cite(0, 0, "law")) == "a.toml:21:7"
    assert str(AT.cite(0, 0)) == "a.toml:20:1"
    assert str(AT.cite(0, 1, "law")) == "a.toml:6:1"
    assert str(AT.cite(1, 0, "law")) == "a.toml:22:1"


def test_a_place_within_a_text_counts_from_its_quotes() -> None:
    assert str(AT.inside(0, "when", 0, 5)) == "a.toml:13:6"
    assert str(AT.inside(0, "when", 1, 3)) == "a.toml:14:4"
    assert str(AT.inside(0, "says", 0, 1)) == "a.toml:16:12"
    assert str(AT.inside(0, "says", 1, 0)) == "a.toml:17:1"
    assert str(AT.inside(0, "note", 0, 0)) == "a.toml:18:11"
    assert str(AT.inside(1, "when", 0, 9)) == "a.toml:24:18"
    assert str(AT.inside(1, "says", 0, 9)) == "a.toml:22:1"


def test_what_is_written_inline_has_at_least_its_file() -> None:
    inline = Positions("b.toml", 'rule = [{ id = "one" }]\n')
    assert str(inline.rule(0, "id")) == "b.toml:1:1"
    assert str(inline.cite(0, 0)) == "b.toml:1:1"
    assert str(inline.inside(0, "when", 0, 0)) == "b.toml:1:1"


def test_what_stands_in_a_text_of_many_lines_is_neither_key_nor_rule() -> None:
    text = '[[rule]]\nnote = """\n[[rule]]\nid = "no"\n"""\nid = "one"\n[[rule]]\nid = "two"\n'
    assert str(Positions("c", text).rule(0, "id")) == "c:6:6"
    assert str(Positions("c", text).rule(1, "id")) == "c:8:6"


def test_a_word_is_not_found_inside_a_longer_one() -> None:
    text = '[[rule]]\ngiven = ["a licence", "re-licence", "licenc", "licence"]\n'
    at = Positions("a.toml", text)
    assert str(at.rule(0, "given", "licenc")) == "a.toml:2:38"
    assert str(at.rule(0, "given", "a licence")) == "a.toml:2:11"
