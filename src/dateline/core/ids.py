"""Names and identities: slugs, canonical addresses, item keys and fingerprints."""

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
"""How many characters of the identity a key ends in: if the address is the item's own, and if several items share it."""
SPELT = str.maketrans(
    {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d"}
    | {"ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t"}
)
"""How letters are written that are no Latin letter with a mark: without this, they would vanish from addresses."""
DEFAULT_PORT = re.compile(r"^(http://[^/?#]*):80(?=[/?#]|$)|^(https://[^/?#]*):443(?=[/?#]|$)")


def slug(text: str, most: int = 80) -> str:
    """The text as a slug of at most `most` characters, cut between words; empty if it has no letter or digit to keep."""
    return _joined(text.translate(SPELT), most)


def _joined(text: str, most: int) -> str:
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
    """An address that is the same for all links to one page: no trackers or default port, sorted query, https for http.

    An address that only forwards is replaced by its destination. Text that cannot be read as an address stays as it is.

    Args:
        url: the address.
        fragment: whether to keep the fragment, since several items may be on one page.
    """
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit  # noqa: PLC0415

    from w3lib.url import canonicalize_url  # noqa: PLC0415  # only collecting and one rule need it

    try:
        parts = urlsplit(DEFAULT_PORT.sub(r"\1\2", canonicalize_url(destination(url), keep_fragments=fragment)))
    except ValueError:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    inviting = {"r"} if any(name == "triedRedirect" for name, _ in pairs) else set()  # Substack's referrer, next to its own mark
    query = [(name, value) for name, value in pairs if not TRACKERS.fullmatch(name) and name not in inviting]
    scheme = "https" if parts.scheme == "http" else parts.scheme
    host = parts.netloc.removeprefix("www.")
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(query), parts.fragment))


def digest(*parts: str) -> str:
    """Forty base-32 characters that identify the parts."""
    return b32encode(hashlib.sha256("\0".join(parts).encode()).digest()[:25]).decode().lower()


def item_key(title: str, identity: str, *, shares_address: bool = False) -> str:
    """A readable key: words of the item's title, then six characters of its identity, or eight if others share its address."""
    signs = digest(identity)[: SHARED_SIGNS if shares_address else ADDRESS_SIGNS]
    return "-".join(filter(None, (_key_words(title), signs)))


def _key_words(title: str) -> str:
    return _joined(title, 40)  # not spelt as in a slug: ledgers have keys that were made like this


def signs_of(key: str, title: str) -> str:
    """The characters of the identity in a key that `item_key` made from the title; empty for any other key."""
    words, _, signs = key.rpartition("-")
    return signs if words == _key_words(title) and len(signs) in (ADDRESS_SIGNS, SHARED_SIGNS) else ""


def shares_address(key: str, title: str) -> bool:
    """Whether a key shows that the item's address is not its own: a home page, or one that other entries of its feed share."""
    return len(signs_of(key, title)) == SHARED_SIGNS


def fingerprint(title: str, text: str) -> str:
    """A hash of an item's words, ignoring white space: `sha256:` and sixteen hexadecimal digits."""
    return "sha256:" + hashlib.sha256(f"{title}\n{' '.join(text.split())}".encode()).hexdigest()[:16]
