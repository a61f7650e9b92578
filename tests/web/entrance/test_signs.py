"""Small signs for machines."""

import json
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from lotsenwerk.web.entrance.signs import views

pytestmark = pytest.mark.django_db


def test_health_says_yes_or_no_and_nothing_else() -> None:
    answer = Client().get("/health/")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "worker": False}
    assert "no-store" in answer["Cache-Control"]


def test_health_says_so_when_the_database_is_away() -> None:
    with patch.object(views.connection, "cursor", side_effect=DatabaseError("password of the database")):
        answer = Client().get("/health/")
    assert answer.status_code == 503
    assert json.loads(answer.content) == {"database": False}


def test_manifest_leads_to_arriving() -> None:
    answer = Client().get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == "/arrive/"


def test_search_engines_keep_to_the_first_page() -> None:
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
