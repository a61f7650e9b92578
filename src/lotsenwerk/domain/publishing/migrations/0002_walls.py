"""The wall around pages as they are written; the shop window, which everybody may read."""

from django.db import migrations

from lotsenwerk.kit.tenancy import shop_window, wall


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial"), ("organisations", "0002_what_partners_say")]

    operations = [
        *wall("publishing_page"),
        *wall("publishing_version", keys={"page_id": "publishing_page"}),
        *wall("publishing_translation", keys={"page_id": "publishing_page"}),
        *wall("publishing_testimonial", keys={"page_id": "publishing_page"}),
        *wall("publishing_pagepicture", keys={"page_id": "publishing_page"}),
        *shop_window("publishing_entry"),
        *shop_window("publishing_entrytext"),
        *shop_window("publishing_entryday"),
        *shop_window("publishing_entrypicture"),
    ]
