"""Fetching the list from a server that may do anything."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from earmark.errors import EarmarkError, UsageError
from earmark.facts.registry import fetching
from earmark.facts.registry.fetching import address, update
from earmark.facts.registry.file import reading

EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"
FUTURE = "Fri, 31 Jul 2099 00:00:00 GMT"
MODIFIED = "Fri, 31 Jul 2026 23:30:00 GMT"
CHUNKED = f"HTTP/1.1 200 OK\r\nLast-Modified: {MODIFIED}\r\n".encode()
CHUNKED += b"Transfer-Encoding: chunked\r\n\r\n"


class Server:
    """A server whose answer is set by each test; keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, b"", {"Last-Modified": MODIFIED}
        self.length: int | None = None
        self.hang = threading.Event()
        self.asked: list[dict[str, str]] = []
        self.silent = False
        self.raw: bytes | None = None


@pytest.fixture
def server() -> Iterator[Server]:
    """Yield a server on a port of its own."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            state.asked.append(dict(self.headers))
            if state.silent:
                state.hang.wait(20)
                return
            if state.raw is not None:
                self.wfile.write(state.raw)
                return
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            length = len(state.body) if state.length is None else state.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *_):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    state.address = f"http://127.0.0.1:{httpd.server_port}/consolidated.csv"
    yield state
    state.hang.set()
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def failed(call, *given, **named):
    with pytest.raises(EarmarkError) as caught:
        call(*given, **named)
    return str(caught.value)


def test_the_list_is_fetched_as_of_the_day_that_the_server_says(server, path, opened, csl):
    server.body = csl("Acme Ltd", "Beta Ltd").encode()
    done = update(path, server.address)
    assert (done.as_of, done.rows) == (date(2026, 7, 31), 2)
    with opened() as registry:
        (source,) = registry.sources()
        assert source.origin == server.address


@pytest.mark.parametrize(
    ("headers", "asked", "value"),
    [
        ({"ETag": '"one"', "Last-Modified": MODIFIED}, "If-None-Match", '"one"'),
        ({"Last-Modified": MODIFIED}, "If-Modified-Since", MODIFIED),
    ],
)
def test_a_list_that_has_not_changed_is_not_fetched_again(server, path, csl, headers, asked, value):
    server.body, server.headers = csl("Acme Ltd").encode(), headers
    update(path, server.address)
    server.status, server.body = 304, b""
    assert update(path, server.address) is None
    assert server.asked[1][asked] == value


def test_the_same_content_of_the_same_day_changes_nothing(server, path, csl):
    server.body = csl("Acme Ltd").encode()
    assert not update(path, server.address).known
    assert update(path, server.address).known


def test_what_was_fetched_from_elsewhere_does_not_count(server, path, csl):
    server.body, server.headers["ETag"] = csl("Acme Ltd").encode(), '"one"'
    update(path, server.address)
    update(path, server.address + "?other")
    assert "If-None-Match" not in server.asked[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"length": 100_000}, "of 100,000 bytes came"),
        ({"status": 500}, "the server answered 500"),
        ({"status": 404}, "the server answered 404"),
        ({"body": b"<!DOCTYPE html><html>down</html>"}, "this is a web page (HTML), no list"),
        ({"body": b""}, "the file is empty"),
        ({"body": b"a,b\n1,2\n"}, "no column is one of source, entity_number"),
        ({"body": b'{"error": "down"}'}, "no column is one of source, entity_number"),
        ({"body": b"<?xml?>\n<!DOCTYPE html>\n<html>"}, "this is a web page (HTML), no list"),
        ({"status": 204}, "the server answered 204"),
        ({"status": 206}, "the server answered 206"),
        ({"body": b"\xff\xfe\x00"}, "the text is not utf-16"),
        ({"headers": {}}, "does not say of which day the list is"),
        ({"headers": {"Last-Modified": "yesterday"}}, "does not say of which day the list is"),
        ({"headers": {"Last-Modified": EPOCH}}, "does not say of which day the list is"),
        ({"headers": {"Last-Modified": FUTURE}}, "does not say of which day the list is"),
    ],
)
def test_whatever_else_comes_changes_nothing(server, path, csl, change, said):
    server.body = csl("Acme Ltd").encode()
    update(path, server.address)
    for name, value in change.items():
        setattr(server, name, value)
    told = failed(update, path, server.address)
    assert said in told
    assert "\n" not in told
    assert reading(path).execute("SELECT count(*) FROM snapshot").fetchone() == (1,)


def test_unchanged_since_never_is_no_answer(server, path):
    server.status = 304
    assert "the server answered 304" in failed(update, path, server.address)


def test_a_redirection_without_end_is_told_in_one_line(server, path):
    server.status, server.headers = 302, {"Location": server.address}
    told = failed(update, path, server.address)
    assert "the server answered 302" in told
    assert "\n" not in told


def test_a_redirection_to_a_file_of_ours_is_not_followed(server, path):
    server.status, server.headers = 302, {"Location": "file:///etc/passwd"}
    assert "the server answered 302" in failed(update, path, server.address)


def test_a_server_that_sends_a_little_for_ever_is_given_up(server, path, csl, monkeypatch):
    monkeypatch.setattr(fetching, "_LONGEST", -1.0)
    server.body = csl("Acme Ltd").encode()
    assert "did not answer in time" in failed(update, path, server.address)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"garbage\r\n\r\n", "what came is no answer of a web server"),
        (CHUNKED + b"64\r\nlist_code,", "the answer broke off"),
        (CHUNKED + b"4\r\nlist\r\n", "the answer broke off"),
        (CHUNKED + b"many\r\n", "the answer broke off"),
        (b"", "could not be fetched"),
    ],
)
def test_an_answer_that_is_broken_is_told_in_words(server, path, raw, said):
    server.raw = raw
    told = failed(update, path, server.address)
    assert said in told
    assert "nothing was changed" in told
    assert reading(path) is None


def test_messages_name_the_address_and_no_file_of_ours(server, path):
    server.body = b"a,b\n1,2\n"
    assert failed(update, path, server.address).startswith(f"{server.address}:1:1: ")


def test_a_list_cut_off_in_the_middle_of_a_row_is_refused(server, path, csl):
    server.body = csl("Acme Ltd", "Beta Ltd").encode()[:-20]
    assert "is the file cut off?" in failed(update, path, server.address)
    assert reading(path) is None


def test_a_server_that_never_answers_is_given_up(server, path):
    server.silent = True
    assert "did not answer in time" in failed(update, path, server.address, timeout=0.2)


def test_a_server_that_hangs_up_is_told(server, path):
    server.silent = True
    server.hang.set()
    assert "could not be fetched" in failed(update, path, server.address)


def test_a_server_that_is_not_there_is_told(path):
    said = failed(update, path, "http://127.0.0.1:1/list.csv")
    assert "could not be fetched" in said
    assert "nothing was changed" in said


def test_more_than_any_list_is_not_taken(server, path, csl, monkeypatch):
    monkeypatch.setattr(fetching, "_LARGEST", 100)
    server.body = csl("Acme Ltd").encode()
    assert "more than 100 bytes came" in failed(update, path, server.address)


def test_the_address_is_stated_or_set_or_the_official_one(monkeypatch):
    monkeypatch.delenv(fetching.VARIABLE, raising=False)
    assert address() == fetching.OFFICIAL
    monkeypatch.setenv(fetching.VARIABLE, "https://example.org/a.csv")
    assert address() == "https://example.org/a.csv"
    assert address("http://example.org/b.csv") == "http://example.org/b.csv"


def test_an_address_that_is_stated_and_empty_is_not_the_official_one(monkeypatch):
    monkeypatch.delenv(fetching.VARIABLE, raising=False)
    with pytest.raises(UsageError, match="'' is no address"):
        address("")


@pytest.mark.parametrize("text", ["http://[::1]:8000/a", "https://a.example:1/?b=1#c", "http://h"])
def test_what_is_a_web_address_is_taken(text):
    assert address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("file:///etc/passwd", "ftp://example.org/a", "list.csv", "http:", "http://", "http:///a"),
        *("http://[::1", "http://exa mple/a", "http://example.org/ä", "http://example.org/a\nb"),
        *("http://me:secret@example.org/a", "http://example.org:port/a", "https://例.example/a"),
    ],
)
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(UsageError, match="is no address"):
        address(text)
