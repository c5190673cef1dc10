"""The files that one batch run writes: each another, none of them an input."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from earmark.batch.run import Run
from earmark.batch.screener import ADDED
from earmark.batch.summary import Summary
from earmark.errors import Fault, InputFileError, UsageError
from earmark.orders import Reader
from earmark.orders.content import STDIN
from earmark.orders.sheet import QUARANTINE, Sheet, with_added
from earmark.report.files import STDOUT, not_written, output
from earmark.report.progress import counting
from earmark.report.screened import screened_file
from earmark.report.sheet import sheet
from earmark.report.stream import shown_in_json

_NEVER: Final = (".xlsx", ".xls", ".ods", ".zip", ".bz2", ".xz", ".zst", ".7z", ".html", ".json")
"""Ends of names that promise what is not written."""


@dataclass(frozen=True)
class Outputs:
    """The files that one run writes."""

    out: str
    quarantine: Path
    report: Path | None
    json: Path | None

    def check(self, orders: str, registry: Path | None, rules: Path | None) -> None:
        """Refuse outputs of one name, or that of an input, and those of another kind."""
        _check_kind(self.out, (*_NEVER, ".parquet.gz"), "it .csv, .csv.gz or .parquet")
        _check_kind(str(self.quarantine), (*_NEVER, ".parquet"), "the quarantine file .csv")
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
                    done += len(block.table) + len(block.bad)
                    tell(done)
            # Now: if it cannot be written, nothing else of this run may be there.
            screened.end()
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


def _check_kind(name: str, never: tuple[str, ...], instead: str) -> None:
    if name.lower().endswith(never):
        said = f"{name}: no file of that kind is written"
        raise UsageError(Fault("bad-option", said, hint=f"name {instead}"))


def _place(name: str) -> str:
    """Return where an output goes, whatever it is called."""
    return os.path.realpath("/dev/stdout" if name == STDOUT else name)


def beside(out: str) -> Path:
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
        raise InputFileError(
            not_written(out or '""', _error(errno.EISDIR if out else errno.ENOENT))
        )
    name = path.name
    for end in (".gz", ".csv", ".parquet"):
        name = name.removesuffix(end) or path.name
    return path.with_name(f"{name}.quarantine.csv")


def _check_folder(path: Path) -> None:
    """Refuse a path where no file can be, for a file that may never be written."""
    try:
        if not Path(os.path.realpath(path)).parent.is_dir():
            raise _error(errno.ENOENT)
        path.exists()
    except OSError as error:
        raise InputFileError(not_written(path, error)) from None


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
