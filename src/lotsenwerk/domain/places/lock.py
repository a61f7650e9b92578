"""One at a time: two programs that start together must not both fill the tables of places."""

from django.db import connection

_PLACES = 0x706C6163


def hold_places() -> None:
    """Wait until nobody else writes places, and keep it so until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PLACES])
