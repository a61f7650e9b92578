"""The messages that the rooms have declared, by key. Rooms lay down ``messages.py``; it is read by name."""

from functools import cache
from importlib import import_module

from lotsenwerk.kit.message import Message

ROOMS = ("people", "publishing", "training", "assistance", "funding", "gatherings")


@cache
def messages() -> dict[str, Message]:
    """Every declared message by its key."""
    declared = [message for room in ROOMS for message in import_module(f"lotsenwerk.domain.{room}.messages").MESSAGES]
    return {message.key: message for message in declared}
