"""Names and identities: slugs, canonical addresses, item keys, fingerprints."""

import hashlib
import re
import unicodedata
from base64 import b32encode

TRACKERS = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|yclid|twclid|ttclid|_hsenc|_hsmi|ref|ref_src|ref_url|cmpid|"
    r"ocid|ncid|smid|xtor|at_(medium|campaign).*|mkt_tok|s_cid|sh|share|feature"
)
DEFAULT_PORT = re.compile(r"^(http://[^/?#]*):80(?=[/?#]|$)|^(https://[^/?#]*):443(?=[/?#]|$)")


def slug(text: str, most: int = 80) -> str:
    """The text as a slug of at most `most` characters, cut between words; empty where it has no letter or digit to keep."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    out = ""
    for word in words:
        longer = f"{out}-{word}" if out else word[:most]
        if len(longer) > most:
            break
        out = longer
    return out


def canonical_url(url: str) -> str:
    """The address that two links to one page share: no fragment, trackers or default port, sorted query, https for http.

    What is no address that can be read stands for itself.
    """
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit  # noqa: PLC0415

    from w3lib.url import canonicalize_url  # noqa: PLC0415  # only collecting and one rule need it

    try:
        parts = urlsplit(DEFAULT_PORT.sub(r"\1\2", canonicalize_url(url)))
    except ValueError:
        return url
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKERS.fullmatch(name)]
    scheme = "https" if parts.scheme == "http" else parts.scheme
    host = parts.netloc.removeprefix("www.")
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(query), ""))


def digest(*parts: str) -> str:
    """Forty base-32 characters that stand for the parts."""
    return b32encode(hashlib.sha256("\0".join(parts).encode()).digest()[:25]).decode().lower()


def item_key(title: str, identity: str) -> str:
    """A readable key for an item: some words of its title, then six characters of its identity."""
    return "-".join(filter(None, (slug(title, 40), digest(identity)[:6])))


def fingerprint(title: str, text: str) -> str:
    """What changes when an item's words change, white space aside: `sha256:` and sixteen hexadecimal digits."""
    return "sha256:" + hashlib.sha256(f"{title}\n{' '.join(text.split())}".encode()).hexdigest()[:16]
