"""``earmark registry decide``, ``decisions``, ``revoke``."""

import json

import pytest


@pytest.mark.usefixtures("listed")
def test_a_decision_is_made_shown_listed_and_revoked(earmark):
    made = earmark(
        "registry", "decide", "QS Trading", "--is-not", "Quxar", "--why", "seen", "--by", "me"
    )
    assert made.code == 0
    assert made.words.startswith("Decision 1: QS Trading is not EL:")
    assert "why seen by me, 20" in made.words
    for words in (("search", "QS Trading"), ("decisions",)):
        assert "Decision 1: QS Trading is not EL:" in earmark("registry", *words).words
    assert json.loads(earmark("registry", "status", "--json").out)["decisions"] == 1
    gone = earmark("registry", "revoke", "1", "--why", "mistaken", "--by", "you")
    assert "revoked mistaken (you, 20" in gone.words
    assert "Decision 1" not in earmark("registry", "search", "QS Trading").out
    assert "revoked mistaken" in earmark("registry", "decisions").words


def test_a_decision_needs_no_import(earmark):
    assert earmark("registry", "decisions").words == "No decision on file."
    made = earmark("registry", "decide", "Sense T", "--is", "SenseTime", "--why", "x", "--by", "me")
    assert "is beijing-sensetime-technology-development" in made.words


def test_the_author_is_the_user_of_the_system_unless_stated(earmark, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "somebody")
    words = ("registry", "decide", "Sense T", "--is", "SenseTime", "--why", "x")
    assert "by somebody" in earmark(*words).words

    def nobody():
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    result = earmark("registry", "revoke", "1", "--why", "x")
    assert (result.code, "state it with --by" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("decide", "A", "--why", "x"), "either --is PARTY or --is-not PARTY is expected"),
        (
            ("decide", "A", "--is", "B", "--is-not", "C", "--why", "x"),
            "either --is PARTY or --is-not PARTY is expected",
        ),
        (("decide", "A", "--is", "Zzyzx Bakery", "--why", "x"), "no party on file is 'Zzyzx Bak"),
        (("decide", "A", "--is", "SenseTime", "--why", ""), "--why is empty"),
        (("decide", "A", "--is", "SenseTime"), "missing option '--why'"),
        (("revoke", "9", "--why", "x"), "there is no decision 9"),
        (("revoke", "x", "--why", "x"), "invalid value for 'ID'"),
        (("imprt", "x"), "there is no verb 'imprt' (did you mean 'import'?)"),
    ],
)
def test_a_command_that_cannot_be_read_is_a_usage_error(earmark, words, said):
    result = earmark("registry", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
