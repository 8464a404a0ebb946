"""The lock that allows one run at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import StoreError, UsageError
from dateline.store.append import remove_leftovers


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Locks the publication for one run that writes, and first removes what a killed run left behind.

    Raises:
        StoreError: at once, if another run holds the lock, or if it cannot be made.
        UsageError: if the extra `update` is not installed.
    """
    try:
        from filelock import FileLock, Timeout  # noqa: PLC0415  # only writing needs it
    except ModuleNotFoundError:
        raise UsageError("filelock is not installed", hint='Install it: `pip install "dateline[update]"`.') from None
    lock = FileLock(root / layout.LOCK, timeout=0)
    try:
        (root / layout.LOCK).parent.mkdir(exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StoreError(
            "another run is in progress here", where=layout.LOCK, hint="Wait until it has ended, then run this again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"cannot be locked: {error.strerror}", where=layout.LOCK, hint="Check whether you may write to the folder."
        ) from error
    try:
        remove_leftovers(root)
        yield
    finally:
        lock.release()
