"""What a verb says when it does not do what it was asked for: a sentence for people, never a stack trace."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A verb was refused and nothing has changed.

    ``sentence`` says in the reader's language what is so and what to do; ``field`` names the form field it stands at.
    """

    def __init__(
        self, sentence: Sentence, *, field: str | None = None, params: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(sentence)
        self.raw = sentence
        self.field = field
        self.params = dict(params or {})

    @property
    def sentence(self) -> str:
        """The sentence with its figures and names, in the language that is active now."""
        return str(self.raw) % self.params if self.params else str(self.raw)

    def __str__(self) -> str:
        return self.sentence


class NotAllowed(Refused):
    """The actor may not do this here."""


class WrongState(Refused):
    """The thing has moved on since the screen was drawn."""


class BadInput(Refused):
    """Something typed cannot be right; ``field`` names it."""


class NotThere(Exception):  # noqa: N818
    """Not there, or not yours: both sound the same."""
