"""A run that is killed at any moment loses nothing, and the next run finishes.

A command runs until one of its system calls, and there it is killed. This is done for the calls that write, create, link,
rename or remove a file, start another program, or talk to a server. After each kill, every published version and every line
of a ledger is as before or as after a whole run, no file is half written, and no reader has a letter twice. Then the command
runs again, and ends like a run that nobody killed.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial

import pytest
from conftest import MakePublication
from proof import desk_scenes, remote_scenes
from proof.killing import needs_strace
from proof.scenes import Scene

pytestmark = needs_strace

Making = Callable[[MakePublication], AbstractContextManager[Scene]]


def alone(made: Callable[[MakePublication], Scene]) -> Making:
    """A scene without a server."""
    return lambda make: nullcontext(made(make))


MAIN: dict[str, tuple[int, Making]] = {
    "update": (6, alone(desk_scenes.update)),
    "build, the first": (4, alone(desk_scenes.first_build)),
    "build, a later one": (4, alone(desk_scenes.later_build)),
    "withdraw, a version": (4, alone(desk_scenes.withdrawn("1"))),
    "withdraw, an item": (4, alone(desk_scenes.withdrawn("harbour-plan"))),
    "propose, the first time": (4, partial(remote_scenes.proposal, begin=remote_scenes.first)),
    "propose, renewed": (3, partial(remote_scenes.proposal, begin=remote_scenes.renewal)),
    "propose, with a comment": (3, partial(remote_scenes.proposal, begin=remote_scenes.comment)),
    "daily --send": (3, remote_scenes.letters),
}
"""What runs, in how many cases in a bounded run, and how it is made."""
OTHERS: dict[str, tuple[int, Making]] = {
    **{" ".join(line.split()[:3]): (2, alone(desk_scenes.command(line))) for line in desk_scenes.COMMANDS},
    **{f"renumber, {state}": (2, alone(desk_scenes.renumbering(state))) for state in ("beside", "merging", "merged")},
}


USUAL = ("update", "build, a later one", "withdraw, a version", "propose, renewed", "daily --send", "renumber, beside")
"""What a usual run kills; a long one kills everything."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_long = metafunc.config.getoption("--long")
    metafunc.parametrize("name", (*MAIN, *OTHERS) if is_long else USUAL)


def test_killed_at_any_call(name, make_publication, thinned, measured):
    """After each kill nothing is lost or half written, and the next run ends like one that nobody killed."""
    most, making = (MAIN | OTHERS)[name]
    with making(make_publication) as scene, scene.ready() as asked:
        points = asked.points()
        chosen = thinned(points, most)
        for call in chosen:
            scene.renew()
            assert asked.is_killed(call), call
            assert not scene.damage(), call
            again = asked.run()
            assert again.code != 70, call
            assert not scene.left(again), call
    word = name.split()[0].strip(",")
    measured(f"system calls at which `{word}` was killed", len(chosen), len(points), varies=True)
