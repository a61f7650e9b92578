"""The wall around the rows that came with the shopping help."""

from django.db import migrations

from lotsenwerk.kit.tenancy import append_only, same_tenant, wall


class Migration(migrations.Migration):
    dependencies = [("assistance", "0004_shopping_help"), ("people", "0005_walls_of_shopping_help"), ("journal", "0002_walls")]

    operations = [
        *wall("assistance_rhythm", keys={"client_id": "people_client"}),
        *wall("assistance_rhythmexception", keys={"rhythm_id": "assistance_rhythm"}),
        *wall("assistance_cascade", keys={"need_id": "assistance_need"}),
        *wall("assistance_contactnote", keys={"person_id": "people_person", "need_id": "assistance_need"}),
        *wall("assistance_alert", keys={"need_id": "assistance_need"}),
        *wall("assistance_incident", keys={"person_id": "people_person", "assignment_id": "assistance_assignment"}),
        *wall("assistance_practice"),
        *wall("assistance_draft", keys={"client_id": "people_client"}),
        *wall("assistance_cashline", keys={"assignment_id": "assistance_assignment", "undoes_id": "assistance_cashline"}),
        *wall("assistance_floatclosing"),
        *wall("assistance_receiptphoto", keys={"assignment_id": "assistance_assignment"}),
        *wall("assistance_household", keys={"client_id": "people_client"}),
        *wall("assistance_dietarywish", keys={"client_id": "people_client"}),
        *wall("assistance_pickupslot"),
        *wall("assistance_pickup", keys={"household_id": "assistance_household", "slot_id": "assistance_pickupslot", "need_id": "assistance_need"}),
        *wall("assistance_proxyslip", keys={"pick_up_id": "assistance_pickup", "assignment_id": "assistance_assignment"}),
        same_tenant("assistance_need", {"caller_id": "people_person", "rhythm_id": "assistance_rhythm"}),
        append_only("assistance_cashline", "assistance_floatclosing"),
    ]
