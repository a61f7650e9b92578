"""The command ``lotsenwerk``: which words it knows, and who does the work."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import state_folder
from lotsenwerk.console.machine import free_megabytes, spoken

LEAST_ROOM = 20
"""Megabytes; the database's log grows by 16 at once."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. What can be expected to go wrong ends in a sentence, not in a traceback."""
    order = _reader().parse_args(words)
    try:
        return _do(order)
    except ConsoleError as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as fault:
        if not _disk_was_full(fault):
            raise
        full = spoken("Die Platte ist voll. Schaffen Sie Platz.", "The disk is full. Make room, then start again.")
        print(full, file=sys.stderr)
        return 1


def _disk_was_full(fault: BaseException | None) -> bool:
    """Whether this, or what led to it, says that there was no room: to us, or to the database.

    A database that finds no room for its own log ends, and then says nothing more.
    """
    if free_megabytes(state_folder()) < LEAST_ROOM:
        return True
    while fault is not None:
        if getattr(fault, "errno", None) == errno.ENOSPC or getattr(fault, "sqlstate", None) == "53100":
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _reader() -> argparse.ArgumentParser:
    reader = argparse.ArgumentParser(prog="lotsenwerk", description="Lotsenwerk's command line.")
    reader.add_argument("--demo", action="store_true", help="work on the demonstration instead of the town's own data")
    commands = reader.add_subparsers(dest="command", required=True, metavar="command")

    demo = commands.add_parser("demo", help="start the demonstration: database, worker, web, invented people")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--only-data", action="store_true", help="make the demo data and stop")
    demo.add_argument(
        "--town",
        choices=("normal", "large"),
        default="normal",
        help="large: 150 helpers, and 300 visits on one Thursday (only where no demo data were made before)",
    )

    init = commands.add_parser("init", help="set up a real town")
    init.add_argument("--ags", help="official key of the municipality, eight digits")
    init.add_argument("--mail", help="address of the first administrator")
    init.add_argument("--name", help="name of the first administrator")
    init.add_argument("--address", help="public address, for example https://lotsen.example.org")
    init.add_argument("--database-url", help="your own PostgreSQL: address of the program's role")
    init.add_argument("--database-owner-url", help="your own PostgreSQL: address of the owner's role")
    init.add_argument("--smtp-host", help="mail server, for example mail.stadt.example or mail.stadt.example:587")
    init.add_argument("--sms-url", help="address of an SMS gateway; empty for none")
    init.add_argument("--sms-body", help="what it is sent: JSON or a form with {to} and {text}")
    init.add_argument("--no-test-mail", action="store_true", help="send no test mail")
    init.add_argument("--print-sql", action="store_true", help="print what to run on your own PostgreSQL, and stop")

    serve = commands.add_parser("serve", help="start for real: web and worker, and the database where it is our own")
    serve.add_argument("--bind", default="127.0.0.1:8000", help="where the web server in front finds us")
    serve.add_argument("--processes", type=int, default=2)
    serve.add_argument("--threads", type=int, default=6)
    serve.add_argument("--web-only", action="store_true", help="no worker, no database: they run elsewhere")

    worker = commands.add_parser("worker", help="do the work in the background")
    worker.add_argument("--concurrency", type=int, default=2)

    commands.add_parser("migrate", help="bring the tables to the state of this program")
    commands.add_parser("check", help="look whether everything is safe and running, and say what to do")

    backup = commands.add_parser("backup", help="write everything into one file")
    backup.add_argument("file", type=Path, nargs="?", help="default: one with today's date in the state folder")
    restore = commands.add_parser("restore", help="read such a file into an empty database")
    restore.add_argument("file", type=Path)

    bench = commands.add_parser("bench", help="measure a claim; without a name: list them")
    bench.add_argument("name", nargs="?")
    bench.add_argument("--json", action="store_true", help="one JSON object a line")
    bench.add_argument("--folder", type=Path, help="files that a bench reads, such as instances of the literature")
    bench.add_argument("--seconds", type=float, help="for a bench that lets one choose how long each piece may take")
    bench.add_argument("--large", action="store_true", help="for a bench with a case that takes minutes to prepare")

    register = commands.add_parser("import-gv100ad", help="take in the official register of municipalities")
    register.add_argument("file", type=Path, help="the text file of the Statistisches Bundesamt, GV100AD_....txt")
    operator = commands.add_parser("operator", help="name somebody who keeps the installation")
    operator.add_argument("mail", help="the address that the login code is sent to")
    operator.add_argument("--name", help="how the towns read it in their records")
    _rules(commands.add_parser("rules", help="print the rules of a programme, or take in a file of them"))
    commands.add_parser("rotate-keys", help="encrypt everything again with the first key of the list")
    texts = commands.add_parser("translations", help="compile the texts in other languages")
    texts.add_argument("--missing", metavar="LANGUAGE", help="list the texts that this language lacks")
    manage = commands.add_parser("manage", help="one of Django's own commands", add_help=False)
    manage.add_argument("words", nargs=argparse.REMAINDER)
    return reader


def _rules(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("what", choices=["export", "import"])
    reader.add_argument("which", help="the programme to print, such as wir-hessen, or the file to take in")


def _do(order: argparse.Namespace) -> int:
    from lotsenwerk.console import commands

    os.umask(0o077)
    return commands.COMMANDS[order.command](order)
