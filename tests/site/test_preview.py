"""The server that shows the site on this machine: what it sends, and what it refuses."""

import http.client
import json
import socket
import struct
import threading
from contextlib import closing
from pathlib import Path

import pytest

from dateline.core.errors import UsageError
from dateline.site import preview as module
from dateline.site.preview import CHANGES, LOOPBACK, PORTS, SCRIPT, preview

PAGE = b"<!doctype html>\n<title>Front</title>\n<p>Hello"
FILES = {
    "index.html": PAGE,
    "404.html": b"<p>Gone",
    "stories/quay/index.html": PAGE,
    "atom.xml": b"<feed/>",
    "feed.json": b"{}",
    "index.json": b"{}",
    "sitemap.xml": b"<urlset/>",
    "llms.txt": b"Text",
    "follow/feeds.opml": b"<opml/>",
    "static/site.css": b"",
    "static/site.js": b"",
    "static/mark.svg": b"<svg/>",
    "static/photo.png": b"",
    ".nojekyll": b"",
}


@pytest.fixture
def folder(tmp_path):
    for name, data in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def shown(folder):
    with preview(folder, 0) as server:
        yield server


def ask(server, path, method="GET", **headers):
    """The answer to a request and its body."""
    with closing(http.client.HTTPConnection(LOOPBACK, server.server_port)) as connection:
        connection.request(method, path, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        return answer, answer.read()


class Page:
    """The stream of an open page."""

    def __init__(self, server) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, server.server_port)
        self._connection.request("GET", CHANGES)
        self._answer = self._connection.getresponse()
        self.type = self._answer.getheader("Content-Type")

    def line(self) -> bytes:
        """The next line; empty at the end of the stream."""
        return self._answer.readline()

    def told(self):
        """What it is told next."""
        line, end = self.line(), self.line()
        assert (line[:6], end) == (b"data: ", b"\n")
        return json.loads(line[6:])

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


@pytest.fixture
def page(shown):
    with closing(Page(shown)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/stories/quay/", "text/html; charset=utf-8"),
        ("/stories/quay/index.html?a=b", "text/html; charset=utf-8"),
        ("/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/index.json", "application/json"),
        ("/sitemap.xml", "application/xml"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/follow/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/static/site.css", "text/css; charset=utf-8"),
        ("/static/site.js", "text/javascript; charset=utf-8"),
        ("/static/mark.svg", "image/svg+xml"),
        ("/static/photo.png", "image/png"),
        ("/.nojekyll", "application/octet-stream"),
        (SCRIPT, "text/javascript; charset=utf-8"),
    ],
)
def test_each_file_has_its_type_and_is_not_kept(shown, path, kind):
    """Every file is sent with the type that a web host would give it, and no browser keeps it."""
    answer, _ = ask(shown, path)

    assert (answer.status, answer.getheader("Content-Type"), answer.getheader("Cache-Control")) == (200, kind, "no-store")


def test_pages_alone_get_the_script(shown, folder):
    """The script is added to what is sent of a page; other files are sent as they are, and the page's own file stays as it is."""
    tag = f'\n<script src="{SCRIPT}?{shown.shown.mark}"></script>\n'.encode()

    assert ask(shown, "/")[1] == PAGE + tag
    assert ask(shown, "/atom.xml")[1] == FILES["atom.xml"]
    assert (folder / "index.html").read_bytes() == PAGE


def test_a_page_that_was_read_during_a_build_is_old(shown, monkeypatch):
    """If the site changes while a page is sent, the page has the old mark and reloads."""
    before, find = shown.shown.mark, shown.find

    def built_meanwhile(path):
        shown.show("https://quay.example/", is_new=True)
        return find(path)

    monkeypatch.setattr(shown, "find", built_meanwhile)

    assert f"{SCRIPT}?{before}".encode() in ask(shown, "/")[1]
    assert shown.shown.mark != before


def test_a_folder_leads_to_its_page(shown):
    """An address without its last slash leads to the one that has it."""
    answer, _ = ask(shown, "/stories/quay")

    assert (answer.status, answer.getheader("Location")) == (302, "/stories/quay/")


def test_the_head_of_an_answer(shown):
    """A request for the head alone gets the length of the page, and no page."""
    with socket.create_connection((LOOPBACK, shown.server_port)) as browser, browser.makefile("rb") as answer:
        browser.sendall(b"HEAD /atom.xml HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head, _, body = answer.read().partition(b"\r\n\r\n")

    assert f"Content-Length: {len(FILES['atom.xml'])}".encode() in head
    assert body == b""


@pytest.mark.parametrize("path", ["/nowhere/", "/stories/", "/index.html/", "/%00", f"/{'a' * 5000}", "http://["])
def test_what_is_missing_gets_the_site_s_own_page(shown, path):
    """Where there is no page, the site's own 404 is sent, with the script."""
    answer, body = ask(shown, path)

    assert (answer.status, body.partition(b"\n")[0]) == (404, FILES["404.html"])
    assert SCRIPT.encode() in body


def test_before_there_is_a_site_a_page_says_so(tmp_path):
    """As long as there is no site at all, a page is sent that reloads when there is one."""
    with preview(tmp_path / "nothing", 0) as server:
        answer, body = ask(server, "/")

    assert (answer.status, b"no such page yet" in body, SCRIPT.encode() in body) == (404, True, True)


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/stories/../../secret.txt", "/leads-out.txt", "//secret.txt"],
)
def test_no_path_leaves_the_folder(shown, folder, path):
    """No way of writing a path, and no symbolic link, leads to a file outside the folder."""
    (folder / "leads-out.txt").symlink_to(folder.parent / "secret.txt")

    answer, body = ask(shown, path)

    assert (answer.status, b"secret" in body) == (404, False)


def test_an_absolute_path_is_one_in_the_folder(shown, folder):
    """A path of this machine is looked up in the folder, like any other."""
    assert ask(shown, f"/{folder.parent}/secret.txt")[0].status == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_only_this_machine_s_names_are_answered(shown, host, status):
    """A request that names another host gets nothing of the site, because a stranger's page may have sent it."""
    answer, body = ask(shown, "/", Host=host)

    assert (answer.status, b"Hello" in body) == (status, status == 200)


def test_the_base_path_works_too(shown):
    """The links of 404.html begin with the path of the site's address; they lead to the same files."""
    shown.show("https://quay.example/briefs/", is_new=True)

    assert [ask(shown, path)[0].status for path in ("/briefs/", "/briefs/atom.xml", "/atom.xml", "/other/atom.xml")] == [
        200,
        200,
        200,
        404,
    ]


def test_an_open_page_is_told_what_changes(shown, page):
    """A page is told the mark, the errors and the warnings at once, and when they change; only a new site has another mark."""
    first = page.told()
    assert (page.type, first) == ("text/event-stream", {"mark": shown.shown.mark, "errors": [], "warnings": []})

    shown.refuse(["v001.yaml:3: wrong"])
    assert page.told() == {**first, "errors": ["v001.yaml:3: wrong"]}

    shown.show("https://quay.example/", is_new=False)
    assert page.told() == first

    shown.show("https://quay.example/", is_new=True)
    assert (second := page.told())["mark"] != first["mark"]

    shown.warn(["v001.yaml:4: doubtful"])
    assert page.told() == {**second, "warnings": ["v001.yaml:4: doubtful"]}
    shown.warn(["v001.yaml:4: doubtful"])
    shown.warn([])
    assert page.told() == second


def test_a_silent_stream_shows_that_it_lives(folder, monkeypatch):
    """From time to time a line without meaning is sent, so that the stream of a closed page ends."""
    monkeypatch.setattr(module, "BEAT", 0.01)
    with preview(folder, 0) as server, closing(Page(server)) as page:
        page.told()

        assert (page.line(), page.line()) == (b":\n", b"\n")


def test_the_end_is_not_held_up_by_open_pages(folder, monkeypatch):
    """When the server ends, it ends the streams of all open pages at once."""
    monkeypatch.setattr(module, "BEAT", 10_000)
    with preview(folder, 0) as server:
        pages = [Page(server) for _ in range(3)]
        for page in pages:
            page.told()

    for page in pages:
        while page.line():
            pass
        page.close()


def test_a_browser_that_hangs_up_prints_nothing(folder, monkeypatch, capfd):
    """If a browser closes its connection in the middle of an answer, the terminal stays quiet."""
    monkeypatch.setattr(module, "BEAT", 0.01)
    before = set(threading.enumerate())
    with preview(folder, 0) as server:
        with socket.create_connection((LOOPBACK, server.server_port)) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing it resets the connection
            browser.sendall(f"GET {CHANGES} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            browser.recv(1)
        for one in set(threading.enumerate()) - before:
            if "process_request" in one.name:
                one.join()  # it may have ended already

    assert capfd.readouterr() == ("", "")


def test_without_a_port_a_free_one_is_taken(folder):
    """Two previews at once have different ports."""
    with preview(folder) as one, preview(folder) as other:
        assert one.server_port != other.server_port
        assert {one.server_port, other.server_port} <= set(PORTS)
        assert ask(other, "/")[0].status == 200


def test_a_named_port_that_is_taken_is_an_error(folder, shown):
    """A port that somebody named is not replaced by another; the hint says what to do."""
    taken = f"port {shown.server_port} cannot be used: Address already in use"
    with pytest.raises(UsageError, match=taken) as raised, preview(folder, shown.server_port):
        pass

    assert "--port" in raised.value.hint


def test_only_this_machine_reaches_it(shown):
    """The server listens on loopback, not on the network."""
    assert shown.socket.getsockname() == (LOOPBACK, shown.server_port)
    assert shown.address == f"http://127.0.0.1:{shown.server_port}/"


def test_the_script_is_part_of_the_package():
    """The script lies next to the module that sends it."""
    assert Path(module.__file__).with_name("preview.js").is_file()
