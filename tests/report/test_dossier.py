"""Everything on file about a party: trees that end, and say what they leave out."""

import pytest

from earmark.facts.stakes import Stake
from earmark.report import dossier
from earmark.report.text import show


class Graph:
    """Stakes by their owned end."""

    def __init__(self, *stakes):
        self.stakes = [Stake(owner, owned, 600_000, 600_000) for owner, owned in stakes]

    def above(self, party):
        return [stake for stake in self.stakes if stake.owned == party]

    def called(self, party):
        return party.upper()


@pytest.fixture
def owners(capsys):
    """Return a function that prints the tree of owners, as lines."""

    def call(*stakes):
        graph = Graph(*stakes)
        show(dossier._trees(graph, graph.above, "owner", "a"))
        return capsys.readouterr().out.splitlines()

    return call


def test_a_party_without_owners_has_no_tree(owners):
    assert owners() == []


def test_owners_stand_above_owners(owners):
    lines = owners(("b", "a"), ("c", "b"))
    assert lines[0] == "A"
    assert lines[1].startswith("└── B: 60 %, since a day not known")
    assert lines[2].startswith("    └── C: 60 %")


def test_a_circle_is_told_and_ends(owners):
    lines = owners(("b", "a"), ("a", "b"))
    assert lines[2].endswith("A: 60 %, since a day not known (again: a circle)")
    assert len(lines) == 3


def test_an_owner_of_several_is_followed_once(owners):
    lines = owners(("b", "a"), ("c", "a"), ("d", "b"), ("d", "c"), ("e", "d"))
    assert sum("E: 60 %" in line for line in lines) == 1
    assert sum("(its own are shown elsewhere)" in line for line in lines) == 1


def test_more_owners_than_a_page_holds_are_counted(owners):
    lines = owners(*((f"b{number}", "a") for number in range(1000)))
    assert len(lines) == 27
    assert lines[-1] == "└── and 975 more"


def test_a_long_chain_ends_with_what_is_left(owners):
    lines = owners(*((f"n{number + 1}", f"n{number}") for number in range(1, 5000)), ("n1", "a"))
    assert len(lines) == 12
    assert lines[-1].strip() == "└── and 1 more"
