"""What stands in the screened file: the rows as they were, and what was added to them."""

import csv
import io

import pytest

from earmark.batch.screener import ADDED
from earmark.cli.batch import TEMPLATE

HEAD = "buyer,chip,destination,date\n"
ALLOWED = "Acme GmbH,T4,DE,2024-03-04\n"
DENIED = "Tencent,H100,CN,2024-03-04\n"
DOUBTFUL = "Acme Cloud,A100,SG,2024-03-04\n"
BROKEN = "Acme GmbH,T4,DE,04.03.2024\n"


# -- the columns of the input ----------------------------------------------------------------


def test_what_is_added_stands_behind_the_columns_of_the_input(batch):
    ran = batch("sku,destination,chip,buyer\n1,CN,H100,Tencent\n", "--on", "2024-03-04")
    (row,) = ran.rows()
    assert tuple(row) == ("sku", "destination", "chip", "buyer", *ADDED)
    assert list(row.values())[:4] == ["1", "CN", "H100", "Tencent"]
    assert (row["verdict"], row["rules"]) == ("deny", "ac-macau-d5")


CELLS = (
    "  padded ",
    "007",
    "1e5",
    "1,5",
    'a "word"',
    "two\nlines",
    "two\r\nlines",
    "NaN",
    "甲乙",
    "'x",
)


def test_cells_stay_as_they_are(batch):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [("buyer", "chip", "destination", "note"), *(("Acme", "T4", "DE", one) for one in CELLS)]
    )
    assert [row["note"] for row in batch(text.getvalue()).rows()] == list(CELLS)


@pytest.mark.parametrize("name", ["verdict", " Verdict", "REASON", "questions"])
def test_a_column_called_like_one_that_is_added_is_refused(batch, name):
    ran = batch(f"buyer,chip,destination,{name}\nAcme,T4,DE,x\n")
    assert ran.code == 3
    assert f"columns already that are to be added: '{name.strip().lower()}'" in ran.err
    assert ran.files == ["orders.csv"]


def test_columns_that_state_nothing_are_told_the_first_of_them(batch):
    assert (
        "state nothing of a sale: sku, price\n" in batch("buyer,chip,destination,sku,price\n").err
    )
    many = ",".join(f"c{at}" for at in range(1000))
    assert "c18, c19 and 980 more\n" in batch(f"buyer,chip,destination,{many}\n").err


# -- formulas --------------------------------------------------------------------------------


def test_cells_that_a_spreadsheet_would_run_are_made_plain_text_and_counted(batch):
    cells = ("=1+1", "+A1", "@SUM(A1)", "-cmd", "\t=1", " =1", "＝1")
    rows = "".join(f"Acme,T4,DE,{cell}\n" for cell in cells)
    ran = batch(f"buyer,chip,destination,note\n{rows}")
    assert [row["note"] for row in ran.rows()] == [f"'{cell}" for cell in cells]
    assert f"{len(cells)} cells were made plain text" in ran.err


def test_what_is_made_plain_in_the_header_and_in_rows_set_aside_is_counted_too(batch):
    ran = batch("buyer,chip,destination,=cmd\nA,T4,DE,=1\n=A,T4,Nowhere,1\n")
    assert "3 cells were made plain text: a spreadsheet would have run them" in ran.err
    assert "'=cmd" in ran.rows()[0]
    assert ran.set_aside[0]["raw"] == "'=A,T4,Nowhere,1"


def test_numbers_are_no_formulas(batch):
    cells = ("-5", "+49", "-1.5e3", "-1,234.50", "-", "+")
    rows = "".join(f'Acme,T4,DE,"{cell}"\n' for cell in cells)
    ran = batch(f"buyer,chip,destination,note\n{rows}")
    assert [row["note"] for row in ran.rows()] == list(cells)
    assert "plain text" not in ran.err


def test_a_company_called_like_a_formula_is_no_formula_in_the_reason_either(batch):
    ran = batch("buyer,buyer_hq,chip,destination,date\n=Acme,CN,H100,SG,2024-03-04\n")
    (row,) = ran.rows()
    assert row["buyer"] == "'=Acme"
    assert row["verdict"] == "deny"
    assert "=Acme" in row["reason"]
    assert not row["reason"].startswith("=")


# -- few rows --------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [HEAD, HEAD.strip(), HEAD + "\n\n\n"])
def test_a_header_without_rows_gives_a_header_without_rows(batch, content):
    ran = batch(content, "--json", "-")
    assert (ran.code, ran.counts, ran.rows()) == (0, (0, 0, 0, 0, 0), [])
    assert (ran.folder / "out.csv").read_text().count("\n") == 1
    assert '"first": null' in ran.out


@pytest.mark.parametrize("option", ["--json", "--report", "--rules", "--map", "--encoding"])
def test_the_template_takes_no_option_beside_it(earmark, option):
    done = earmark("batch", "--template", option, "chip=a")
    assert (done.code, done.out) == (2, "")
    assert "--template prints to standard output, and screens nothing" in done.err


def test_the_template_is_a_file_that_can_be_screened(batch, earmark):
    printed = earmark("batch", "--template")
    assert (printed.code, printed.out, printed.err) == (0, TEMPLATE, "")
    ran = batch(TEMPLATE)
    assert ran.code == 0
    assert ran.counts == (4, 2, 2, 0, 0)


def test_one_row_of_many_columns_is_screened_and_a_million_columns_are_refused(batch):
    header = f"buyer,chip,destination,{','.join(map(str, range(50_000)))}\n"
    ran = batch(f"{header}A,T4,DE{',' * 50_000}\n")
    assert (ran.code, ran.counts[0]) == (0, 1)
    ran = batch(f"buyer,chip,destination,{','.join(map(str, range(1_000_000)))}\n")
    assert ran.code == 3
    assert "the line has more than 1,048,576 characters" in ran.err


# -- exit codes ------------------------------------------------------------------------------

EXITS = [
    (ALLOWED, "", 0),
    (ALLOWED + DENIED + DOUBTFUL, "", 0),
    (ALLOWED + DOUBTFUL, "deny", 0),
    (ALLOWED + DENIED + DOUBTFUL, "deny", 1),
    (ALLOWED, "review", 0),
    (ALLOWED + DOUBTFUL, "review", 4),
    (DENIED + DOUBTFUL, "review", 1),
    (DENIED, "review", 1),
    (BROKEN + DENIED, "deny", 3),
    (BROKEN + DOUBTFUL, "review", 3),
    (BROKEN, "", 3),
]


@pytest.mark.parametrize(("rows", "fail_on", "code"), EXITS)
def test_the_exit_code_tells_the_worst_that_was_asked_for(batch, rows, fail_on, code):
    ran = batch(HEAD + rows, *(("--fail-on", fail_on) if fail_on else ()))
    assert ran.code == code
    assert ran.counts[0] == rows.count("\n")


def test_each_verdict_is_counted_for_itself(batch):
    ran = batch(HEAD + ALLOWED * 3 + DENIED * 4 + DOUBTFUL * 5 + BROKEN * 6)
    assert ran.counts == (18, 3, 4, 5, 6)
    assert [row["verdict"] for row in ran.rows()] == ["allow"] * 3 + ["deny"] * 4 + ["review"] * 5


# -- rows that were set aside ----------------------------------------------------------------


def test_a_row_that_states_no_sale_stands_in_the_quarantine_file_as_it_was(batch):
    ran = batch(HEAD + ALLOWED + BROKEN + '=Acme,"T4,DE\n')
    day, quote = ran.set_aside
    assert day == {
        "line": "3",
        "column": "date",
        "code": "bad-date",
        "message": "date is '04.03.2024'; a date such as 2023-11-17 is expected",
        "hint": "did you mean '2024-03-04' or '2024-04-03'?",
        "raw": BROKEN.strip(),
    }
    assert (quote["line"], quote["column"], quote["code"]) == ("4", "", "unclosed-quote")
    assert quote["raw"] == "'=Acme,\"T4,DE"


def test_without_such_rows_there_is_no_quarantine_file(batch):
    assert batch(HEAD + ALLOWED).files == ["orders.csv", "out.csv"]


def test_the_quarantine_file_of_an_earlier_run_is_not_taken_for_that_of_this_one(batch):
    assert batch(HEAD + BROKEN).bad == [(2, "bad-date")]
    ran = batch(HEAD + ALLOWED)
    assert (ran.code, ran.set_aside) == (0, [])
    assert (ran.folder / "out.quarantine.csv").read_text().startswith("line,column,code")
