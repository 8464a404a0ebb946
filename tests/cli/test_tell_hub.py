"""What `dateline tell-hub` prints."""

from hub_server import hub_server
from three_stories import set_config, write_publication


def test_it_says_what_the_hub_was_told(tmp_path, dateline):
    """One line says how many feeds were told; a failure is an error for people, with the feed and a hint, and exit code 3."""
    root = tmp_path / "publication"
    write_publication(root)
    with hub_server() as server:
        set_config(root, hub=server.address)
        assert dateline("-C", root, "build")[0] == 0
        server.refuses = dict.fromkeys(
            (f"https://example.org/record/{one}" for one in ("atom.xml", "stories/ferry/atom.xml")), 400
        )
        code, out, err = dateline("-C", root, "tell-hub")
        taken = len(server.calls) - 2
        server.refuses = {}

        assert (code, out) == (3, f"{server.address} was told of {taken} changed feeds\n")
        assert err.startswith(f"error: the hub {server.address}: answered 400: no reason given (for https://")
        assert "and 1 other feed)\nhint: See whether `hub` in content/site.yaml" in err
        said = f"{server.address} was told of 2 changed feeds; {taken} feeds did not change\n"
        assert dateline("-C", root, "tell-hub") == (0, said, "")


def test_a_hub_that_fails_is_an_error_with_what_is_left(tmp_path, dateline):
    """The error of the hub stands once, and the next says of how many feeds the hub was not told."""
    root = tmp_path / "publication"
    write_publication(root)
    with hub_server() as server:
        server.status = 500
        set_config(root, hub=server.address)
        dateline("-C", root, "build", "--out", tmp_path / "site")
        code, out, err = dateline("-C", root, "tell-hub", "--out", tmp_path / "site")

    assert (code, out) == (3, f"{server.address} was told of 0 changed feeds\n")
    assert "and 2 other feeds)\nhint: Run `dateline tell-hub` again later" in err
    assert "error: the hub failed too often, and was not told of " in err


def test_without_a_hub_it_says_so(tmp_path, dateline):
    """A script can call it after each publication."""
    write_publication(tmp_path)
    dateline("-C", tmp_path, "build")

    assert dateline("-C", tmp_path, "tell-hub") == (0, "no hub was told: the feeds of this site name none\n", "")
