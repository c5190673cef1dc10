"""What stands at the end: questions, red flags, what was not checked, what it all rests on."""

import sys
from datetime import date
from pathlib import Path

import pytest

from earmark.batch.summary import Ask, Sampled
from earmark.report.html import closing
from earmark.verdict import RulebookUsed

sys.path.insert(0, str(Path(__file__).parents[2]))
from summaries import day


def summary(**said):
    return day().model_copy(update=said)


def test_what_most_lines_hang_on_is_asked_first(read):
    asks = (Ask(fact="seller", ask="Who sells?", lines=2), Ask(fact="b", ask="Where?", lines=1204))
    page = read(closing.questions(summary(asks=asks)))
    assert page.all("th", scope="row") == ["Where?", "Who sells?"]
    assert page.all("td", class_="number") == ["1,204", "2"]


def test_many_questions_are_folded_away_and_all_of_them_are_there(read):
    asks = tuple(Ask(fact="seller", ask=f"Who is {at}?", lines=1) for at in range(500))
    page = read(closing.questions(summary(asks=asks)))
    assert page.all("summary") == ["480 more"]
    assert len(page.all("th", scope="row")) == 500


def test_the_reader_is_told_where_all_questions_stand(read):
    page = read(closing.questions(day()))
    assert page.all("p", class_="note") == ["The screened file has the questions of every line."]


def test_without_questions_and_red_flags_there_are_no_such_sections():
    assert closing.questions(summary(asks=())) == ""
    assert closing.warnings(summary(warnings=())) == ""


@pytest.mark.parametrize(("lines", "said"), [(1, "1 line. Beware."), (3, "3 lines. The first: Be")])
def test_a_red_flag_says_on_how_many_lines_it_stands(read, lines, said):
    flag = day().warnings[0].model_copy(update={"lines": lines, "says": "Beware."})
    page = read(closing.warnings(summary(warnings=(flag,))))
    assert page.all("p")[0].startswith(said)
    assert page.all("p", class_="law") == ["Supp. 3 to 15 CFR part 732"]


def test_everything_that_was_not_checked_is_listed(read):
    said = {"not_screened": ("No list.",), "caveats": ("No address.",), "unread": ("Rep", "Tel")}
    assert read(closing.not_checked(summary(**said))).all("li") == [
        "No list.",
        "No address.",
        "Columns that were not read: Rep, Tel.",
        "Judged again from scratch, drawn at random: 9 lines, none differed. Second judge: agreed "
        "on all.",
    ]


def test_a_sample_that_differs_says_how_often(read):
    sampled = Sampled(rows=200, differing=1, chaining="off")
    page = read(closing.not_checked(summary(sampled=sampled)))
    assert "200 lines, 1 differed." in page.all("li")[-1]


def test_a_run_without_a_sample_says_so(read):
    page = read(closing.not_checked(summary(sampled=Sampled(rows=0, differing=0, chaining="off"))))
    assert page.all("li")[-1] == "No line was judged again from scratch. Second judge: off."


def test_the_foot_has_every_digest_in_full(read):
    page = read(closing.basis(day()))
    used = day()
    assert page.all("code") == [used.input.digest, used.rulebook.digest, used.lists[0].digest]
    assert "Parties shipped with Earmark" in page.all("dd")[4]


@pytest.mark.parametrize(
    ("through", "said"),
    [(date(2026, 9, 24), "checked through 2026-09-24"), (None, "checked through not stated")],
)
def test_the_foot_says_how_far_the_rulebook_was_checked(read, through, said):
    rulebook = RulebookUsed(digest="sha256:00", verified_through=through)
    assert said in read(closing.basis(summary(rulebook=rulebook))).all("dd")
