"""From a row to a sale: what a cell states, and every way in which it can be wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from earmark.orders import BadRow, Form, Row
from earmark.orders.header import header_of
from earmark.orders.table import Table
from earmark.sale import Sale

DAY = date(2024, 5, 2)
BASE = {"buyer": "Acme", "chip": "X9", "destination": "CN"}


def judged(cells, **mapping):
    """Return what a row of these cells comes to."""
    header, faults = header_of([*cells], mapping)
    assert not faults
    return Form(header, DAY).order_of(Row(7, [*cells.values()], "raw"))


CELLS = [
    ("buyer", "", "missing-cell", "buyer is empty", "the customer"),
    ("buyer", " ", "bad-name", "buyer is ' '; a name with at least one letter or digit is", ""),
    ("buyer", "?!", "bad-name", "buyer is '?!'; a name with at least one letter or digit", ""),
    ("buyer", "a\nb", "bad-name", "buyer has a control character (U+000A) at character 2", ""),
    ("buyer", "a\x1b[31m", "bad-name", "buyer has a control character (U+001B) at", ""),
    ("buyer", "x" * 501, "bad-name", "buyer has 501 characters; at most 500 are expected", ""),
    ("buyer", "N/A", "bad-name", "buyer is 'N/A', which names nobody; name the company", ""),
    ("end_user", "tbd", "bad-name", "end_user is 'tbd', which names nobody", ""),
    ("chip", "", "missing-cell", "chip is empty", "the chip: model name or part number"),
    ("order_id", "--", "bad-name", "order_id is '--'; a name with at least one letter or", ""),
    (
        "destination",
        "Germny",
        "unknown-country",
        "destination 'Germny' is not",
        "did you mean 'Ger",
    ),
    (
        "destination",
        "Korea",
        "ambiguous-country",
        "destination 'Korea' may mean North",
        "write the",
    ),
    ("ship_from", "XX", "unknown-country", "ship_from 'XX' is not a country", ""),
    ("buyer_hq", "Chna", "unknown-country", "buyer_hq 'Chna' is not", "did you mean 'China'?"),
    ("date", "2023-02-30", "bad-date", "date is '2023-02-30', which", "the last day of that month"),
    ("date", "01/02/2024", "bad-date", "date is", "did you mean '2024-02-01' or '2024-01-02'?"),
    ("date", "17.11.2023", "bad-date", "date is", "did you mean '2023-11-17'?"),
    ("date", "11/17/2023 00:00", "bad-date", "date is", "did you mean '2023-11-17'?"),
    ("date", "20240203", "bad-date", "date is", "did you mean '2024-02-03'?"),
    ("date", "2024-2-3", "bad-date", "date is", "did you mean '2024-02-03'?"),
    ("date", "２０２４-02-03", "bad-date", "date is", "did you mean '2024-02-03'?"),
    ("date", "2024-02-03T08:00:00Z", "bad-date", "date is", "did you mean '2024-02-03'?"),
    (
        "date",
        "45247",
        "bad-date",
        "date is '45247'",
        "as the day number of a spreadsheet it is 2023",
    ),
    ("date", "0000-01-01", "bad-date", "date is '0000-01-01', which is not a day", ""),
    ("date", "2023-13-01", "bad-date", "date is '2023-13-01', which is not a day", ""),
    ("on", "1999-01-01", "bad-date", "on is 1999-01-01; a day from 2019-01-01 to 2099-12-31", ""),
    ("on", "yesterday", "bad-date", "on is 'yesterday'; a date such as 2023-11-17", ""),
    (
        "kind",
        "Export",
        "bad-word",
        "kind is 'Export'; 'export', 'reexport'",
        "did you mean 'export'?",
    ),
    ("kind", "sale", "bad-word", "kind is 'sale'; 'export', 'reexport', 'transfer' or", ""),
    (
        "kind",
        "transfer",
        "kind-contradicts-places",
        "kind is 'transfer', but from",
        "leave the kind",
    ),
    ("end_use", "militry", "bad-word", "end_use is 'militry'; 'civil'", "did you mean 'military'?"),
    ("quantity", "0", "bad-quantity", "quantity is '0'; a whole number from 1", ""),
    ("quantity", "1.5", "bad-quantity", "quantity is '1.5'; a whole number", ""),
    ("quantity", "²", "bad-quantity", "quantity is '²'; a whole number", ""),
    ("tpp", "4992.12345", "bad-figure", "tpp is 4992.12345; at most four decimals", ""),
    ("tpp", "20000000", "bad-figure", "tpp is 20000000; a figure above 0 and up to", ""),
    ("quantity", "1.0", "bad-quantity", "quantity is '1.0'; a whole number", "did you mean '1'?"),
    ("quantity", "1,600", "bad-quantity", "quantity is '1,600'", "did you mean '1600'?"),
    ("tpp", "1.6e3", "bad-figure", "tpp is '1.6e3'; a plain decimal", "did you mean '1600'?"),
    ("tpp", "４８００", "bad-figure", "tpp is '４８００'; a plain", "did you mean '4800'?"),
    ("tpp", "1.600,5", "bad-figure", "tpp is '1.600,5'; a plain decimal", ""),
    ("tpp", "1e999999999", "bad-figure", "tpp is '1e999999999'; a plain decimal", ""),
    ("tpp", "NaN", "bad-figure", "tpp is 'NaN'; a plain decimal such as 4992", ""),
    ("tpp", "-1", "bad-figure", "tpp is -1; a figure above 0 and up to 10,000,000", ""),
    ("eccn", "3A09O", "bad-eccn", "eccn is '3A09O'; an ECCN such as 3A090.a", ""),
    ("data_centre", "1", "bad-flag", "data_centre is '1'; yes, no, true or false is expected", ""),
    ("nac_notice", "maybe", "bad-flag", "nac_notice is 'maybe'; yes, no, true or false is", ""),
]


@pytest.mark.parametrize(("column", "cell", "code", "message", "hint"), CELLS)
def test_a_wrong_cell_has_a_code_a_message_and_what_was_probably_meant(
    column, cell, code, message, hint
):
    found = judged({**BASE, column: cell})
    assert isinstance(found, BadRow)
    assert (found.line, found.column, found.code, found.raw) == (7, column, code, "raw")
    assert found.message.startswith(message)
    assert found.hint.startswith(hint)
    assert bool(found.hint) == bool(hint)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"die_area": "3", "performance_density": "4"}, "die_area and performance_density were"),
        ({"consignee": "", "consignee_hq": "CN"}, "consignee_hq was given without consignee"),
        ({"seller": "X", "end_user_address": "Y"}, "end_user_address was given without end_user"),
        ({"die_area": "3", "nonplanar": "no"}, "die_area was given although nonplanar is denied"),
        ({"tpp": "3", "memory_bandwidth_density": "4"}, "memory_bandwidth_density and tpp were"),
    ],
)
def test_cells_that_cannot_stand_together_are_told(stated, message):
    found = judged({**BASE, **stated})
    assert (found.code, found.column) == ("conflicting-cells", "")
    assert found.message.startswith(message)


def test_a_kind_that_the_places_make_is_a_sale():
    for kind, ship_from in (("export", ""), ("reexport", "SG"), ("transfer", "HK"), ("cloud", "")):
        order = judged({**BASE, "kind": kind, "ship_from": ship_from})
        assert order.sale.kind == kind
    before = judged({**BASE, "kind": "transfer", "ship_from": "HK", "on": "2020-12-22"})
    assert before.code == "kind-contradicts-places"


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("TRUE", True), ("No", False), ("false", False)]
)
def test_flags_are_said_by_yes_no_true_and_false(said, meant):
    assert judged({**BASE, "data_centre": said}).sale.data_centre is meant


def test_a_bad_cell_is_told_under_the_name_of_its_column():
    found = judged({"Customer": "", "chip": "X9", "destination": "CN"}, buyer="Customer")
    assert (found.column, found.message) == ("Customer", "Customer is empty")


def test_a_column_whose_name_cannot_be_printed_is_told_in_quotes():
    row = judged({**BASE, "tpp\u2028": "many"})
    assert isinstance(row, BadRow)
    assert row.message.startswith("'tpp\\u2028' is 'many'; a plain decimal")
    assert row.column == "tpp\u2028"


def test_a_row_is_set_aside_once_with_everything_that_is_wrong_with_it():
    found = judged({"buyer": "", "chip": "X9", "destination": "Chna", "quantity": "x"})
    assert (found.column, found.code, found.hint) == ("buyer", "missing-cell", "the customer")
    assert found.message.count("; ") == 3


def test_a_form_forgets_cells_and_judges_them_the_same():
    header, _ = header_of([*BASE], {})
    form = Form(header, DAY)
    for number in range(70_000):
        assert not form.faults_of([f"Buyer {number}", "X9", "CN"])
    assert form.faults_of(["?", "X9", "CN"])


CELL = st.sampled_from(
    ["", " ", "Acme", "CN", "Chna", "2024-05-02", "2024-02-30", "64", "1.5", "-1", "yes", "no", "x"]
) | st.text(max_size=6)


def meant(cells):
    """Return what a row states, as Python has it. Raises KeyError for a flag that is none."""
    flags = {"yes": True, "no": False}
    bools = [name for name, field in Sale.model_fields.items() if "bool" in str(field.annotation)]
    given = {name: cell for name, cell in cells.items() if cell}
    return {name: flags[cell] if name in bools else cell for name, cell in given.items()}


@given(data=st.data())
def test_a_row_without_faults_is_a_sale_to_the_model_and_no_other_is(data):
    fields = data.draw(st.sets(st.sampled_from(sorted(Sale.model_fields)), max_size=8))
    cells = {**BASE, **{name: data.draw(CELL, label=name) for name in sorted(fields)}}
    found = judged(cells)
    if isinstance(found, BadRow):
        if found.code not in ("unknown-country", "ambiguous-country", "kind-contradicts-places"):
            with pytest.raises((ValidationError, KeyError)):
                Sale.model_validate(meant(cells))
    else:
        assert found.sale == Sale.model_validate({"on": DAY, **meant(cells)})


def table_of(rows):
    return Table.of([Row(line, [*cells], "") for line, cells in enumerate(rows, 2)])


WRONG = [
    ((), [("Acme", "X9", "CN"), ("Acme", "", "Chna"), ("Acme", "X9", "DE"), ("", "X9", "CN")]),
    (("consignee_hq",), [("Acme", "X9", "CN", ""), ("Acme", "X9", "CN", "DE"), ("", "", "", "")]),
    (("kind",), [("Acme", "X9", "CN", "export"), ("Acme", "X9", "CN", "transfer")]),
]


@pytest.mark.parametrize(("more", "rows"), WRONG)
def test_the_rows_of_a_table_that_are_faulty_are_those_that_are_so_by_themselves(more, rows):
    header, _ = header_of([*BASE, *more], {})
    form = Form(header, DAY)
    alone = {place for place, row in enumerate(rows) if form.faults_of(row)}
    assert 0 < len(alone) < len(rows)
    assert Form(header, DAY).faulty(table_of(rows)) == alone


NUMBERS = ["PO-1", "--", "a\nb", "é", "9" * 500, "9" * 501, "\x01a", "", " ", "PO 2"]


@given(numbers=st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=4))
def test_the_numbers_of_orders_are_wrong_together_just_where_they_are_by_themselves(numbers):
    header, _ = header_of([*BASE, "order_id"], {})
    rows = [[*BASE.values(), number] for number in numbers]
    alone = {place for place, row in enumerate(rows) if Form(header, DAY).faults_of(row)}
    assert Form(header, DAY).faulty(table_of(rows)) == alone


@given(data=st.data())
def test_a_row_is_faulty_in_a_table_just_where_it_is_by_itself(data):
    """Columns that may stand with any other are looked at text by text, others row by row."""
    fields = data.draw(st.sets(st.sampled_from(sorted(Sale.model_fields)), max_size=4))
    header, _ = header_of([*BASE, *sorted(fields - BASE.keys())], {})
    width = len(header.columns)
    rows = data.draw(
        st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=5)
    )
    form = Form(header, DAY)
    alone = {place for place, row in enumerate(rows) if form.faults_of(row)}
    assert form.faulty(table_of(rows)) == alone
