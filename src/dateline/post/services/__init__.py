"""Newsletter services: the letter of a day becomes a draft there, and is sent from there. There is a file for each service."""

from dateline.post.services.deliver import deliver
from dateline.post.services.service import Delivered

__all__ = ["Delivered", "deliver"]
