"""The keys under which municipalities are found, see `kit.names`."""

from collections.abc import Iterable

from lotsenwerk.domain.places.models import Municipality, PlaceKey
from lotsenwerk.kit.names import search_keys_of_name


def write_keys(municipalities: Iterable[Municipality]) -> None:
    """Make the stored keys of these municipalities those of their names; what is right already is left alone."""
    wanted = {
        (municipality.pk, key) for municipality in municipalities for key in search_keys_of_name("", municipality.name)
    }
    stored = {
        (row.municipality_id, row.key): row.pk
        for row in PlaceKey.objects.filter(municipality__in={pk for pk, _ in wanted})
    }
    PlaceKey.objects.filter(pk__in=[pk for pair, pk in stored.items() if pair not in wanted]).delete()
    PlaceKey.objects.bulk_create(
        PlaceKey(municipality_id=municipality_id, key=key) for municipality_id, key in sorted(wanted - stored.keys())
    )
