"""CSV files: their header, their rows, and where a mistake stands."""

import pytest

HEADER = "owner,owned,percent\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("owner;owned;percent\nA;B;5\n", "file:1:1: columns are parted by commas, not by semi"),
        ("owner\towned\tpercent\nA\tB\t5\n", "file:1:1: columns are parted by commas, not by tabs"),
        ("owner,owned\nA,B\n", "file:1:1: column 'percent' is missing"),
        ("owner,owned,percent,owner\nA,B,5,A\n", "file:1:1: there are 2 columns 'owner'"),
        ("owner,owned,percent,untill\nA,B,5,\n", "file:1:4: there is no column 'untill' (did you"),
        ("owner,owned,percent,\nA,B,5,\n", "file:1:4: there is no column ''"),
        ("A,B,5\nC,D,6\n", "file:1:1: no column is one of owner, owned, percent (is this an"),
        ("name\nAcme\n", "file:1:1: no column is one of owner, owned, percent"),
        (HEADER + "A,B\n", "file:2:1: row 2 has 2 cells and the header 3 (is the file cut off?)"),
        (HEADER + "A,B,5,6\n", "file:2:1: row 2 has 4 cells and the header 3"),
        (HEADER + 'A,"B,5\n', "file:2:1: this is not CSV: unexpected end of data"),
        (HEADER + 'A,"B"x,5\n', "file:2:1: this is not CSV"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_place(refused, content, said):
    assert refused("stakes", content)[0].startswith(said)


def test_a_row_counts_as_in_a_spreadsheet_and_a_line_as_in_an_editor(refused):
    content = HEADER + '"A\nplc",B,5\n\nC,D,x\n'
    (said,) = refused("stakes", content)
    assert said.startswith("file:5:3: row 4, column 'percent': 'x' is no percentage")


def test_every_mistake_is_told_up_to_twenty(refused):
    said = refused("stakes", HEADER + "A,B,x\n" * 3)
    assert len(said) == 3
    said = refused("stakes", HEADER + "A,B,x\n" * 5000)
    assert len(said) == 21
    assert said[-1] == "file was read no further [bad-list]"


def test_blank_lines_and_a_missing_last_line_break_do_no_harm(read):
    rows, _ = read("stakes", HEADER + "\nA,B,5\n\n\nC,D,6")
    assert len(rows) == 6


def test_a_cell_without_end_is_refused_and_not_swallowed(refused):
    (said,) = refused("stakes", HEADER + 'A,"' + "x" * 5_000_000)
    assert "this is not CSV: field larger than field limit" in said
