"""Web addresses: one definition of what is allowed in a ledger, in a version and on a page.

A web address is a plain http or https address that leads to the host it shows. `web_address` makes one from a link that a
stranger wrote, and `is_web_address`, which `check` uses, accepts all of these.
"""

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from dateline.core.text import unsafe_characters

LONGEST = 2000
HOST = r"https?://[^\s/?#@\\\x00-\x1f\x7f]+"
"""The start of an address without a user name."""
_PLAIN = re.compile(rf"{HOST}([/?#][^\s\x00-\x1f\x7f<>\"\\]*)?", re.IGNORECASE)
_PARTS = re.compile(r"(https?://)(\[[0-9a-f:.]+\]|[^\x00-,/:-@\[-^`{-\x7f]+)(:[0-9]+)?([/?#].*)?", re.IGNORECASE | re.DOTALL)
"""In ASCII, a host's name has only letters, digits and `-._`."""
_AROUND = "".join(map(chr, range(0x21)))
"""Control characters and the space, which a browser drops at both ends of an address."""
_WITHIN = str.maketrans("", "", "\t\n\r")
"""Characters that a browser drops anywhere."""
_HOST_AND_PORT = re.compile(r"(\[.*\]|[^:]*)(?::([0-9]+))?")
_DOTS = re.compile("[。．｡]")
_KEPT = "/?#:@!$&'()*+,;=~%"
"""What RFC 3986 allows after the host, besides letters, digits and `-._`."""
_FORWARDING = (
    (re.compile(r"(www|news)\.google\.(com|[a-z]{2}|com?\.[a-z]{2})/(url|rss/.*|articles/.*|news/url)"), ("url", "q")),
    (re.compile(r"(www\.)?bing\.com/news/apiclick\.aspx"), ("url",)),
    (re.compile(r"lm?\.facebook\.com/l\.php"), ("u",)),
    (re.compile(r"out\.reddit\.com/.*"), ("url",)),
    (re.compile(r"(www\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"duckduckgo\.com/l/"), ("uddg",)),
    (re.compile(r"[a-z0-9]+\.safelinks\.protection\.outlook\.com/.*"), ("url",)),
)
"""Hosts and paths that only forward, and the parameters that contain the destination."""
_FEEDBURNER = re.compile(
    r"https?://(feedproxy\.google|feeds\d?\.feedburner|rss\.feedsportal|feedproxy\.feedly)\.com/.*", re.IGNORECASE
)


def is_web_address(url: str) -> bool:
    """Whether an address is a plain http or https link, without a user name and without characters that could end the link."""
    return _PLAIN.fullmatch(url) is not None


def names_host(url: str) -> bool:
    """Whether an address has a host, and that host is valid."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return any(map(str.isalnum, host)) and "…" not in host


def web_address(given: str, base: str = "") -> str | None:
    """A link that a stranger wrote, as a full address in ASCII.

    None if it is not a web address, shows another host than it leads to, or hides characters.

    Args:
        given: the link; characters that an address may not have are percent-encoded, as browsers do.
        base: the address that a relative link starts from.
    """
    try:
        full = urljoin(base, given.strip().strip(_AROUND).translate(_WITHIN))
        parts = _PARTS.fullmatch(full) if len(full) <= LONGEST else None
        if not parts or not names_host(full) or unsafe_characters(full):
            return None
        scheme, host, port, rest = (part or "" for part in parts.groups())
        if host.startswith("["):
            ip_address(host[1:-1])
    except ValueError:  # such as an open bracket where a host should be
        return None
    url = f"{scheme}{_ascii(host)}{port}{quote(rest, safe=_KEPT)}"
    return url if is_web_address(url) else None


def hides_destination(url: str) -> bool:
    """Whether an address forwards to another one without naming it; the feed gives the destination separately."""
    return _FEEDBURNER.fullmatch(url) is not None


def destination(url: str) -> str:
    """The address that a forwarding address contains; any other address unchanged. Nothing is requested."""
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname or ''}{parts.path}"
        names = next((names for pattern, names in _FORWARDING if pattern.fullmatch(place)), ())
        given = parse_qs(parts.query) if names else {}
    except ValueError:
        return url
    target = next(filter(None, (web_address(value) for name in names for value in given.get(name, ()))), None)
    return destination(target) if target else url  # each is shorter than the one that contains it


def host_and_port(text: str) -> tuple[str, int | None]:
    """A host, spelled as by `spelled`, and its port if there is one: `feeds.lan`, `10.0.0.5:8080`, `[fd00::1]:8080`.

    Raises:
        ValueError: with the reason, if no address can have that host or that port.
    """
    parts = _HOST_AND_PORT.fullmatch(text)
    host, port = parts.groups() if parts else (text, None)
    if port and not 0 < int(port) < 1 << 16:
        raise ValueError(f'there is no port {port}: "{text}"')
    name = spelled(host)
    labels = name.split(".")
    is_number = labels[-1].isdecimal() or ":" in name
    if not (_is_ip(name) if is_number else all(labels) and name.isascii()):
        raise ValueError(f'there is no such host: "{text}"')
    return name, int(port) if port else None


def spelled(host: str) -> str:
    """The one spelling of a host: in ASCII and lower case, without a full stop at its end, an IP address in its shortest form."""
    name = _ascii(host.strip("[]").removesuffix(".")).lower()
    return str(ip_address(name)) if _is_ip(name) else name


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _ascii(host: str) -> str:
    """The host in ASCII; unchanged if that would be another host (`ß` is not `ss`), or if there is no such spelling."""
    if host.isascii():
        return host
    try:
        name = host.encode("idna").decode()
        is_same = name.encode().decode("idna") == _DOTS.sub(".", unicodedata.normalize("NFKC", host)).lower()
    except UnicodeError:
        return host
    return name if is_same else host
