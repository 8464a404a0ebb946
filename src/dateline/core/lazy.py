"""A property that is worked out once, when it is first read."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  # used like `property`
    """`functools.cached_property` without the lock that makes it slow before Python 3.12."""

    def __init__(self, func: Callable[[Any], T]) -> None:
        self.func = func
        self.__doc__ = func.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> T:
        found = self.func(instance)
        object.__setattr__(instance, self.name, found)  # not through `__dict__`: an object without one is smaller
        return found
