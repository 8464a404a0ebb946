"""The desk decides which story an item goes to, and writes new versions."""

from dateline.desk import extractive
from dateline.desk.draft import Assignment, Draft, Writer
from dateline.desk.route import Routing, Spiked, route

__all__ = ["Assignment", "Draft", "Routing", "Spiked", "Writer", "extractive", "route"]
