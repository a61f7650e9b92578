"""Statements by hand for which the database works out its way once a connection, and then keeps it.

To work out how a statement over forty tables is best answered takes PostgreSQL longer than many an answer. A prepared
one is worked out once, for any values. What the way hangs on (how many rows at most, which states) is therefore written
into the statement, and only the rest are gaps.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.db import connection

_VALUE: Final = re.compile(r"%\((\w+)\)s")
_NUMBERS: Final = count(1)


@dataclass(frozen=True, slots=True)
class _Statement:
    """``prepare`` is said once a connection, ``execute`` with the values of each question."""

    name: str
    prepare: str
    execute: str


class KeptPlan:
    """A statement with values ``%(name)s``, asked in the open scope: the policies stand before it as before any other.

    It needs connections that stay with one session, so no pooler between that shares them out by transaction.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._statements: dict[tuple[Any, ...], _Statement] = {}
        self._known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()

    def ask(self, written: Mapping[str, Any], given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows for the values ``given``; each other set of values ``written`` is a statement of its own."""
        with connection.cursor() as cursor:
            statement = self._statement(written)
            there = self._known.setdefault(connection.connection, set())
            if statement.name not in there:
                # Not by way of the cursor: it is no question, and none that is counted as one.
                connection.connection.execute(statement.prepare)
                there.add(statement.name)
            cursor.execute(statement.execute, given)
            cursor.nextset()
            return list(cursor.fetchall())

    def _statement(self, written: Mapping[str, Any]) -> _Statement:
        key = tuple(map(str, written.items()))
        statement = self._statements.get(key)
        if statement is None:
            statement = self._statements[key] = _put_together(self._sql, written)
        return statement


def _put_together(sql: str, written: Mapping[str, Any]) -> _Statement:
    gaps: dict[str, int] = {}

    def gap(value: re.Match[str]) -> str:
        name = value[1]
        return value[0] if name in written else f"${gaps.setdefault(name, len(gaps) + 1)}"

    name = f"kept_{next(_NUMBERS)}"
    with connection.cursor() as cursor:
        text = cursor.mogrify(_VALUE.sub(gap, sql), written)
    values = ", ".join(f"%({gap})s" for gap in gaps)
    # Its cost does not hang on the values, so the database need not look at them first.
    execute = f"SET LOCAL plan_cache_mode = force_generic_plan; EXECUTE {name} ({values})"
    return _Statement(name, f"PREPARE {name} AS {text}", execute)
