"""Questions to the database that are put together once, and afterwards only asked.

To turn a queryset into a statement costs more than to ask it, and the statement is the same each time but for the
values in it. A function that makes a queryset from values is ``@prepared``: called, it answers the rows.

The values that may differ are numbers, days, instants, and lists of whole numbers; they have to go into the
queryset as they are. Whatever else is handed in (a truth, a choice, None) makes a statement of its own.
"""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar

from django.db import connections

from lotsenwerk.kit.tenancy import as_if_in, current_organisation_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.db.models import QuerySet

P = ParamSpec("P")
R = TypeVar("R")

_HERE: Final = -7_340_001
"""Stands for the open organisation while a statement is put together."""
_FIRST_NUMBER: Final = 31_001
_FIRST_DAY: Final = date(1583, 1, 1)
_OF_A_LIST: Final = "IN ("


class Statement:
    """A queryset turned into SQL, with gaps for values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], given: Sequence[Any]) -> None:
        self._rows, sql, ours = _put_together(build, given, 0)
        _rows, same, others = _put_together(build, given, len(given) + 1)
        if self._rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001
            raise TypeError("What is fetched beside the rows would be asked of no town.")
        if sql != same or len(ours) != len(others):
            raise TypeError("The statement depends on the values.")
        self._compiler: Any = self._rows.query.get_compiler(self._rows.db)
        self._compiler.as_sql()
        pieces = sql.split("%s")
        self._constants: list[Any] = list(ours)
        self._gaps: list[tuple[int, int]] = []
        first, second = _stand_ins(given, 0), _stand_ins(given, len(given) + 1)
        for place, (one, other) in enumerate(zip(ours, others, strict=True)):
            if one == other != _HERE:
                continue
            number = -1 if one == _HERE else _number_of(one, other, first, second)
            self._gaps.append((place, number))
            if number >= 0 and _is_list(given[number]):
                _make_room_for_a_list(pieces, place)
        missing = {number for number, value in enumerate(given) if _varies(value)} - {gap[1] for gap in self._gaps}
        if missing:
            raise TypeError(f"Values {sorted(missing)} are not in the statement as they are.")
        self._sql = "%s".join(pieces)

    def ask(self, given: Sequence[Any], part: str = "") -> list[Any]:
        """The rows for these values, in the open scope; ``part`` says which of them."""
        sql, values = self._sql + part, self._values(given)
        asked: Any = self._rows._chain()  # type: ignore[attr-defined]  # noqa: SLF001
        compiler = copy.copy(self._compiler)
        compiler.connection, compiler.query = connections[asked.db], asked.query
        compiler.as_sql = lambda *_args, **_kwargs: (sql, values)
        asked.query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(asked)

    def count(self, given: Sequence[Any]) -> int:
        """How many rows there are for these values."""
        with connections[self._rows.db].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self._sql}) counted", self._values(given))  # noqa: S608 - Django's own statement
            [number] = cursor.fetchone()
        return int(number)

    def _values(self, given: Sequence[Any]) -> tuple[Any, ...]:
        values = list(self._constants)
        for place, number in self._gaps:
            values[place] = current_organisation_id() if number < 0 else _as_value(given[number])
        return tuple(values)


class Lines(Generic[R]):
    """A long list that is read page by page, as a queryset is."""

    def __init__(self, statement: Statement, keys: Statement, given: Sequence[Any]) -> None:
        self._statement, self._keys, self._given = statement, keys, given
        self._beside: Callable[[Sequence[R]], None] | None = None

    def with_beside(self, fetch: Callable[[Sequence[R]], None]) -> Lines[R]:
        """The same, and what stands beside the rows is fetched for those of the page."""
        self._beside = fetch
        return self

    def count(self) -> int:
        """How many there are."""
        return self._keys.count(self._given)

    def __iter__(self) -> Iterator[R]:
        """All of them."""
        return iter(self._asked(""))

    def __getitem__(self, part: slice) -> list[R]:
        """Those of one page."""
        return self._asked(f" LIMIT {part.stop - (part.start or 0):d} OFFSET {part.start or 0:d}")

    def _asked(self, part: str) -> list[R]:
        rows = self._statement.ask(self._given, part)
        if self._beside is not None:
            self._beside(rows)
        return rows


class Prepared(Generic[P, R]):
    """A function that made a queryset, and now answers its rows."""

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self._build = build
        self._statements: dict[tuple[Any, ...], Statement] = {}
        update_wrapper(self, build)

    def __call__(self, *given: P.args, **named: P.kwargs) -> list[R]:
        """The rows for these values. Raises ``NoScope`` where the rows are a town's and none is open."""
        if any(_is_list(value) and not value for value in given):
            # Django sees that nothing can be among none, and asks nothing.
            return list(self._build(*given, **named))
        return self._statement(given).ask(given)

    def lines(self, *given: P.args, **_named: P.kwargs) -> Lines[R]:
        """The same rows, to be read in pages."""
        return Lines(self._statement(given), self._statement(given, is_counted=True), given)

    def _keys(self, *given: P.args, **named: P.kwargs) -> QuerySet[Any, Any]:
        """What is counted: neither order nor columns cost anything."""
        return self._build(*given, **named).order_by().values("pk")

    def _statement(self, given: Sequence[Any], *, is_counted: bool = False) -> Statement:
        shape = (is_counted, *map(_shape, given))
        statement = self._statements.get(shape)
        if statement is None:
            statement = self._statements[shape] = Statement(self._keys if is_counted else self._build, given)
        return statement


def prepared(build: Callable[P, QuerySet[Any, R]]) -> Prepared[P, R]:
    """Mark a function that makes a queryset from values: called, it answers the rows."""
    return Prepared(build)


def _put_together(
    build: Callable[..., QuerySet[Any, Any]], given: Sequence[Any], shift: int
) -> tuple[QuerySet[Any, Any], str, tuple[Any, ...]]:
    with as_if_in(_HERE):
        rows = build(*_stand_ins(given, shift))
        sql, values = rows.query.get_compiler(rows.db).as_sql()
    return rows, sql, tuple(values)


def _stand_ins(given: Sequence[Any], shift: int) -> list[Any]:
    return [_stand_in(value, number + shift) for number, value in enumerate(given)]


def _stand_in(value: Any, number: int) -> Any:
    if not _varies(value):
        return value
    if _is_list(value):
        return [_FIRST_NUMBER + number]
    if isinstance(value, datetime):
        return datetime.combine(_FIRST_DAY + timedelta(days=number), datetime.min.time(), UTC)
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    return type(value)(_FIRST_NUMBER + number)


def _number_of(one: Any, other: Any, first: Sequence[Any], second: Sequence[Any]) -> int:
    """Which of the values given stands in a gap."""
    for number, (here, there) in enumerate(zip(first, second, strict=True)):
        if (one, other) == ((here[0], there[0]) if isinstance(here, list) else (here, there)):
            return number
    raise TypeError("A value is changed on its way into the statement.")


def _make_room_for_a_list(pieces: list[str], place: int) -> None:
    """``IN (%s)`` becomes ``= ANY(%s::bigint[])``."""
    if not pieces[place].endswith(_OF_A_LIST) or not pieces[place + 1].startswith(")"):
        raise TypeError("A list can only be what something is in.")
    pieces[place] = f"{pieces[place].removesuffix(_OF_A_LIST)}= ANY("
    pieces[place + 1] = f"::bigint[]{pieces[place + 1]}"


def _varies(value: Any) -> bool:
    return _is_list(value) or (isinstance(value, (int, float, date)) and not isinstance(value, (bool, Enum)))


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _as_value(value: Any) -> Any:
    return list(value) if _is_list(value) else value


def _shape(value: Any) -> Any:
    """What a statement is kept under: the kind of what may differ, and all else as it is."""
    if _is_list(value):
        return list
    if not _varies(value):
        if type(value) is str:
            raise TypeError("Each text would be a statement of its own.")
        return value
    return type(value)
