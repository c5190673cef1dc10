"""Fetching the official list: what arrives is imported whole, or nothing changes."""

from __future__ import annotations

import http.client
import os
import re
import sqlite3
import tempfile
import time
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from earmark.errors import Fault, InputFileError, UsageError
from earmark.facts.registry.file import reading
from earmark.facts.registry.importing import (
    Imported,
    Origin,
    Progress,
    import_file,
    plausible,
    untold,
)
from earmark.resources import VERSION

VARIABLE: Final = "EARMARK_CSL_URL"
OFFICIAL: Final = (
    "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv"
)
TIMEOUT: Final = 60.0
"""Seconds without a byte after which a server is given up."""

_ADDRESS: Final = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?([/?][!-~]*)?", re.A)
_LONGEST: Final = 30 * 60.0
"""Seconds after which a server is given up that goes on sending, however little."""
_CHUNK: Final = 1 << 16
_LARGEST: Final = 1 << 29


class _Validators(NamedTuple):
    """What a server says by which it can tell later whether the file has changed."""

    etag: str = ""
    modified: str = ""


def address(stated: str | None = None) -> str:
    """Return where the list is fetched from. Raises :class:`UsageError` for what is no address."""
    chosen = os.environ.get(VARIABLE) or OFFICIAL if stated is None else stated
    if not _ADDRESS.fullmatch(chosen):
        said = f"{chosen!r} is no address; one that begins with https:// is expected"
        hint = "in letters of ASCII, without a user's name or password"
        raise UsageError(Fault("bad-address", said, hint=hint))
    return chosen


def update(
    registry: Path,
    source: str,
    *,
    timeout: float = TIMEOUT,
    progress: Progress = untold,
) -> Imported | None:
    """Fetch the list and import it as of the day of the server's Last-Modified.

    Returns None where the server says that the file has not changed since the last time. Raises
    :class:`InputFileError` where it cannot be fetched whole or is no such list.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "consolidated.csv")
        try:
            found = _fetch(source, _last(registry, source), path, timeout)
        except (OSError, http.client.HTTPException) as error:
            raise InputFileError(_unfetched(source, error)) from error
        if found is None:
            return None
        day = _day(found, source)

        def remember(database: sqlite3.Connection) -> None:
            database.execute(
                "INSERT OR REPLACE INTO fetched (address, etag, modified) VALUES (?, ?, ?)",
                (source, *found),
            )

        return import_file(
            registry, path, Origin(source, "csl", day), progress=progress, also=remember
        )


def _last(registry: Path, source: str) -> _Validators:
    database = reading(registry)
    if database is None:
        return _Validators()
    try:
        row = database.execute(
            "SELECT etag, modified FROM fetched WHERE address = ?", (source,)
        ).fetchone()
    finally:
        database.close()
    return _Validators(*row) if row else _Validators()


def _fetch(source: str, last: _Validators, path: Path, timeout: float) -> _Validators | None:
    request = Request(source, headers={"User-Agent": f"earmark/{VERSION}"})  # noqa: S310
    if last.etag:
        request.add_header("If-None-Match", last.etag)
    elif last.modified:
        request.add_header("If-Modified-Since", last.modified)
    try:
        with urlopen(request, timeout=timeout) as response, path.open("wb") as file:  # noqa: S310
            if response.status != http.client.OK:
                raise InputFileError(_fault(source, f"the server answered {response.status}"))
            _copy(response, file, response.headers, source)
            return _Validators(
                response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
            )
    except HTTPError as error:
        # It has to have been asked whether the file was changed since it was fetched.
        if error.code == http.client.NOT_MODIFIED and any(last):
            return None
        raise


def _copy(
    response: http.client.HTTPResponse, file: BinaryIO, headers: Message, source: str
) -> None:
    size, deadline = 0, time.monotonic() + _LONGEST
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if time.monotonic() > deadline:
            raise TimeoutError
        if size > _LARGEST:
            raise InputFileError(_fault(source, f"more than {_LARGEST:,} bytes came"))
        file.write(chunk)
    stated = headers.get("Content-Length", "")
    if stated.isdecimal() and size != int(stated):
        raise InputFileError(_fault(source, f"{size:,} of {int(stated):,} bytes came"))


def _day(found: _Validators, source: str) -> date:
    try:
        day = parsedate_to_datetime(found.modified).date()
    except (TypeError, ValueError):
        day = None
    # A server that does not know may say 1970-01-01, from which computers count.
    if day and plausible(day):
        return day
    hint = "fetch the file and import it with --as-of"
    said = f"{source} does not say of which day the list is (Last-Modified)"
    raise InputFileError(Fault("unknown-day", said, hint=hint))


def _unfetched(source: str, error: Exception) -> Fault:
    if isinstance(error, HTTPError):
        first, *_ = str(error.reason).splitlines() or [""]
        return _fault(source, f"the server answered {error.code} {first}".rstrip())
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return _fault(source, "the server did not answer in time")
    if isinstance(reason, http.client.IncompleteRead):
        return _fault(source, "the answer broke off")
    if isinstance(reason, OSError):
        return _fault(source, reason.strerror or str(reason) or type(reason).__name__)
    return _fault(source, "what came is no answer of a web server")


def _fault(source: str, cause: str) -> Fault:
    return Fault("unfetched", f"{source} could not be fetched: {cause}", hint="nothing was changed")
