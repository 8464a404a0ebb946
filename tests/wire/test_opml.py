import pytest

from dateline.core.config import Feed
from dateline.core.errors import FeedError
from dateline.wire.opml import read_opml

LIST = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Harbour"><outline type="rss" text="Quay Log" xmlUrl="https://quay.example/feed"/>
<outline text="short" title="Quay Log" xmlUrl="https://other.example/"/></outline>
<outline xmlUrl="http://www.quay.example/feed?utm_source=x"/><outline xmlUrl="https://no-title.example/x"/>
<outline text="港" xmlUrl="https://xn--x.example/"/>
<outline text="Script" xmlUrl="javascript:alert(1)"/><outline text="Nothing"/><outline/></body></opml>"""


def test_a_list_of_feeds_is_read() -> None:
    """Folders are flattened, each address is added once, ids are made from titles and unique; other entries are reported."""
    outline = read_opml(LIST.encode())

    assert outline.feeds == (
        Feed("quay-log", "Quay Log", "https://quay.example/feed"),
        Feed("quay-log-2", "Quay Log", "https://other.example/"),
        Feed("no-title-example", "no-title.example", "https://no-title.example/x"),
        Feed("xn-x-example", "港", "https://xn--x.example/"),
    )
    assert outline.notes == (
        "Script has no web address: left out",
        "Nothing has no web address: left out",
        "an entry without a title has no web address: left out",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "has a DOCTYPE"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>'.encode("utf-16"), "has a DOCTYPE"),
        (b"<opml>", "is not XML"),
        (b'<?xml version="1.0" encoding="nonsense"?><opml/>', "is not XML"),
        (b"<rss/>", "is XML, but not OPML"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, words: str) -> None:
    """A list with a DOCTYPE, or one that is not OPML, is one error with a hint."""
    with pytest.raises(FeedError, match=words) as caught:
        read_opml(data)

    assert caught.value.hint
