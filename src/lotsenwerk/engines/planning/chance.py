"""Chance for the search: everything is thrown with one kind of number, so that another language can throw the same."""

import random
from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")


class Dice:
    """What falls is decided by the seed alone."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - it decides nothing secret, and has to be reproducible
        self.share = self._random.random
        """A number from 0 to below 1."""

    def below(self, count: int) -> int:
        """A whole number from 0 to below ``count``."""
        return int(self.share() * count)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.share() * (most - least + 1))

    def one_of(self, found: Sequence[One]) -> One:
        """One of several."""
        return found[int(self.share() * len(found))]

    def some_of(self, found: Sequence[One], count: int) -> list[One]:
        """So many of several, none twice."""
        left = list(found)
        for place in range(count):
            other = place + self.below(len(left) - place)
            left[place], left[other] = left[other], left[place]
        return left[:count]

    def shuffle(self, found: list[One]) -> None:
        """Turn the order round."""
        for place in range(len(found) - 1, 0, -1):
            other = self.below(place + 1)
            found[place], found[other] = found[other], found[place]

    def state(self) -> tuple[int, ...]:
        """The 625 numbers of the Mersenne Twister."""
        state: tuple[int, ...] = self._random.getstate()[1]
        return state
