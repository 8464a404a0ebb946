"""The newsletter services that a letter can be given to. The code that calls them is in `post/services`."""

from typing import Literal, get_args

ServiceName = Literal["buttondown", "listmonk"]
SERVICES: tuple[ServiceName, ...] = get_args(ServiceName)
"""The services that are known."""
