"""A Dask cluster builds the same site as one process."""

import sys
from pathlib import Path

import pytest
from distributed import LocalCluster

from dateline.core.errors import UsageError
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories import workers


def cluster_of(workers: int) -> LocalCluster:
    return LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", scheduler_port=0)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    start(tmp_path / "record", example=True)
    return tmp_path / "record"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_workers_make_the_same_bytes(record: Path, tmp_path: Path) -> None:
    """A site that two workers of a cluster built has the bytes of one that was built alone."""
    build(record, tmp_path / "alone", jobs=1)

    with cluster_of(2) as cluster:
        built = build(record, tmp_path / "together", scheduler=cluster.scheduler_address)

    assert built.written
    assert contents(tmp_path / "together") == contents(tmp_path / "alone")


def test_a_cluster_without_workers_is_refused(record: Path) -> None:
    """If nobody would do the work, the build says so instead of waiting."""
    with cluster_of(0) as cluster, pytest.raises(UsageError, match="has no workers"):
        build(record, record / "build", scheduler=cluster.scheduler_address)


def test_a_cluster_that_does_not_answer_is_refused(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address at which no cluster answers is an error that says how to start one."""
    monkeypatch.setattr(workers, "CONNECT", "0.1s")

    with pytest.raises(UsageError, match="cannot be reached") as caught:
        build(record, record / "build", scheduler="tcp://127.0.0.1:9")

    assert "dask scheduler" in caught.value.hint


def test_without_dask_the_extra_is_named(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library, the error says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError, match="needs Dask") as caught:
        build(record, record / "build", scheduler="tcp://127.0.0.1:9")

    assert "dateline[cluster]" in caught.value.hint
