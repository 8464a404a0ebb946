"""Every way for a server to misbehave: those of `cases/http/faults.jsonl` by their id, and others."""

import gzip
import socket
import struct
import zlib
from functools import partial

from wire import server
from wire.server import FEED, Call, Route

_HEAD = b"HTTP/1.1 200 OK\r\n"
_PAGE = b"<!doctype html><title>Are you human?</title>"


def raw(data: bytes) -> Route:
    """Exactly these bytes, and then the connection is closed."""

    def answer(call: Call) -> None:
        call.wfile.write(data)
        call.close_connection = True

    return answer


def endless(start: bytes, piece: bytes) -> Route:
    """A start, and a piece again and again."""

    def answer(call: Call) -> None:
        call.wfile.write(start)
        while not call.server.closing.is_set():
            call.wfile.write(piece)

    return answer


def slow(start: bytes, piece: bytes) -> Route:
    """The same, with a pause before each piece, so that each read is answered in time."""

    def answer(call: Call) -> None:
        call.wfile.write(start)
        for _ in call.every(0.02):
            call.wfile.write(piece)

    return answer


def body(data: bytes = FEED, status: int = 200, **headers: str) -> Route:
    return lambda call: call.say(status, data, **headers)


def reset(call: Call) -> None:
    """Hangs up without a word."""
    call.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    call.connection.close()
    call.close_connection = True


def redirect_that_grows(call: Call) -> None:
    call.say(302, location=f"{call.path}?{'x' * 500}")


def _length(said: str) -> Route:
    return raw(_HEAD + f"Content-Length: {said}\r\n\r\n".encode() + FEED)


def _chunks(data: bytes) -> Route:
    return raw(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + data)


def _bomb(wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return b"".join((*(packer.compress(bytes(1_000_000)) for _ in range(200)), packer.flush()))


LISTED: dict[str, Route] = {
    "redirect-to-metadata": server.redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect-to-file": server.redirect("file:///etc/passwd", 301),
    "redirect-loop": lambda call: call.say(302, location=call.path),
    "gzip-bomb": body(_bomb(31), content_encoding="gzip"),
    "drip": server.drip,
    "stall-headers": server.stall,
    "cut-body": server.cut,
    "500-then-ok": server.first_fails(2),
    "429-far": server.busy("99999999"),
    "304-unasked": body(b"", 304),
    "etag-echo": server.echo_etag,
    "html-200": server.captcha,
    "wrong-type": server.picture,
    "two-encodings": server.packed_twice,
}
OWN: dict[str, Route] = {
    "drip-headers": server.drip_headers,
    "drip-chunks": slow(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n<\r\n"),
    "drip-early-hints": slow(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "endless-body": server.endless,
    "endless-headers": endless(_HEAD, b"x: y\r\n" * 1_000),
    "endless-header": endless(_HEAD + b"x: ", b"y" * 10_000),
    "endless-status": endless(b"HTTP/1.1 200 ", b"O" * 10_000),
    "endless-continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "endless-chunks": endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n<\r\n" * 1_000),
    "endless-chunk-size": endless(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 10_000),
    "endless-redirects": redirect_that_grows,
    "deflate-bomb": body(_bomb(15), content_encoding="deflate"),
    "brotli": body(FEED, content_encoding="br"),
    "fifty-encodings": body(FEED, content_encoding=", ".join(["gzip"] * 50)),
    "bad-gzip": server.badly_packed,
    "cut-gzip": body(gzip.compress(FEED)[:20], content_encoding="gzip"),
    "many-gzips": body(gzip.compress(FEED) * 1_000, content_encoding="gzip"),
    "gzip-and-more": body(gzip.compress(FEED) + b"more", content_encoding="gzip"),
    "length-too-short": _length("10"),
    "length-negative": _length("-1"),
    "length-no-number": _length("many"),
    "length-huge": _length("9" * 30),
    "two-lengths": raw(_HEAD + b"Content-Length: 5\r\nContent-Length: 900\r\n\r\n" + FEED),
    "chunk-huge": _chunks(b"FFFFFFFFFFFFFFFF\r\n<"),
    "chunk-no-number": _chunks(b"zz\r\n<"),
    "chunk-cut": _chunks(b"5\r\n<rss>"),
    "not-http": server.not_http,
    "http-0.9": raw(FEED),
    "http-9.9": raw(b"HTTP/9.9 200 OK\r\n\r\n" + FEED),
    "no-status": raw(b"HTTP/1.1\r\n\r\n"),
    "status-0": raw(b"HTTP/1.1 000 No\r\n\r\n"),
    "status-799": body(b"", 799),
    "status-204": raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "status-206": body(FEED, 206, content_range="bytes 0-9/100"),
    "status-101": raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n\0\0\0\4"),
    "status-401": body(b"", 401, www_authenticate='Basic realm="x"'),
    "status-407": body(b"", 407, proxy_authenticate='Basic realm="x"'),
    "status-410": body(b"", 410),
    "503-odd-pause": server.busy("-1 \u00b2 soon", 503),
    "503-pause-until-9999": server.busy("Fri, 31 Dec 9999 23:59:59 GMT", 503),
    "bad-header": raw(_HEAD + b"\0\xff: \x1b[31m\r\nno colon\r\n folded\r\n\r\n" + FEED),
    "bad-type": body(FEED, content_type="\x1b[31m; charset=rot13;;;=,\x07"),
    "many-cookies": raw(_HEAD + b"Set-Cookie: a=b\r\n" * 90 + b"Connection: close\r\n\r\n" + FEED),
    "redirect-without-place": body(b"", 302),
    "redirect-to-nowhere": server.redirect("http://"),
    "redirect-to-data": server.redirect("data:text/xml,<rss/>"),
    "redirect-to-script": server.redirect("javascript:alert(1)"),
    "redirect-to-a-user": server.redirect("http://user:pw@127.0.0.1/"),
    "redirect-of-a-megabyte": raw(b"HTTP/1.1 302 Found\r\nLocation: /" + b"x" * 1_000_000 + b"\r\n\r\n"),
    "redirect-in-two-lines": raw(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\thttp://169.254.169.254/\r\n\r\n"),
    "redirect-twice": raw(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: http://169.254.169.254/\r\n\r\n"),
    "cache-for-ever": body(FEED, cache_control="max-age=99999999999999999999", vary="*", age="-1", date="never"),
    "empty": body(b""),
    "reset": reset,
    "closes": partial(raw(b"")),
}
FAULTS = {**LISTED, **OWN}
