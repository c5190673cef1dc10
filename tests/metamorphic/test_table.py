"""The table of relations in the page on tests has every relation, and no other."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_the_table_names_every_relation_in_the_order_of_the_tests() -> None:
    page = (HERE.parent / "README.md").read_text(encoding="utf-8").split("## Metamorphic")[1]
    source = (HERE / "test_relations.py").read_text(encoding="utf-8")
    tests = re.findall(r"^@FEW\n@given.*\ndef test_(\w+)", source, re.MULTILINE)
    told = re.findall(r"^\| ([a-z ]+) \| (?!part)", page, re.MULTILINE)
    assert [name.replace(" ", "_") for name in told] == tests
    assert len(tests) >= 12
