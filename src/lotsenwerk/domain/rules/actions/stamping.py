"""Say that the rules have changed: whoever reckons next reads them again."""

from uuid import uuid4

from django.db import connection, transaction

from lotsenwerk.domain.rules.queries import forget_book


def stamp() -> None:
    """Another value; it is locked until the transaction ends, so that two changes come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rules_rulesstamp (id, value) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET value = excluded.value",
            [uuid4()],
        )
    forget_book()
    transaction.on_commit(forget_book)
