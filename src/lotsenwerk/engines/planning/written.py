"""A snapshot and a plan as plain JSON, and back: what a plan was made from is frozen, to be explained later.

What is written is read from the types in ``model``: a field that is added there with a default is read from older
writings with that default. Stretches and places are pairs, sets are sorted, numbers as keys are strings. The order of
keys means nothing, so a store may turn them round.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from lotsenwerk.engines.planning.model import Plan, Snapshot
from lotsenwerk.engines.planning.types import Stretch
from lotsenwerk.engines.travel.distance import Point

FORMAT: Final = 1
"""Counted up when something that was written before would be read wrongly."""


class UnreadableError(ValueError):
    """The JSON is of another format, or is not what was written."""


def snapshot_to_json(snapshot: Snapshot) -> dict[str, Any]:
    """Everything that a plan depends on, as dicts, lists, strings and numbers."""
    return {"format": FORMAT, **_codec(Snapshot).write(snapshot)}


def snapshot_from_json(written: Mapping[str, Any]) -> Snapshot:
    """The snapshot that was written.

    Raises:
        UnreadableError: if the format is another one, or something is missing or of the wrong kind.

    """
    snapshot: Snapshot = _read(Snapshot, written)
    return snapshot


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The routes with their stops and times, as dicts, lists, strings and numbers."""
    return {"format": FORMAT, **_codec(Plan).write(plan)}


def plan_from_json(written: Mapping[str, Any]) -> Plan:
    """The plan that was written.

    Raises:
        UnreadableError: if the format is another one, or something is missing or of the wrong kind.

    """
    plan: Plan = _read(Plan, written)
    return plan


def _read(kind: Any, written: Any) -> Any:
    if not isinstance(written, Mapping) or written.get("format") != FORMAT:
        raise UnreadableError(f"This is not a {kind.__name__} of format {FORMAT}.")
    try:
        return _codec(kind).read(written)
    except UnreadableError:
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise UnreadableError(f"This is not a {kind.__name__}: {wrong}") from wrong


class _Codec(NamedTuple):
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@cache
def _codec(kind: Any) -> _Codec:
    """How a value of this type is written and read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is types.UnionType:
        return _maybe(_codec(next(one for one in inner if one is not types.NoneType)))
    if origin in {tuple, frozenset}:
        return _many(_codec(inner[0]), origin)
    if origin is Mapping:
        return _by_key(inner[0], _codec(inner[1]))
    if kind in {Stretch, Point}:
        return _pair(kind)
    if is_dataclass(kind):
        return _by_field(kind)
    return _plain(kind)


def _plain(kind: Any) -> _Codec:
    if issubclass(kind, StrEnum):
        return _Codec(str, kind)
    allowed = (float, int) if kind is float else (kind,)

    def read(written: Any) -> Any:
        if not isinstance(written, allowed) or (isinstance(written, bool) and kind is not bool):
            raise UnreadableError(f"{written!r} is not of the kind {kind.__name__}.")
        return kind(written)

    return _Codec(kind, read)


def _maybe(one: _Codec) -> _Codec:
    return _Codec(
        lambda value: None if value is None else one.write(value),
        lambda written: None if written is None else one.read(written),
    )


def _many(one: _Codec, kind: Any) -> _Codec:
    def write(values: Any) -> list[Any]:
        return [one.write(value) for value in (values if kind is tuple else sorted(values))]

    return _Codec(write, lambda written: kind([one.read(value) for value in written]))


def _by_key(key: Any, one: _Codec) -> _Codec:
    return _Codec(
        lambda values: {str(name): one.write(value) for name, value in values.items()},
        lambda written: {key(name): one.read(value) for name, value in written.items()},
    )


def _pair(kind: Any) -> _Codec:
    hints = get_type_hints(kind)
    names = list(hints)
    number = _plain(hints[names[0]])

    def read(written: Any) -> Any:
        first, second = written
        return kind(number.read(first), number.read(second))

    return _Codec(lambda value: [number.write(getattr(value, name)) for name in names], read)


def _by_field(kind: Any) -> _Codec:
    hints = get_type_hints(kind)
    inner = {field.name: _codec(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}

    def read(written: Any) -> Any:
        missing = needed - written.keys()
        if missing:
            raise UnreadableError(f"{kind.__name__} has no {', '.join(sorted(missing))}.")
        return kind(**{name: one.read(written[name]) for name, one in inner.items() if name in written})

    return _Codec(lambda value: {name: one.write(getattr(value, name)) for name, one in inner.items()}, read)
