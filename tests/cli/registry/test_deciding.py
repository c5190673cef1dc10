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
        (("decide", "A", "--is", "", "--why", "x"), "PARTY is ''"),
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


NAMESAKES = (
    "list_code,source,entity_number,type,name,alt_names,countries,license_requirement,"
    "license_policy,programs,federal_register_notice,source_list_url\n"
    "EL,S,,,Quxar Ltd,,CN,,,,84 FR 1,\nDPL,S,,,Quxar Ltd,,PK,,,,84 FR 1,\n"
)


@pytest.fixture
def namesakes(earmark, write):
    """Import two parties of one name."""
    assert earmark("registry", "import", write("csl_2026-07-31.csv", NAMESAKES)).code == 0


@pytest.mark.usefixtures("namesakes")
def test_which_of_several_parties_of_one_name_it_is_has_to_be_said(earmark):
    words = ("--why", "x", "--by", "me")
    refused = earmark("registry", "decide", "Acme", "--is", "Quxar Ltd", *words)
    assert refused.code == 2
    assert "2 parties on file are called 'Quxar Ltd' (name one by its key: " in refused.err
    key = refused.err.partition("key: ")[2].split()[0]
    assert earmark("registry", "decide", "Acme", "--is", key, *words).code == 0


@pytest.mark.usefixtures("namesakes")
def test_a_name_that_is_not_a_party_is_none_of_that_name(earmark):
    words = ("--is-not", "Quxar Ltd", "--why", "x", "--by", "me")
    assert earmark("registry", "decide", "Quxer Ltd", *words).code == 0
    assert "No party on file resembles" in earmark("registry", "search", "Quxer Ltd").words


@pytest.mark.usefixtures("namesakes")
def test_a_party_is_shown_and_named_whatever_was_decided_about_a_name_like_its_own(earmark):
    words = ("--is-not", "Quxar Ltd", "--why", "x", "--by", "me")
    for name in ("Quxar Ltd", "Quxar Limited Co"):
        assert earmark("registry", "decide", name, *words).code == 0
    shown = earmark("registry", "show", "Quxar Ltd").words
    assert "EL: Quxar Ltd" in shown
    assert "DPL: Quxar Ltd" in shown


@pytest.mark.usefixtures("namesakes")
def test_what_a_person_decided_is_shown_without_a_score(earmark):
    words = ("--is", "SenseTime", "--why", "x", "--by", "me")
    assert earmark("registry", "decide", "Blue Sky", *words).code == 0
    told = earmark("registry", "search", "Blue Sky").words
    assert "certain: Beijing Sensetime" in told
    assert "score" not in told
