"""Every mistake an author can make is reported with its place, its words and a hint."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from earmark.errors import InputFileError, RuleError
from earmark.law.citation import seeds
from earmark.law.rule import Status
from earmark.law.rulebook import Rulebook, Statement, load, on_sales, shipped
from earmark.resources import INVESTMENT_RULES, RULES, SEEDS

GOOD = '''\
control   = "A control"
authority = "15 CFR 700"

[[rule]]
id       = "fast-chip"
title    = "Fast chips"
about    = "chip"
in_force = [{ from = 2020-01-01, until = 2021-01-01 }]
when     = """
chip.tpp >= 4800
or chip.performance_density >= 5.92
"""
finds    = "fast"
says     = "{chip.name} is fast."
[[rule.cites]]
law = "15 CFR 700.1"

[[rule]]
id       = "licence"
title    = "Fast chips to China"
about    = "sale"
in_force = [{ from = 2020-01-01 }]
given    = ["fast"]
when     = 'sale.destination in group["D:5"] or sale.destination in {"MO"}'
requires = { review_policy = "case by case", reason_for_control = "RS" }
says     = "A licence is required for {sale.destination}."
[[rule.cites]]
law = "15 CFR 700.2"
[[rule.cites]]
seed  = "000_91fa1b76b8366164.txt"
quote = "Les dernières règles de Washington semblent combler cette lacune"
gloss = "Washington's latest rules appear to close this gap"
'''


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, *changes: tuple[str, str]) -> list[str]:
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(RuleError) as caught:
        load(written(folder, text))
    return [str(fault) for fault in caught.value.faults]


def test_the_good_file_is_good(tmp_path: Path) -> None:
    book = load(written(tmp_path, GOOD))
    assert [(rule.id, rule.stratum) for rule in book.rules] == [("fast-chip", 0), ("licence", 1)]
    assert book.verified_through is None


MISTAKES = {
    "an unknown fact": (
        ("chip.tpp >= 4800", "chip.tppp >= 4800"),
        "rules.toml:10:1: there is no fact 'chip.tppp' (did you mean 'chip.tpp'?) [unknown-field]",
    ),
    "an unknown fact on the second line of a condition": (
        ("or chip.performance_density >= 5.92", "or   chip.density >= 5.92"),
        "rules.toml:11:6: there is no fact 'chip.density'",
    ),
    "a number compared with text": (
        ("chip.tpp >= 4800", 'chip.tpp >= "4800"'),
        'rules.toml:10:13: chip.tpp is a number, and "4800" is not one',
    ),
    "a number in the notation of floats": (
        ("chip.tpp >= 4800", "chip.tpp >= 4.8e3"),
        "rules.toml:10:13: chip.tpp is a number, and 4.8e3 is not one",
    ),
    "a limit finer than four decimals": (
        ("5.92", "5.92001"),
        "rules.toml:11:32: chip.performance_density is a number, and 5.92001 is not one",
    ),
    "arithmetic": (
        ("chip.tpp >= 4800", "chip.tpp + 1 >= 4800"),
        "rules.toml:10:1: 'chip.tpp + 1' is not a fact",
    ),
    "a call": (
        ("chip.tpp >= 4800", "abs(chip.tpp)"),
        "rules.toml:10:1: 'abs(chip.tpp)' is not part of the rule language",
    ),
    "a number standing alone": (
        ("chip.tpp >= 4800", "chip.tpp"),
        "rules.toml:10:1: chip.tpp is a number and cannot stand alone",
    ),
    "a flag compared": (
        ("chip.tpp >= 4800", "chip.data_centre == True"),
        "rules.toml:10:21: chip.data_centre is a flag (write chip.data_centre or not ",
    ),
    "a broken condition": (
        ("chip.tpp >= 4800", "chip.tpp >="),
        "rules.toml:11:1: the condition cannot be read",
    ),
    "a fact of another thing": (
        ("chip.tpp >= 4800", 'sale.destination == "CN"'),
        "rules.toml:10:1: a rule about a chip cannot ask sale.destination",
    ),
    "an unknown country": (
        ('{"MO"}', '{"XX"}'),
        "rules.toml:24:70: 'XX' is no country code",
    ),
    "an unknown group": (
        ('group["D:5"]', 'group["D:6"]'),
        'rules.toml:24:33: group["D:6"] names no country group',
    ),
    "an unknown key": (
        ('title    = "Fast chips"', 'titel    = "Fast chips"\ntitle    = "x"'),
        "rules.toml:6:12: 'titel' is no key here (did you mean 'title'?) [unknown-key]",
    ),
    "an unknown finding": (
        ('given    = ["fast"]', 'given    = ["fats"]'),
        "rules.toml:23:14: no rule finds 'fats' (did you mean 'fast'?) [unknown-finding]",
    ),
    "a duplicate id": (
        ('id       = "licence"', 'id       = "fast-chip"'),
        "rules.toml:18:1: the id 'fast-chip' is already taken at rules.toml:4:1",
    ),
    "two effects": (
        ('finds    = "fast"', 'finds    = "fast"\nprohibits = true'),
        "rules.toml:14:13: the rule states finds and prohibits",
    ),
    "no effect": (('finds    = "fast"\n', ""), "rules.toml:4:1: the rule has no effect"),
    "an unknown review policy": (
        ('"case by case"', '"case by cases"'),
        "rules.toml:25:12: 'case by cases' is no review policy (did you mean 'case by case'?)",
    ),
    "no citation of law": (
        ('[[rule.cites]]\nlaw = "15 CFR 700.1"\n', ""),
        "rules.toml:4:1: the rule cites no authority",
    ),
    "a quote that is not in the text": (
        ("semblent combler", "semble combler"),
        "rules.toml:31:9: the quote does not stand in 000_91fa1b76b8366164.txt",
    ),
    "a quote that is in the text twice": (
        ("Les dernières règles de Washington semblent combler cette lacune", "SenseTime"),
        "rules.toml:31:9: the quote stands more than once in 000_91fa1b76b8366164.txt",
    ),
    "a source text that does not exist": (
        ("000_91fa1b76b8366164.txt", "000_91fa1b76b8366165.txt"),
        "rules.toml:30:9: there is no source text '000_91fa1b76b8366165.txt'",
    ),
    "a sentence that names no fact": (
        ("{chip.name} is fast.", "{chip.nom} is fast."),
        "rules.toml:14:14: says names {chip.nom}, which is no fact (did you mean 'chip.name'?)",
    ),
    "a sentence with a fact that is not in view": (
        ("{sale.destination}.", "{party.name}."),
        "rules.toml:26:40: {party.name} has no meaning in a rule about a sale that rests on no",
    ),
    "braces that do not pair": (
        ("{chip.name} is fast.", "{chip.name is fast."),
        "rules.toml:14:12: says: expected '}' before end of string",
    ),
    "a date that is text": (
        ("from = 2020-01-01, until", 'from = "2020-01-01", until'),
        "rules.toml:8:12: from is '2020-01-01'",
    ),
    "a window without a day": (
        ("until = 2021-01-01", "until = 2020-01-01"),
        "rules.toml:8:12: the window from 2020-01-01 until 2020-01-01 holds no day",
    ),
    "an unknown status": (
        ("until = 2021-01-01", 'status = "inforce"'),
        "rules.toml:8:12: status is 'inforce' (did you mean 'in_force'?)",
    ),
    "an exception that lifts no requirement": (
        ('finds    = "fast"', 'lifts    = ["licenc"]'),
        "rules.toml:13:14: 'licenc' is no rule that requires a licence (did you mean 'licence'?)",
    ),
    "an act outside an exception": (
        ('finds    = "fast"', 'finds    = "fast"\nacts     = ["nac_notice"]'),
        "rules.toml:14:12: only an exception (lifts) asks for acts",
    ),
    "a role that is none": (
        ('about    = "sale"', 'about    = "sale"\nroles    = ["buyer"]'),
        "rules.toml:22:12: only a rule about a party has roles",
    ),
    "a country by the code of another": (
        ('{"MO"}', '{"Iraq"}'),
        "rules.toml:24:70: 'Iraq' is no country code (did you mean 'IQ', Iraq?)",
    ),
    "a bracket that closes nothing": (
        ("chip.tpp >= 4800\nor chip", "chip.tpp >= 4800)\nor (chip"),
        "rules.toml:10:17: the condition cannot be read: ')' is out of place",
    ),
    "a condition without words": (
        ("chip.tpp >= 4800\nor chip.performance_density >= 5.92", " "),
        "rules.toml:10:1: the condition is empty",
    ),
    "a limit beyond any figure": (
        ("4800", "4800000000000"),
        "rules.toml:10:13: chip.tpp is a number, and 4800000000000 is not one",
    ),
    "roles that name no role": (
        ('about    = "chip"', 'about    = "party"\nroles    = []'),
        "rules.toml:8:12: roles names no role",
    ),
    "law beside a quote": (
        ('gloss = "Wash', 'law = "15 CFR 700.3"\ngloss = "Wash'),
        "rules.toml:32:7: 'law' stands with a seed",
    ),
    "a doubt about law that is sure": (
        ("until = 2021-01-01", 'doubt = "perhaps"'),
        "rules.toml:8:12: a doubt is stated of law that is not unconfirmed",
    ),
    "a red flag that is not simply true": (
        ('finds    = "fast"', 'warns    = "red"'),
        "rules.toml:13:12: warns can only be true",
    ),
    "a requirement that is no table": (
        (
            'requires = { review_policy = "case by case", reason_for_control = "RS" }',
            'requires = "licence"',
        ),
        "rules.toml:25:12: requires must be a table",
    ),
    "a condition that is no text": (
        (
            'when     = \'sale.destination in group["D:5"] or sale.destination in {"MO"}\'',
            "when     = 5",
        ),
        "rules.toml:24:12: when must be text",
    ),
    "findings that are no list": (
        ('given    = ["fast"]', 'given    = "fast"'),
        "rules.toml:23:12: given must be a list of texts",
    ),
    "windows that are no list": (
        ("in_force = [{ from = 2020-01-01, until = 2021-01-01 }]", "in_force = 2020-01-01"),
        "rules.toml:8:12: in_force must be a list of tables",
    ),
    "a fact with a format": (
        ("{chip.name} is fast.", "{chip.name:>9} is fast."),
        "rules.toml:14:12: says: {chip.name} must be the bare name of a fact",
    ),
    "an exception that lifts nothing": (
        ('finds    = "fast"', "lifts    = []"),
        "rules.toml:13:12: lifts names no requirement",
    ),
    "empty braces": (
        ("{chip.name} is fast.", "{} is fast."),
        "rules.toml:14:12: says: {} names no fact",
    ),
    "a finding that bears the id of a requirement": (
        ('finds    = "fast"', 'finds    = "licence"'),
        "rules.toml:4:1: 'licence' is also the id of a rule, at rules.toml:18:1",
    ),
    "bad TOML": (
        ('title    = "Fast chips"\n', 'title    = "Fast chips\n'),
        "rules.toml:6:23: this is not TOML",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_place_and_words(mistake: str, tmp_path: Path) -> None:
    change, expected = MISTAKES[mistake]
    assert expected in "\n".join(faults(tmp_path, change))


def test_all_mistakes_are_reported_at_once_and_in_order(tmp_path: Path) -> None:
    found = faults(
        tmp_path, ("4800", '"x"'), ('["fast"]', '["slow"]'), ("15 CFR 700.2", ""), ("MO", "ZZ")
    )
    assert [fault.split(":")[1] for fault in found] == ["10", "18", "24", "27"]


def test_a_rule_that_cannot_be_read_causes_no_second_fault(tmp_path: Path) -> None:
    assert len(faults(tmp_path, ("4800", '"x"'))) == 1


CYCLE = (
    GOOD.replace('given    = ["fast"]', 'given    = ["fast", "b"]')
    + """
[[rule]]
id       = "b"
title    = "B"
about    = "sale"
in_force = [{ from = 2020-01-01 }]
given    = ["licence"]
finds    = "b"
says     = "b"
[[rule.cites]]
law = "15 CFR 700.3"
"""
)


def test_a_circle_is_refused_and_shown(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(written(tmp_path, CYCLE))
    (fault,) = caught.value.faults
    assert fault.code == "cycle"
    assert fault.message in (
        "rules rest on each other in a circle: b → licence → b",
        "rules rest on each other in a circle: licence → b → licence",
    )
    assert fault.place
    assert fault.place.line > 1
    assert fault.hint == "a finding may only rest on findings that come before it"


def edition(start: str) -> str:
    return (
        GOOD
        + f"""
[[rule]]
id       = "fast-chip-2"
title    = "Fast chips, second edition"
about    = "chip"
replaces = "fast-chip"
in_force = [{{ from = {start} }}]
when     = "chip.tpp >= 2400"
finds    = "fast"
says     = "{{chip.name}} is fast."
[[rule.cites]]
law = "15 CFR 700.1"
"""
    )


def test_editions_that_follow_each_other_are_good(tmp_path: Path) -> None:
    assert len(load(written(tmp_path, edition("2021-01-01"))).rules) == 3


@pytest.mark.parametrize(("start", "what"), [("2021-01-02", "a gap"), ("2020-12-31", "an overlap")])
def test_a_gap_or_an_overlap_between_editions_is_refused(
    start: str, what: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match=f"{what} between editions: 'fast-chip' is in force until"):
        load(written(tmp_path, edition(start)))


def test_windows_of_one_rule_may_not_overlap(tmp_path: Path) -> None:
    change = ("until = 2021-01-01 }]", "until = 2021-01-01 }, { from = 2020-06-01 }]")
    assert "the window from 2020-06-01 begins before" in faults(tmp_path, change)[0]


def test_a_file_that_is_not_text_is_one_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputFileError, match="it is not UTF-8"):
        load(path)
    with pytest.raises(InputFileError, match="cannot be read: No such file"):
        load(tmp_path / "missing")
    tmp_path.joinpath("folder").mkdir()
    with pytest.raises(InputFileError, match="there is no rule file"):
        load(tmp_path / "folder")


def test_a_file_of_no_rules_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="there is no rule in"):
        load(written(tmp_path, 'control = "x"\nauthority = "y"\n'))


def test_an_unknown_setting_is_a_mistake(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "rulebook.toml").write_text("verified_thru = 2024-12-01", encoding="utf-8")
    with pytest.raises(RuleError, match="did you mean 'verified_through'"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("verified_through = ", "rulebook.toml:1:1: this is not TOML"),
        ('verified_through = "2024-12-01"', "verified_through is '2024-12-01' (write 2024-12-01)"),
        (f"verified_through = {'[' * 3000}", "this is not TOML: it is nested too deeply"),
        ("verified_through = 2024-12-01T12:00:00", "verified_through is '2024-12-01 12:00:00'"),
    ],
)
def test_settings_that_cannot_be_read_are_mistakes(
    settings: str, said: str, tmp_path: Path
) -> None:
    written(tmp_path, GOOD)
    (tmp_path / "rulebook.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load(tmp_path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\na = "x', "rules.toml:2:1: this is not TOML: Unterminated string (at end of document)"),
        (f"\na = {'9' * 5000}", "rules.toml:1:1: this is not TOML: an integer needs more than 64"),
        ("\n\na = b c", "rules.toml:3:5: this is not TOML: Invalid value, near 'a = b c'"),
    ],
)
def test_a_file_that_is_no_toml_says_where_if_that_is_known(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError) as caught:
        load(written(tmp_path, text))
    assert str(caught.value).startswith(said)


def test_a_file_that_is_no_toml_causes_no_second_fault_in_another(tmp_path: Path) -> None:
    head, first, second = GOOD.partition('[[rule]]\nid       = "licence"')
    (tmp_path / "a.toml").write_text(head + "\nx = \n", encoding="utf-8")
    (tmp_path / "b.toml").write_text(
        'control = "B"\nauthority = "x"\n' + first + second, encoding="utf-8"
    )
    with pytest.raises(RuleError) as caught:
        load(tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["bad-toml"]


def test_a_source_text_that_was_changed_is_refused(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    with (tmp_path / "seeds" / "000_91fa1b76b8366164.txt").open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(InputFileError, match="its SHA-256 differs"):
        seeds(tmp_path / "seeds")


def test_a_chained_comparison_means_both(tmp_path: Path) -> None:
    text = GOOD.replace("chip.tpp >= 4800", "1600 <= chip.tpp < 4800")
    when = load(written(tmp_path, text)).by_id["fast-chip"].when
    assert str(when) == (
        "(chip.tpp >= 1,600 and chip.tpp < 4,800) or chip.performance_density >= 5.92"
    )


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return shipped()


def test_the_shipped_rulebook_loads_and_says_through_when_it_was_checked(book: Rulebook) -> None:
    assert len(book.rules) > 40
    assert book.verified_through


def test_every_rule_in_the_shipped_book_cites_a_law(book: Rulebook) -> None:
    assert all(any(cite.law for cite in rule.cites) for rule in book.rules)


def test_every_quote_of_the_shipped_book_carries_its_span_and_an_english_gloss(
    book: Rulebook,
) -> None:
    quotes = [cite for rule in book.rules for cite in rule.cites if cite.seed]
    assert len({cite.quote for cite in quotes}) >= 11
    assert all(cite.end - cite.start == len(cite.quote) and cite.gloss for cite in quotes)


def test_the_law_between_two_boundaries_is_one(book: Rulebook) -> None:
    for first, second in zip(book.boundaries, book.boundaries[1:], strict=False):
        assert book.on(first) is book.on(second - timedelta(days=1))


def test_a_boundary_that_a_rule_names_changes_the_law(book: Rulebook) -> None:
    before, after = book.on(date(2023, 11, 16)), book.on(date(2023, 11, 17))
    names = {statement.rule.id for statement in after.statements["chip"]}
    assert "3a090-a" in names
    assert "3a090-2022" not in names
    assert "3a090-2022" in {statement.rule.id for statement in before.statements["chip"]}


def test_a_rulebook_on_sales_is_the_shipped_one_or_that_of_a_path(tmp_path):
    assert on_sales(None) is shipped()
    shutil.copytree(RULES, tmp_path / "mine")
    (tmp_path / "mine" / "remote_access.toml").unlink()
    mine = on_sales(tmp_path / "mine")
    assert 0 < len(mine.rules) < len(shipped().rules)
    with pytest.raises(InputFileError, match="about investments"):
        on_sales(INVESTMENT_RULES)


@pytest.mark.parametrize(
    ("rule", "status", "warns"),
    [
        ("entity-list-licence", Status.IN_FORCE, False),
        ("entity-list-licence", Status.UNCONFIRMED, False),
        ("entity-list-licence", Status.NOT_ENFORCED, True),
        ("red-flag-29", Status.IN_FORCE, True),
        ("red-flag-29", Status.NOT_ENFORCED, True),
    ],
)
def test_what_warns_and_what_is_not_enforced_only_raises_a_red_flag(
    book: Rulebook, rule: str, status: Status, *, warns: bool
) -> None:
    assert Statement(book.by_id[rule], status, "").warns is warns
