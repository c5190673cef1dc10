"""``earmark registry update``."""

import io
from email.message import Message
from typing import ClassVar
from urllib.error import HTTPError

from earmark.facts.registry import fetching


def test_an_address_that_is_none_is_a_usage_error(earmark):
    result = earmark("registry", "update", "--from", "file:///etc/passwd")
    assert (result.code, result.out) == (2, "")
    assert "is no address" in result.err


class Response(io.BytesIO):
    """An answer of the server."""

    status = 200
    headers: ClassVar = {"Last-Modified": "Fri, 31 Jul 2026 09:00:00 GMT", "ETag": '"one"'}


def test_an_update_fetches_the_list_and_says_when_it_has_not_changed(earmark, monkeypatch, csl):
    body = csl(("Quxar Ltd", "")).encode()
    monkeypatch.setattr(fetching, "urlopen", lambda *_, **__: Response(body))
    monkeypatch.setenv("EARMARK_CSL_URL", "https://example.org/list.csv")
    result = earmark("registry", "update")
    assert (result.code, result.err) == (0, "")
    assert "Imported Consolidated Screening List, as of 2026-07-31: 1 record." in result.words

    def unchanged(request, **_):
        raise HTTPError(request.full_url, 304, "Not Modified", Message(), None)

    monkeypatch.setattr(fetching, "urlopen", unchanged)
    result = earmark("registry", "update")
    assert (result.code, result.err) == (0, "")
    assert "https://example.org/list.csv has not changed since it was fetched last" in result.words


def test_a_list_that_cannot_be_fetched_is_a_failure(earmark, registry):
    result = earmark("registry", "update", "--from", "http://127.0.0.1:1/list.csv")
    assert (result.code, result.out) == (3, "")
    assert "could not be fetched" in result.err
    assert not registry.exists()
