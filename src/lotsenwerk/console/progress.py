"""How far a long piece of work is, for somebody who waits at a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Steps with their seconds, and within a step a line that replaces itself. In a file only the steps appear."""

    def __init__(self, *, silent: bool = False) -> None:
        self.silent = silent
        self.seconds: dict[str, float] = {}
        self._live = sys.stdout.isatty()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Name a step, and say at its end how long it took."""
        began = time.monotonic()
        if self._live:
            self._replace(f"  {what} …")
        yield
        self.seconds[what] = time.monotonic() - began
        if self._live:
            self._replace(f"  {what}  {self.seconds[what]:.1f} s\n")
        elif not self.silent:
            print(f"  {what}  {self.seconds[what]:.1f} s", flush=True)

    def show(self, what: str, done: int, total: int | None = None) -> None:
        """How much of the present step is done."""
        if self._live:
            self._replace(f"  {what}  {done}/{total}" if total else f"  {what}  {done}")

    def _replace(self, line: str) -> None:
        if not self.silent:
            print(f"\r\033[K{line}", end="", flush=True)
