"""A server on this machine that answers as Integreat does: one region with two places and a weekly date."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WEB = "https://integreat.app"
WEEK = [{"allDay": False, "closed": True, "appointmentOnly": False, "timeSlots": []} for _ in range(7)]


def place(number: int, title: str, **more: Any) -> dict[str, Any]:
    """A place in Bürstadt; ``hours`` are the slots of Tuesday."""
    hours = [dict(day) for day in WEEK]
    hours[1] |= {"closed": False, "timeSlots": more.pop("hours", [{"start": "09:00", "end": "12:00"}])}
    where = {"id": number, "name": title, "address": "Mainstraße 7a", "town": "Bürstadt", "postcode": "68642"}
    return {
        "id": number + 500,
        "url": f"{WEB}/ried/de/locations/{number}/",
        "path": f"/ried/de/locations/{number}/",
        "title": title,
        "content": "<p>Many words of others</p>",
        "website": "https://example.org",
        "email": "beratung@example.org",
        "phone_number": "06206 7010",
        "opening_hours": hours,
        "temporarily_closed": False,
        "barrier_free": True,
        "location": where | {"latitude": 49.641, "longitude": 8.459},
        **more,
    }


def event(day: str, *, title: str = "Frauenfrühstück", stem: str = "/ried/de/events/breakfast", **more: Any) -> Any:
    """One day of a date, in the way in which each day of a recurring one is told."""
    path = f"{stem}${day}/"
    return {
        "id": None,
        "url": f"{WEB}{path}",
        "path": path,
        "title": title,
        "content": "<p>Many words of others</p>",
        "available_languages": {"uk": {"id": None, "path": f"/ried/uk/events/snidanok${day}/"}},
        "location": place(1, "Familienzentrum")["location"],
        "event": {"id": None, "start": f"{day}T09:30:00+01:00", "end": f"{day}T11:00:00+01:00"},
        **more,
    }


class Integreat:
    """What it says now: change it between two readings. ``status`` and ``raw`` answer for single paths."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {
            "regions/": [{"id": 7, "path": "ried", "name": "Stadt Ried", "live": True}, {"id": 8, "path": "else"}],
            "ried/languages/": [{"id": 1, "code": "de"}, {"id": 2, "code": "uk"}, {"id": 3, "code": "de-si"}],
            "ried/de/locations/": [place(1, "Migrationsberatung"), place(2, "Kleiderkammer")],
            "ried/de/events/": [event("2026-11-17"), event("2026-11-24")],
            "ried/uk/events/": [event("2026-11-17", title="Сніданок", stem="/ried/uk/events/snidanok")],
            "ried/de/pages/": [{"id": 1, "title": "Ankommen"}, {"id": 2, "title": "Wohnen"}],
        }
        self.raw: dict[str, bytes] = {}
        self.status: dict[str, int] = {}
        self.slow: set[str] = set()
        self.asked: list[str] = []


@contextmanager
def serving(integreat: Integreat) -> Iterator[str]:
    """The address of a server that says what ``integreat`` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.removeprefix("/api/v3/")
            integreat.asked.append(path)
            if path in integreat.slow:
                time.sleep(0.6)
            body = integreat.raw.get(path) or json.dumps(integreat.answers.get(path)).encode()
            self.send_response(integreat.status.get(path, 200 if path in integreat.answers else 404))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
