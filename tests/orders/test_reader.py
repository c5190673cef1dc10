"""Orders are read strictly: every row becomes a sale or a fault, and nothing is repaired."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.orders import COLUMNS, read_orders

HEAD = "buyer,chip,destination\n"
ROW = "Tencent,H800,CN\n"
DAY = date(2023, 11, 17)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a file of orders, given as text or bytes."""

    def call(content, day=None):
        path = tmp_path / "orders.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_orders(path, day)

    return call


@pytest.fixture
def faults(read, tmp_path):
    """Return a function that gives the faults of a file, without its path."""

    def call(content):
        with pytest.raises(InputFileError) as error:
            read(content)
        return [str(fault).replace(f"{tmp_path}/", "") for fault in error.value.faults]

    return call


# -- what is read ----------------------------------------------------------------------------


def test_an_order_states_what_its_row_states(read):
    (order,) = read(
        "order_id,date,buyer,chip,destination,data_centre,tpp,quantity,nac_notice,seller\n"
        "PO-1,2023-11-17,Tencent,H800,CN,yes,4992.5,64,no,\n"
    )
    assert (order.row, order.order_id) == (2, "PO-1")
    assert order.sale.on == DAY
    assert order.sale.data_centre is True
    assert order.sale.tpp == Decimal("4992.5")
    assert order.sale.quantity == 64
    assert order.sale.nac_notice is False


def test_an_empty_cell_states_nothing(read):
    (order,) = read("buyer,chip,destination,seller,data_centre,ship_from,on\nA,B,CN,,,,\n", DAY)
    assert order.sale.seller is None
    assert order.sale.data_centre is None
    assert order.sale.ship_from == "US"
    assert order.sale.on == DAY


def test_an_order_without_a_date_is_of_today(read):
    assert read(HEAD + ROW)[0].sale.on == date.today()


def test_the_date_of_a_row_wins_over_the_day_that_is_given(read):
    orders = read("buyer,chip,destination,date\nA,B,CN,2022-01-02\nA,B,CN,\n", DAY)
    assert [order.sale.on for order in orders] == [date(2022, 1, 2), DAY]


@pytest.mark.parametrize("column", ["date", "on"])
def test_the_day_may_be_called_date_or_on(read, column):
    (order,) = read(f"buyer,chip,destination,{column}\nA,B,CN,2022-01-02\n")
    assert order.sale.on == date(2022, 1, 2)


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("TRUE", True), ("No", False), ("false", False)]
)
def test_flags_are_said_by_yes_no_true_and_false(read, said, meant):
    (order,) = read(f"buyer,chip,destination,data_centre\nA,B,CN,{said}\n")
    assert order.sale.data_centre is meant


def test_columns_stand_in_any_order(read):
    (order,) = read("destination,chip,buyer\nCN,H800,Tencent\n")
    assert (order.sale.buyer, order.sale.chip, order.sale.destination) == ("Tencent", "H800", "CN")


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + ROW).encode("utf-8-sig"),
        (HEAD + ROW).replace("\n", "\r\n").encode(),
        (HEAD + ROW).replace("\n", "\r").encode(),
        (HEAD + ROW).rstrip().encode(),
        ("\n\n" + HEAD + "\n" + ROW + "\n\n").encode(),
        b'"buyer","chip","destination"\n"Tencent","H800","CN"\n',
    ],
)
def test_a_byte_order_mark_line_ends_blank_lines_and_quotes_do_not_matter(read, content):
    assert [order.sale.buyer for order in read(content)] == ["Tencent"]


def test_rows_are_counted_as_a_spreadsheet_counts_them(read):
    orders = read(HEAD + '"A ""x"", Ltd",B,CN\n\nC,D,SG\n')
    assert [(order.row, order.sale.buyer) for order in orders] == [(2, 'A "x", Ltd'), (4, "C")]


@given(names=st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs"))), min_size=1))
def test_names_come_through_as_they_were_written(tmp_path_factory, names):
    buyers = [f"x{name}y" for name in names if len(name) < 400]
    page = io.StringIO()
    csv.writer(page).writerows(
        [["buyer", "chip", "destination"], *([b, "H800", "CN"] for b in buyers)]
    )
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(page.getvalue().encode())
    if buyers:
        assert [order.sale.buyer for order in read_orders(path)] == buyers


# -- files that are none ---------------------------------------------------------------------


def test_a_missing_file_is_one_clear_message(tmp_path):
    path = tmp_path / "none.csv"
    with pytest.raises(InputFileError) as error:
        read_orders(path)
    assert str(error.value) == f"{path} cannot be read: No such file or directory [unreadable]"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputFileError, match="cannot be read: Is a directory"):
        read_orders(tmp_path)


@pytest.mark.parametrize("content", ["", "\ufeff", "\n", "\r\n\r\n"])
def test_an_empty_file_is_one_clear_message(faults, content):
    assert faults(content) == [
        "orders.csv: the file is empty (the first row names the columns, at least buyer, chip, "
        "destination) [no-orders]"
    ]


def test_a_file_without_orders_is_one_clear_message(faults):
    assert faults(HEAD) == ["orders.csv: there is no order in it [no-orders]"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ((HEAD + ROW).encode() + b"\xff,H800,CN\n", 3),
        ((HEAD + ROW).encode("utf-16"), 1),
        (HEAD.encode() + "Société,H800,CN\n".encode("latin-1"), 2),
    ],
)
def test_what_is_not_utf8_is_told_with_its_line(faults, content, line):
    (said,) = faults(content)
    assert said.endswith(f"cannot be read: line {line} has a byte that is not UTF-8 [unreadable]")


# -- headers ---------------------------------------------------------------------------------

HEADERS = [
    ("Buyer,chip,destination", ["there is no column 'Buyer' (did you mean 'buyer'?)"]),
    ("buyer,chip,destinaton", ["there is no column 'destinaton' (did you mean 'destination'?)"]),
    (" buyer,chip,destination", ["there is no column ' buyer' (did you mean 'buyer'?)"]),
    ("buyer,chip,destination,buyer-hq", ["there is no column 'buyer-hq' (did you mean 'buyer_hq"]),
    ("buyer,chip,destination,zzz", ["there is no column 'zzz' (columns are order_id, date and "]),
    ("buyer,chip,destination,", ["column 4 has no name (the first row names the columns"]),
    ("buyer,chip", ["column 'destination' is missing"]),
    ("order_id", ["column 'buyer' is", "column 'chip' is", "column 'destination' is"]),
    ("buyer,chip,destination,chip,chip", ["there are 3 columns 'chip'"]),
    ("buyer,chip,destination,on,date", ["there are 2 columns 'on' (date is the same column)"]),
    ("buyer;chip;destination", ["columns are parted by commas, not by semicolons (the first row"]),
    ("buyer\tchip\tdestination", ["columns are parted by commas, not by tabs (the first row"]),
    ("buyer|chip|destination", ["columns are parted by commas, not by bars (the first row"]),
    ("Tencent,H800,CN", ["there is no column 'Tencent' (", *["there is"] * 2, *["column "] * 3]),
    ("x" * 5000 + ",buyer,chip,destination", [f"there is no column '{'x' * 40}…' (columns are"]),
    ("[red]b[/red],buyer,chip,destination", ["there is no column '[red]b[/red]' (columns are"]),
]


@pytest.mark.parametrize(("header", "messages"), HEADERS)
def test_a_wrong_header_is_refused_with_the_nearest_name(faults, header, messages):
    said = faults(f"{header}\nnot,read,at,all\n")
    assert len(said) == len(messages)
    for one, message in zip(said, messages, strict=True):
        assert one.startswith(f"orders.csv: {message}")
        assert one.endswith("[bad-order]")


def test_every_field_of_a_sale_is_a_column(read):
    header = [name for name in COLUMNS if name != "on"]
    row = {"buyer": "A", "chip": "B", "destination": "CN"}
    (order,) = read(f"{','.join(header)}\n{','.join(row.get(name, '') for name in header)}\n")
    assert order.sale.model_dump(exclude_defaults=True, exclude={"on"}) == row


# -- rows ------------------------------------------------------------------------------------

CELLS = [
    ("buyer", "", "buyer is empty (the customer)"),
    ("buyer", " ", "buyer is ' '; a name with at least one letter or digit is expected"),
    ("buyer", "?!", "buyer is '?!'; a name with at least one letter or digit is expected"),
    ("buyer", '"a\nb"', "buyer has a control character (U+000A) at character 2"),
    ("buyer", "a\x1b[31m", "buyer has a control character (U+001B) at character 2"),
    ("buyer", "a\x00", "buyer has a control character (U+0000) at character 2"),
    ("buyer", "x" * 501, "buyer has 501 characters; at most 500 are expected"),
    ("chip", "", "chip is empty (the chip: model name or part number)"),
    ("destination", "Chna", "destination 'Chna' is not a country: a name or an ISO 3166 code was"),
    ("destination", "Korea", "destination 'Korea' may mean North Korea (KP) or South Korea (KR)"),
    ("ship_from", "XX", "ship_from 'XX' is not a country"),
    ("buyer_hq", "Germny", "buyer_hq 'Germny' is not a country: a name or an ISO 3166 code was"),
    ("date", "2023-02-30", "date is '2023-02-30', which is not a day of the calendar"),
    ("date", "17.11.2023", "date is '17.11.2023'; a date such as 2023-11-17 is expected"),
    ("date", "45247", "date is '45247'; a date such as 2023-11-17 is expected"),
    ("date", "1999-01-01", "date is 1999-01-01; a day from 2019-01-01 to 2099-12-31 is expected"),
    ("on", "x", "on is 'x'; a date such as 2023-11-17 is expected"),
    ("kind", "sale", "kind is 'sale'; 'export', 'reexport', 'transfer' or 'cloud' is expected"),
    ("kind", "transfer", "kind is 'transfer', but from United States to China is a"),
    ("quantity", "0", "quantity is '0'; a whole number from 1 to 999,999,999 is expected"),
    ("quantity", "1.0", "quantity is '1.0'; a whole number from 1 to 999,999,999 is expected"),
    ("tpp", "4e3", "tpp is '4e3'; a plain decimal such as 4992 or 5.92 is expected"),
    ("tpp", '"4,800"', "tpp is '4,800'; a plain decimal such as 4992 or 5.92 is expected"),
    ("tpp", "-1", "tpp is -1; a figure above 0 and up to 10,000,000 is expected"),
    ("data_centre", "1", "data_centre is '1'; yes, no, true or false is expected"),
    ("data_centre", "y", "data_centre is 'y'; yes, no, true or false is expected"),
    ("nac_notice", "maybe", "nac_notice is 'maybe'; yes, no, true or false is expected"),
    ("consignee_hq", "CN", "consignee_hq was given without consignee"),
    ("order_id", "--", "order_id is '--'; a name with at least one letter or digit is expected"),
    ("order_id", "x" * 501, "order_id has 501 characters; at most 500 are expected"),
]


@pytest.mark.parametrize(("column", "cell", "message"), CELLS)
def test_a_wrong_cell_is_told_with_its_row_its_column_and_what_was_expected(
    faults, column, cell, message
):
    row = {"buyer": "Acme", "chip": "H800", "destination": "CN", column: cell}
    (said,) = faults(f"{','.join(row)}\n{','.join(row.values())}\n")
    assert said.startswith(f"orders.csv: row 2: {message}")


def test_every_fault_of_every_row_is_told_at_once(faults):
    said = faults(
        "buyer,chip,destination,date,quantity\n"
        "Tencent,H800,CN,2023-11-17,1\n"
        ",H800,Chna,2023-11-77,0\n"
        "Tencent,H800,CN\n"
        "Tencent,H800,CN,,,,\n"
        ",,,,\n"
    )
    assert [one.split(": ")[1] for one in said] == [
        *["row 3"] * 4,
        "row 4",
        "row 5",
        *["row 6"] * 3,
    ]
    assert said[4] == "orders.csv: row 4: there are 3 cells and 5 columns [bad-order]"


def test_fields_that_cannot_stand_together_are_told(faults):
    (said,) = faults("buyer,chip,destination,die_area,performance_density\nA,B,CN,3,4\n")
    assert "row 2: die_area and performance_density were both given" in said


@pytest.mark.parametrize("row", ['"A,H800,CN', 'A,"H8"00,CN', f"A,{'x' * 200_000},CN"])
def test_a_row_that_is_not_csv_ends_the_reading_and_is_told(faults, row):
    said = faults(f"{HEAD},H800,CN\n{row}\nA,H800,Chna\n")
    assert said[0].startswith("orders.csv: row 2: buyer is empty") or len(said) == 1
    (broken,) = (one for one in said if "is not CSV" in one)
    assert broken.startswith("orders.csv: row 3 is not CSV: ")
    assert broken.endswith("(it was read no further) [bad-order]")


def outcome(path):
    """Return the orders of a file, and the messages of its faults."""
    try:
        return read_orders(path), []
    except InputFileError as error:
        return [], [fault.message for fault in error.faults]


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_file_holds_it_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(content)
    read, faults = outcome(path)
    assert bool(read) != bool(faults)


@given(rows=st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=5), max_size=8))
def test_every_row_becomes_an_order_or_a_fault(tmp_path_factory, rows):
    page = io.StringIO()
    csv.writer(page).writerows([["buyer", "chip", "destination"], *rows])
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(page.getvalue().encode("utf-8", "replace"))
    read, faults = outcome(path)
    assert len(read) == len(rows) or not rows or all("row " in message for message in faults)
