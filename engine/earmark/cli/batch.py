"""``earmark batch``: screen a file of orders, and lose nothing."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from earmark.batch.run import Run
from earmark.batch.screener import ADDED
from earmark.batch.summary import Counts, Summary
from earmark.batch.worker import Settings
from earmark.cli.common import (
    EXIT_CODES,
    FAILURE,
    RegistryOption,
    RulesOption,
    registry_path_at,
    rulebook_at,
)
from earmark.cli.orders import EncodingOption, MapOption, OnOption, day_of, mapping_of
from earmark.conclusion import DENY, REVIEW
from earmark.errors import Fault, InputFileError, UsageError
from earmark.orders import Reader, read
from earmark.orders.content import STDIN
from earmark.orders.sheet import QUARANTINE, Sheet, with_added
from earmark.report.batch import print_run
from earmark.report.files import STDOUT, output
from earmark.report.progress import counting
from earmark.report.screened import as_lines, screened_file
from earmark.report.sheet import sheet
from earmark.report.stream import put, shown_in_json

HELP: Final = """Screen a file of orders: CSV or Parquet, plain or in a gzip archive; - is stdin.

Columns are called like the options of check, with underscores: buyer, chip and destination must be
there. The columns of the input stand in the output as they are; after them come verdict, licence,
review_policy, rules, reason, questions and warnings. Rows that state no sale go to the quarantine
file, with what is wrong with them.

Exit codes: 0 when every row was screened; 3 when rows were set aside, or for a failure; 2 for a
command that cannot be read; with --fail-on 1 when a row is denied, 4 when one is under review."""

TEMPLATE: Final = """order_id,date,buyer,buyer_hq,subsidiary,seller,chip,quantity,destination
PO-1001,2023-11-20,SenseTime Group Inc.,,SenseTime International Pte. Ltd.,,H800,64,SG
PO-1002,2024-03-04,Acme Cloud GmbH,DE,,,A100,8,Germany
PO-1002,2024-03-04,Acme Cloud GmbH,DE,,,L4,16,Germany
PO-1003,2026-03-02,Moonshot AI,,,NVIDIA,H20,256,CN
"""
"""Orders to begin with: a denied one, two that hang together, and one to ask about."""

_Out = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="PATH", help="The screened file: .csv, .csv.gz or .parquet; - is stdout."
    ),
]
_Quarantine = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="PATH",
        help="Where rows that state no sale go (beside the screened file).",
        show_default=False,
    ),
]
_FailOn = Annotated[
    Literal["deny", "review"] | None,
    typer.Option(help="Exit with 1 when a row is denied; review: or with 4 when one is unclear."),
]


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("batch", help=HELP)(batch)


def batch(
    orders: Annotated[
        str | None, typer.Argument(metavar="ORDERS", help="A file of orders.", show_default=False)
    ] = None,
    out: _Out = None,
    quarantine: _Quarantine = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="PATH", help="Write the day as one HTML page."),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option("--json", metavar="PATH", help="Write the day as one JSON object."),
    ] = None,
    mapped: MapOption = None,
    encoding: EncodingOption = "",
    on: OnOption = None,
    rules: RulesOption = None,
    registry: RegistryOption = None,
    fail_on: _FailOn = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print a small file of orders to begin with.")
    ] = False,
) -> None:
    """Screen a file of orders."""
    if template:
        put(TEMPLATE)
        return
    if orders is None or out is None:
        missing = "ORDERS, the file to screen, is missing" if orders is None else "--out is missing"
        raise UsageError(Fault("missing-option", missing, hint="earmark batch ORDERS --out PATH"))
    outputs = _Outputs(out, quarantine or _beside(out), report, json)
    at = registry_path_at(registry)
    outputs.check(orders, at, rules)
    # Wrong rules are told before any work begins.
    rulebook_at(rules)
    day = day_of(on)
    with read(orders, mapping=mapping_of(mapped), encoding=encoding, on=day) as reader:
        told = bool(report or json)
        run = Run(reader, Settings(reader.header, day, as_lines(out), told, rules, at))
        summary, neutralised = outputs.write(reader, run)
    print_run(summary, outputs.quarantine, neutralised)
    raise typer.Exit(_exit_code(summary.counts, fail_on))


@dataclass(frozen=True)
class _Outputs:
    """The files that one run writes."""

    out: str
    quarantine: Path
    report: Path | None
    json: Path | None

    def check(self, orders: str, registry: Path | None, rules: Path | None) -> None:
        """Refuse outputs of one name, or that of an input, and those that cannot be made."""
        named = [self.out, *map(str, filter(None, (self.quarantine, self.report, self.json)))]
        outputs = [_place(one) for one in named]
        # Standard input and standard output are called alike, and are not the same.
        inputs = [os.path.realpath(one) for one in (orders, registry) if one and one != STDIN]
        for name, place in zip(named, outputs, strict=True):
            if [*outputs, *inputs].count(place) > 1:
                called = "standard output" if name == STDOUT else name
                said = f"{called} is named twice: every file of a run is another"
                raise UsageError(Fault("conflicting-options", said))
            if rules and Path(place).is_relative_to(os.path.realpath(rules)):
                raise UsageError(Fault("conflicting-options", f"{name} is part of the rulebook"))

    def write(self, reader: Reader, run: Run) -> tuple[Summary, int]:
        """Screen the file; the screened one is there last, when all others are.

        Returns what it came to, and how many cells were made plain text.
        """
        columns = with_added(reader.header.columns, ADDED)
        with ExitStack() as files:
            screened = files.enter_context(screened_file(self.out, columns))
            # Before the work begins: a folder that is not there is told at once.
            json, report = (
                files.enter_context(output(path)) if path else None
                for path in (self.json, self.report)
            )
            _check_folder(self.quarantine)
            aside = self._aside(files) if self.quarantine.exists() else None
            done = 0
            with counting("rows", reader.share_read) as tell:
                for block in run.blocks():
                    screened.write(block)
                    if block.bad:
                        aside = aside or self._aside(files)
                        aside.set_aside(block.bad)
                    done += len(block.rows) + len(block.bad)
                    tell(done)
            summary = run.summary()
            if json:
                json.write(shown_in_json(summary.model_dump_json(indent=2)) + "\n")
            if report:
                from earmark.report.html import page

                report.writelines(page(summary))
            aside_ones = aside.neutralised if aside else 0
            return summary, screened.neutralised + run.neutralised + aside_ones

    def _aside(self, files: ExitStack) -> Sheet:
        """Return the quarantine file. It is there where rows are in it, or were the last time."""
        return files.enter_context(sheet(self.quarantine, QUARANTINE))


def _place(name: str) -> str:
    """Return where an output goes, whatever it is called."""
    return os.path.realpath("/dev/stdout" if name == STDOUT else name)


def _beside(out: str) -> Path:
    """Return where rows are set aside unless the user says so: beside the screened file.

    Raises :class:`UsageError` for standard output, pipes and devices, beside which nothing can be.
    """
    path = Path(out)
    if out != STDOUT:
        _check_folder(path)
    if out == STDOUT or (path.exists() and not path.is_file() and not path.is_dir()):
        said = f"--quarantine is missing: with --out {out} rows could not be set aside"
        raise UsageError(Fault("missing-option", said, hint="--quarantine PATH"))
    if not path.name:
        raise InputFileError(_unwritable(out or '""', errno.EISDIR if out else errno.ENOENT))
    name = path.name
    for end in (".gz", ".csv", ".parquet"):
        name = name.removesuffix(end) or path.name
    return path.with_name(f"{name}.quarantine.csv")


def _check_folder(path: Path) -> None:
    """Refuse a path where no file can be, for a file that may never be written."""
    try:
        is_there = Path(os.path.realpath(path)).parent.is_dir()
        path.exists()
    except OSError as error:
        raise InputFileError(_unwritable(path, error.errno or 0)) from None
    if not is_there:
        raise InputFileError(_unwritable(path, errno.ENOENT))


def _unwritable(path: str | Path, number: int) -> Fault:
    return Fault("unwritable", f"{path} cannot be written: {os.strerror(number)}")


def _exit_code(counts: Counts, fail_on: str | None) -> int:
    if counts.quarantined:
        return FAILURE
    if fail_on and counts.denied:
        return EXIT_CODES[DENY]
    return EXIT_CODES[REVIEW] if fail_on == REVIEW and counts.review else 0
