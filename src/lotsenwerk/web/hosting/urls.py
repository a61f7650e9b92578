"""The addresses of dates, for the table of contents of each door that has them."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpResponse
from django.urls import URLPattern, path

from lotsenwerk.kit.entry import Guard
from lotsenwerk.web.hosting import materials, one_day, screens


def paths(guard: Guard) -> Sequence[URLPattern]:
    """Every address below ``gatherings/``, behind the guard of its door; publishing is the desk's own."""
    one = "gatherings/<int:series_id>/"
    day = f"{one}<str:on>/"
    views: Mapping[str, Callable[..., HttpResponse]] = {
        "gatherings/": screens.gatherings,
        "gatherings/new/": screens.gathering_new,
        "gatherings/of/<str:ref>/": screens.gathering_of,
        one: screens.gathering,
        f"{one}change/": screens.gathering_change,
        f"{one}materials/": materials.gathering_materials,
        f"{one}materials/<str:ref>/": materials.gathering_material,
        f"{one}materials/<str:ref>/remove/": materials.gathering_material_remove,
        day: one_day.gathering_day,
        f"{day}different/": one_day.gathering_day_change,
        f"{day}count/": one_day.gathering_count,
        f"{day}things/": one_day.gathering_item,
        f"{day}things/<int:item_id>/strike/": one_day.gathering_item_strike,
        f"{day}guests/": one_day.gathering_guest,
        f"{day}guests/<int:sign_up_id>/": one_day.gathering_guest_step,
    }
    return [path(address, guard(view), name=view.__name__) for address, view in views.items()]
