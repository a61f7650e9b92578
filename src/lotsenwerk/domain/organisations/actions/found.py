"""Set up a tenant, list a partner, switch modules."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Kind, Module, Organisation
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.kit.actor import Actor, system
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.kit.typed import in_one_form, refuse_too_long

LONGEST_NAME = 120


def found_tenant(
    *, municipality: Municipality, kind: Kind = Kind.MUNICIPALITY, name: str = "", at: datetime
) -> Organisation:
    """Set up the body that answers for the data of a municipality. The same municipality twice is refused."""
    name = name or municipality.name
    slug = slugify(name.replace("ß", "ss"))[:60]
    with transaction.atomic():
        if Organisation.objects.filter(slug=slug, keeps_records=True).exists():
            raise BadInput(_("%(name)s is set up already."), field="municipality", params={"name": name})
        founded = Organisation.objects.create(
            kind=kind,
            name=name,
            sort_key=sort_key(name),
            slug=slug,
            keeps_records=True,
            municipality=municipality,
            town=municipality.name,
            lat=municipality.lat,
            lon=municipality.lon,
            modules=[Module.SHOPPING],
        )
        with tenant(founded.id):
            record(system(founded.id), "found", ("organisations", "organisation", founded.id), at=at)
    return founded


def list_partner(
    actor: Actor,
    *,
    kind: Kind,
    name: str,
    at: datetime,
    street: str = "",
    house_number: str = "",
    postcode: str = "",
    town: str = "",
    phone: str = "",
    lat: float | None = None,
    lon: float | None = None,
) -> Organisation:
    """List a partner (a shop, an authority, a food bank) for the open organisation."""
    if not may_administer(actor):
        raise NotAllowed(_("Only the administration may do this."))
    if not name.strip():
        raise BadInput(_("Please enter a name."), field="name")
    refuse_too_long(name.strip(), LONGEST_NAME, "name")
    listed = Organisation.objects.create(
        kind=kind,
        name=name.strip(),
        sort_key=sort_key(name),
        slug=f"{slugify(name)[:45]}-{new_ref()}",
        kept_by_id=actor.organisation_id,
        street=street,
        house_number=house_number,
        postcode=postcode,
        town=town,
        phone=in_one_form(phone, "phone"),
        lat=lat,
        lon=lon,
    )
    record(actor, "list_partner", ("organisations", "organisation", listed.id), at=at)
    return listed


def switch_modules(actor: Actor, modules: Iterable[Module], *, at: datetime) -> Organisation:
    """Say which modules the open organisation uses. Nothing is deleted: what is switched off waits."""
    if not may_administer(actor):
        raise NotAllowed(_("Only the administration may do this."))
    changed = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    before, after = set(changed.modules), {Module(module) for module in modules}
    changed.modules = sorted(after)
    changed.save(update_fields=["modules"])
    told = {"on": sorted(after - before), "off": sorted(before - after)}
    record(actor, "switch_modules", ("organisations", "organisation", changed.id), at=at, told=told)
    return changed
