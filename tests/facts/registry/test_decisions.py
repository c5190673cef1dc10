"""Decisions: made by someone at some time, contradicted by none, revoked and never deleted."""

import re

import pytest

from earmark.errors import UsageError
from earmark.facts.registry.decisions import decide, revoke


def code(call, *given, **named):
    with pytest.raises(UsageError) as caught:
        call(*given, **named)
    return caught.value.faults[0].code


def test_a_decision_says_who_made_it_when_and_why(path, opened):
    made = decide(path, "Acme  Trading", ["EL:1", "acme"], same=False, why="seen", author="me")
    assert (made.id, made.name, made.parties, made.same) == (
        1,
        "Acme  Trading",
        ("EL:1", "acme"),
        False,
    )
    assert (made.why, made.author, made.revoked_at) == ("seen", "me", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", made.made_at)
    with opened() as registry:
        assert registry.decisions("ACME trading") == [made]
        assert registry.decisions("Acme") == []


def test_a_revoked_decision_no_longer_stands_and_stays_on_file(path, opened):
    decide(path, "Acme", ["EL:1"], same=True, why="seen", author="me")
    gone = revoke(path, 1, why="mistaken", author="you")
    assert (gone.revoked_why, gone.revoked_by) == ("mistaken", "you")
    with opened() as registry:
        assert registry.decisions("Acme") == []
        assert registry.every_decision() == [gone]
    again = decide(path, "Acme", ["EL:2"], same=True, why="better", author="me")
    with opened() as registry:
        assert registry.decisions("Acme") == [again]
        assert len(registry.every_decision()) == 2


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        ((["EL:1"], True), (["EL:2"], True), True),
        ((["EL:1"], True), (["EL:1"], False), True),
        ((["EL:1"], False), (["EL:1"], True), True),
        ((["EL:1", "a"], False), (["a"], False), True),
        ((["EL:1"], False), (["EL:2"], False), False),
        ((["EL:1"], False), (["EL:2"], True), False),
        ((["EL:1"], True), (["EL:2"], False), False),
    ],
)
def test_what_cannot_hold_beside_a_standing_decision_is_refused(path, first, second, refused):
    decide(path, "Acme", first[0], same=first[1], why="x", author="me")
    if refused:
        assert (
            code(decide, path, "acme", second[0], same=second[1], why="y", author="me")
            == "decided-already"
        )
    else:
        decide(path, "acme", second[0], same=second[1], why="y", author="me")


def test_only_a_decision_that_stands_can_be_revoked(path):
    assert code(revoke, path, 7, why="x", author="me") == "no-decision"
    decide(path, "Acme", ["EL:1"], same=True, why="x", author="me")
    revoke(path, 1, why="x", author="me")
    assert code(revoke, path, 1, why="x", author="me") == "no-decision"
