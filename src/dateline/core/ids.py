"""Names and identities: slugs, canonical addresses, item keys, fingerprints."""

import hashlib
import re
import unicodedata
from base64 import b32encode

from dateline.core.address import destination

TRACKERS = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|yclid|twclid|ttclid|_hsenc|_hsmi|ref|ref_src|ref_url|cmpid|"
    r"ocid|ncid|smid|xtor|at_(medium|campaign).*|mkt_tok|s_cid|sh|share|feature|cmp|triedredirect",
    re.IGNORECASE,
)
ADDRESS_SIGNS, SHARED_SIGNS = 6, 8
"""How many characters of its identity a key ends in: of an address that is the item's alone, and where several items share it."""
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


def canonical_url(url: str, *, fragment: bool = False) -> str:
    """The address that two links to one page share: no trackers or default port, sorted query, https for http.

    An address that only forwards to another stands for that one. What is no address that can be read stands for itself.

    Args:
        url: the address.
        fragment: whether the place in the page counts too: several items may stand on one page.
    """
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit  # noqa: PLC0415

    from w3lib.url import canonicalize_url  # noqa: PLC0415  # only collecting and one rule need it

    try:
        parts = urlsplit(DEFAULT_PORT.sub(r"\1\2", canonicalize_url(destination(url), keep_fragments=fragment)))
    except ValueError:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    inviting = {"r"} if any(name == "triedRedirect" for name, _ in pairs) else set()  # who invited, beside Substack's own mark
    query = [(name, value) for name, value in pairs if not TRACKERS.fullmatch(name) and name not in inviting]
    scheme = "https" if parts.scheme == "http" else parts.scheme
    host = parts.netloc.removeprefix("www.")
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(query), parts.fragment))


def digest(*parts: str) -> str:
    """Forty base-32 characters that stand for the parts."""
    return b32encode(hashlib.sha256("\0".join(parts).encode()).digest()[:25]).decode().lower()


def item_key(title: str, identity: str, *, shares_address: bool = False) -> str:
    """A readable key: words of an item's title, then six characters of its identity; eight where others share its address."""
    signs = digest(identity)[: SHARED_SIGNS if shares_address else ADDRESS_SIGNS]
    return "-".join(filter(None, (slug(title, 40), signs)))


def signs_of(key: str, title: str) -> str:
    """What a key that `item_key` made of the title says of the item's identity; empty for any other key."""
    words, _, signs = key.rpartition("-")
    return signs if words == slug(title, 40) and len(signs) in (ADDRESS_SIGNS, SHARED_SIGNS) else ""


def shares_address(key: str, title: str) -> bool:
    """Whether a key says that the item's address is not its own: a home page, or one that other entries of its feed have too."""
    return len(signs_of(key, title)) == SHARED_SIGNS


def fingerprint(title: str, text: str) -> str:
    """What changes when an item's words change, white space aside: `sha256:` and sixteen hexadecimal digits."""
    return "sha256:" + hashlib.sha256(f"{title}\n{' '.join(text.split())}".encode()).hexdigest()[:16]
