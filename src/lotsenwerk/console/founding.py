"""The road from the demonstration to a real town: settings with fresh secrets, tables, the town, its administrator."""

import argparse
import base64
import os
import re
import secrets
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.console import roles
from lotsenwerk.console.environment import enter, env_file, read_env_file
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.machine import spoken
from lotsenwerk.console.progress import Progress

AGS = re.compile(r"06\d{6}")
ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d+)?", re.IGNORECASE)
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def found(order: argparse.Namespace) -> int:
    """Ask for what the flags leave open, write the settings, lay the tables, set up the town; safe to do again."""
    if order.print_sql:
        print(roles.sql_for_a_server_of_your_own("lotsenwerk", secrets.token_urlsafe(24), secrets.token_urlsafe(24)))
        return 0
    file = env_file()
    read_env_file(file)
    address = os.environ.get("PUBLIC_URL") or ask(
        order.address, spoken("Öffentliche Adresse", "Public address") + " (https://…)", ADDRESS, "--address", str.lower
    )
    ags = ask(
        order.ags,
        spoken("Amtlicher Gemeindeschlüssel, acht Ziffern", "Official municipality key (AGS), eight digits"),
        AGS,
        "--ags",
    )
    mail = ask(
        order.mail,
        spoken("E-Mail-Adresse der ersten Administratorin", "Mail address of the first administrator"),
        MAIL,
        "--mail",
    )
    name = order.name or mail.partition("@")[0]
    write_settings(file, address, order.database_url, order.database_owner_url, ways=ask_for_ways(order))
    read_env_file(file)

    cluster = enter("town")
    print(_("Settings: %(file)s (keep a copy of its keys in a safe place)") % {"file": file})
    if cluster is None:
        _settle(ags, mail, name)
    else:
        with cluster.running():
            _settle(ags, mail, name)
    if not order.no_test_mail:
        send_test_mail(mail)
    print(_("Done. Look over it with “lotsenwerk check”, start with “lotsenwerk serve”,"))
    print(_("and let your web server pass %(address)s on to 127.0.0.1:8000.") % {"address": address})
    return 0


def ask(
    given: str | None, question: str, form: re.Pattern[str], flag: str, tidy: Callable[[str], str] = str.strip
) -> str:
    """The flag's value, or the answer at the terminal; refused when it does not have the form."""
    if given is None:
        if not sys.stdin.isatty():
            raise ConsoleError(
                spoken(
                    f"Hier ist niemand, den man fragen kann. Geben Sie es mit {flag} an.",
                    f"Nobody is there to ask. Say it with {flag}.",
                ),
            )
        given = input(f"{question}: ")
    value = tidy(given.strip())
    if not form.fullmatch(value):
        raise ConsoleError(
            spoken(
                f"„{given}“ passt nicht zu {flag}: {question}.",
                f"“{given}” does not look right for {flag}: {question}.",
            )
        )
    return value


def ask_for_ways(order: argparse.Namespace) -> dict[str, str]:
    """By which ways letters leave, as settings. Nobody has to know it on the first day: an empty answer is one.

    What the settings say already is not asked again.
    """
    said: dict[str, str] = {}
    if "LOTSENWERK_SMTP_HOST" not in os.environ:
        server = ask_softly(
            order.smtp_host, spoken("Mailserver (leer: dieser Rechner)", "Mail server (empty: this machine)")
        )
        host, _colon, port = server.partition(":")
        said |= {"LOTSENWERK_SMTP_HOST": host, "LOTSENWERK_SMTP_PORT": port}
    if "LOTSENWERK_SMS_URL" not in os.environ:
        url = ask_softly(
            order.sms_url, spoken("Adresse des SMS-Gateways (leer: keines)", "Address of the SMS gateway (empty: none)")
        )
        said |= {"LOTSENWERK_SMS_URL": url, "LOTSENWERK_SMS_BODY": (order.sms_body or "") if url else ""}
    return said


def ask_softly(given: str | None, question: str) -> str:
    """The flag's value, else the answer at the terminal, else nothing."""
    if given is None and sys.stdin.isatty():
        given = input(f"{question}: ")
    return (given or "").strip()


def write_settings(
    file: Path, address: str, database_url: str | None, owner_url: str | None, *, ways: Mapping[str, str] | None = None
) -> None:
    """Write what is not written yet. A key that exists is never replaced: what it encrypted would be lost."""
    known = dict(line.partition("=")[::2] for line in file.read_text().splitlines()) if file.exists() else {}
    fresh = {
        "PUBLIC_URL": address,
        "LOTSENWERK_SECRET_KEY": secrets.token_urlsafe(48),
        "LOTSENWERK_FIELD_KEYS": f"k1:{_key()}",
        "LOTSENWERK_INDEX_KEY": _key(),
        "DATABASE_URL": database_url,
        "DATABASE_OWNER_URL": owner_url,
        "LOTSENWERK_MAIL_FROM": f"lotsenwerk@{address.removeprefix('https://').partition(':')[0]}",
        **(ways or {}),
    }
    if bool(database_url) != bool(owner_url):
        raise ConsoleError(
            spoken(
                "Für einen eigenen Server braucht es beides: --database-url und --database-owner-url.",
                "A server of your own needs both: --database-url and --database-owner-url.",
            )
        )
    added = {name: value for name, value in fresh.items() if value and name not in known}
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(file.read_text() if file.exists() else "# Settings and secrets of this installation.\n")
        out.writelines(f"{name}={value}\n" for name, value in added.items())
    aside.replace(file)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _settle(ags: str, mail: str, name: str) -> None:
    """Tables, the town, its first administrator; what is there already stays as it is."""
    from lotsenwerk.console.migrating import migrate
    from lotsenwerk.domain.accounts.actions.membership import give_role
    from lotsenwerk.domain.accounts.models import Role
    from lotsenwerk.domain.organisations.actions.found import found_tenant
    from lotsenwerk.domain.organisations.queries import tenants
    from lotsenwerk.domain.places.models import Municipality
    from lotsenwerk.kit import clock
    from lotsenwerk.kit.actor import system
    from lotsenwerk.kit.errors import BadInput
    from lotsenwerk.kit.tenancy import tenant

    progress = Progress()
    with progress.step(pgettext("step", "Tables")):
        migrate(progress)
    municipality = Municipality.objects.filter(ags=ags).first()
    if municipality is None:
        raise ConsoleError(_("No municipality of Hessen has the key %(ags)s.") % {"ags": ags})
    town = tenants().filter(municipality=municipality).first() or found_tenant(
        municipality=municipality, at=clock.now()
    )
    with tenant(town.id):
        try:
            give_role(
                system(town.id), email=mail, display_name=name, role=Role.ADMINISTRATOR, at=clock.now(), language="de"
            )
        except BadInput:
            print(_("%(mail)s looks after %(town)s already.") % {"mail": mail, "town": town.name})
        else:
            print(
                _("%(mail)s looks after %(town)s. A code by mail opens the door.") % {"mail": mail, "town": town.name}
            )


def name_operator(mail: str, name: str | None) -> str:
    """Give the role of the operator, in the first town of the installation; answers what there is to say."""
    from lotsenwerk.domain.accounts.actions.membership import give_role
    from lotsenwerk.domain.accounts.models import Role
    from lotsenwerk.domain.organisations.queries import tenants
    from lotsenwerk.kit import clock
    from lotsenwerk.kit.actor import system
    from lotsenwerk.kit.errors import BadInput
    from lotsenwerk.kit.tenancy import tenant

    town = tenants().first()
    if town is None:
        raise ConsoleError(_("There is no town yet. Set one up with “lotsenwerk init”."))
    try:
        with tenant(town.id):
            give_role(
                system(town.id),
                email=mail,
                display_name=name or mail.partition("@")[0],
                role=Role.OPERATOR,
                at=clock.now(),
            )
    except BadInput as bad:
        raise ConsoleError(bad.sentence) from None
    return _("%(mail)s keeps the installation now. A code by mail opens the door.") % {"mail": mail}


def send_test_mail(mail: str) -> None:
    """Send one mail; a failure is told and does not undo anything."""
    from django.core.mail import send_mail

    try:
        send_mail(
            _("Lotsenwerk can send mail"),
            _("This is the test mail that you asked for. Everything else will come by the same way."),
            None,
            [mail],
        )
    except OSError as fault:
        print(
            _("The test mail did not leave (%(why)s). Set LOTSENWERK_SMTP_HOST and its neighbours in %(file)s.")
            % {"why": fault, "file": env_file()},
        )
    else:
        print(_("A test mail is on its way to %(mail)s.") % {"mail": mail})
