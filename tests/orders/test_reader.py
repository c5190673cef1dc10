"""A file of orders, from its bytes to sales and rows set aside: nothing is lost on the way."""

import csv
import gzip
import io
import sys
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earmark.errors import InputFileError
from earmark.orders import COLUMNS, BadRow, Order, Row, read, read_orders

HEAD = "buyer,chip,destination\n"
ROW = "Tencent,H800,CN\n"
DAY = date(2023, 11, 17)


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file of orders, given as text or bytes."""

    def write(content):
        path = tmp_path / "orders.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rows_of(path, **how):
    """Return the rows of a file."""
    with read(path, **how) as reader:
        return list(reader)


# -- rows ------------------------------------------------------------------------------------


def test_a_row_has_its_line_its_cells_and_its_text(file):
    path = file(HEAD + '\n"A ""x"", Ltd",B,CN\r\nC,D,SG')
    assert rows_of(path) == [
        Row(3, ['A "x", Ltd', "B", "CN"], '"A ""x"", Ltd",B,CN'),
        Row(4, ["C", "D", "SG"], "C,D,SG"),
    ]


def test_a_bad_row_says_where_what_and_what_to_do_and_shows_its_text(file):
    path = file((HEAD + ROW).encode() + b"Soci\xe9t\xe9\0,H800,FR\n" + ROW.encode())
    good, bad, after = rows_of(path)
    assert bad == BadRow(
        line=3,
        column="buyer",
        code="undecodable",
        message="byte 5 of the line, 0xE9, is not UTF-8",
        hint="if the file is not UTF-8, say what it is with --encoding, such as gbk",
        raw="Soci\\xe9t\\xe9\\x00,H800,FR",
    )
    assert good.line == 2
    assert after.line == 4


def test_a_byte_is_counted_in_its_own_line_and_encoding(file):
    first, second = rows_of(file(HEAD.encode() + '"甲\n乙'.encode() + b'\xff",B,CN\nA\xfe,B,CN\n'))
    assert first.message == "byte 4 of its line 2, 0xFF, is not UTF-8"
    assert second.message == "byte 2 of the line, 0xFE, is not UTF-8"
    halves = "\ufeff".encode("utf-16-le") + f"{HEAD}甲".encode("utf-16-le") + b"\x00\xdc"
    (row,) = rows_of(file(halves + ",H800,CN\n".encode("utf-16-le")))
    assert row.message == "byte 3 of the line, 0x00, is not UTF-16"


def test_standard_input_is_read_like_a_file(monkeypatch):
    for content in ((HEAD + ROW).encode(), gzip.compress((HEAD + ROW).encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))
        with read("-") as reader:
            assert reader.name == "standard input"
            assert [row.line for row in reader] == [2]
            assert reader.share_read() is None


def test_a_closed_standard_input_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputFileError, match="standard input cannot be read: it is closed"):
        read("-")


def test_how_much_was_read_is_known_of_a_file(file):
    with read(file(HEAD + ROW * 20_000)) as reader:
        shares = [reader.share_read() for _ in reader.blocks()]
    assert 0 < shares[0] < shares[-1] == 1
    assert shares == sorted(shares)


def test_what_only_fails_at_the_end_of_a_file_is_not_kept_quiet(file):
    chips = "".join(f"Tencent,H{number},CN\n" for number in range(50_000))
    whole = gzip.compress((HEAD + chips).encode())
    with read(file(whole[: len(whole) // 2])) as reader:
        rows = iter(reader)
        assert next(rows).line == 2
        with pytest.raises(InputFileError, match="the gzip archive is cut off") as error:
            list(rows)
    assert error.value.faults[0].code == "truncated"


def test_mapped_columns_state_fields_and_the_rest_is_carried_along(file):
    path = file("Region,Material,Customer,destination\nEMEA,H800,Tencent,CN\n")
    with read(path, mapping={"chip": "Material", "buyer": "Customer"}, on=DAY) as reader:
        (row,) = reader
        order = reader.form.order_of(row)
        assert reader.header.unread == ("Region",)
    assert row.cells == ["EMEA", "H800", "Tencent", "CN"]
    assert (order.sale.buyer, order.sale.chip, order.sale.on) == ("Tencent", "H800", DAY)


# -- what must hold always -------------------------------------------------------------------

BYTES = st.binary(max_size=300) | st.lists(
    st.sampled_from(
        [b'"', b",", b"\n", b"\r", b"\0", b"a", b"B,C", b"\xff", b"\xe9", "甲".encode()]
    ),
    max_size=60,
).map(b"".join)


@given(content=BYTES, encoding=st.sampled_from(["", "gbk", "utf-16-le", "latin-1"]))
def test_whatever_bytes_follow_the_header_every_line_is_in_one_row(
    tmp_path_factory, content, encoding
):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(HEAD.encode(encoding or "utf-8") + content)
    text = (HEAD.encode(encoding or "utf-8") + content).decode(encoding or "utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    taken = {1}
    for row in rows_of(path, encoding=encoding):
        span = len(row.raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        own = set(range(row.line, row.line + span))
        assert not taken & own
        taken |= own
    left = [line for number, line in enumerate(lines, 1) if number not in taken]
    assert not any(left)


@given(content=st.binary(max_size=300) | BYTES)
def test_whatever_the_bytes_a_file_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(content)
    with suppress(InputFileError), read(path) as reader:
        for row in reader:
            if isinstance(row, Row):
                assert isinstance(reader.form.order_of(row), Order | BadRow)


@given(content=BYTES, size=st.integers(1, 40))
def test_rows_are_the_same_however_the_bytes_come(tmp_path_factory, content, size):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(HEAD.encode() + content)
    whole = rows_of(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("earmark.orders.text._CHUNK", size)
        assert rows_of(path) == whole


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@given(rows=st.lists(st.lists(TEXT, min_size=4, max_size=4), max_size=8))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_program_writes_is_read_cell_for_cell(tmp_path_factory, rows, encoding):
    page = io.StringIO()
    csv.writer(page).writerows([["buyer", "chip", "destination", "note"], *rows])
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_bytes(page.getvalue().encode(encoding))
    spans = [len(io.StringIO(cell, newline="").readlines()) for row in rows for cell in row]
    if max(spans, default=0) < 20:
        assert [row.cells for row in rows_of(path)] == rows


# -- files in which every row must be good ---------------------------------------------------


def faults(path):
    """Return the faults of a file, without its path."""
    with pytest.raises(InputFileError) as error:
        read_orders(path)
    return [str(fault).replace(f"{path.parent}/", "") for fault in error.value.faults]


def test_an_order_states_what_its_row_states(file):
    (order,) = read_orders(
        file(
            "order_id,date,buyer,chip,destination,data_centre,tpp,quantity,nac_notice,seller\n"
            "PO-1,2023-11-17,Tencent,H800,CN,yes,4992.5,64,no,\n"
        )
    )
    assert (order.row, order.order_id) == (2, "PO-1")
    assert order.sale.on == DAY
    assert order.sale.data_centre is True
    assert order.sale.tpp == Decimal("4992.5")
    assert order.sale.quantity == 64
    assert order.sale.nac_notice is False


def test_an_empty_cell_states_nothing(file):
    head = "buyer,chip,destination,seller,data_centre,ship_from,on\n"
    (order,) = read_orders(file(f"{head}A,B,CN,,,,\n"), DAY)
    assert order.sale.seller is None
    assert order.sale.data_centre is None
    assert order.sale.ship_from == "US"
    assert order.sale.on == DAY


def test_an_order_without_a_date_is_of_today(file):
    assert read_orders(file(HEAD + ROW))[0].sale.on == date.today()


def test_the_date_of_a_row_wins_over_the_day_that_is_given(file):
    path = file("buyer,chip,destination,date\nA,B,CN,2022-01-02\nA,B,CN,\n")
    assert [order.sale.on for order in read_orders(path, DAY)] == [date(2022, 1, 2), DAY]


def test_every_field_of_a_sale_is_a_column(file):
    header = [name for name in COLUMNS if name != "on"]
    row = {"buyer": "A", "chip": "B", "destination": "CN"}
    cells = ",".join(row.get(name, "") for name in header)
    (order,) = read_orders(file(f"{','.join(header)}\n{cells}\n"))
    assert order.sale.model_dump(exclude_defaults=True, exclude={"on"}) == row


def test_a_missing_file_is_one_clear_message(tmp_path):
    path = tmp_path / "none.csv"
    with pytest.raises(InputFileError) as error:
        read_orders(path)
    assert str(error.value) == f"{path} cannot be read: No such file or directory [unreadable]"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputFileError, match="cannot be read: Is a directory"):
        read_orders(tmp_path)


@pytest.mark.parametrize("content", ["", "\ufeff", "\n", "\r\n\r\n"])
def test_an_empty_file_is_one_clear_message(file, content):
    assert faults(file(content)) == [
        "orders.csv: the file is empty (the first row names the columns, at least buyer, chip, "
        "destination) [no-orders]"
    ]


def test_a_file_without_orders_is_one_clear_message(file):
    assert faults(file(HEAD)) == ["orders.csv: there is no order in it [no-orders]"]


def test_every_bad_row_is_told_at_once_with_all_that_is_wrong_with_it(file):
    said = faults(
        file(
            "buyer,chip,destination,date,quantity\n"
            "Tencent,H800,CN,2023-11-17,1\n"
            ",H800,Chna,2023-11-77,0\n"
            "Tencent,H800,CN\n"
        )
    )
    assert said == [
        "orders.csv: row 3: buyer is empty; destination 'Chna' is not a country: a name or an ISO "
        "3166 code was expected; date is '2023-11-77', which is not a day of the calendar; "
        "quantity is '0'; a whole number from 1 to 999,999,999 is expected (the customer) "
        "[missing-cell]",
        "orders.csv: row 4: there are 3 cells and 5 columns (is the row cut off?) [field-count]",
    ]


def test_of_very_many_bad_rows_the_first_hundred_are_told(file):
    said = faults(file(HEAD + "A\n" * 5_000))
    assert len(said) == 101
    assert said[-1] == "orders.csv: there are more; it was read no further [bad-order]"
