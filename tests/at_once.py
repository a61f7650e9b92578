"""Let many do something in the same moment, each with a connection of her own and real commits."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

from lotsenwerk.kit.errors import Refused

A = TypeVar("A")


def at_once(steps: Iterable[Callable[[], A]]) -> list[A | Refused]:
    """The answers of all steps, begun together, in their order; a refusal is an answer, any other fault is raised."""
    steps = list(steps)
    start = Barrier(len(steps), timeout=30)

    def run(step: Callable[[], A]) -> A | Refused:
        connections["default"].ensure_connection()
        start.wait()
        try:
            return step()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    connections.close_all()
    with ThreadPoolExecutor(len(steps)) as threads:
        return [one.result(timeout=60) for one in [threads.submit(run, step) for step in steps]]
