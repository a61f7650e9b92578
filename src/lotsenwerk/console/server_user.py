"""Whom the database server runs as. PostgreSQL refuses to run as root, so root hands it to a system user."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.machine import spoken

NAME = "lotsenwerk"


@dataclass(frozen=True)
class ServerUser:
    name: str
    uid: int
    gid: int

    def as_process(self) -> dict[str, Any]:
        """Keywords for ``subprocess`` that start a program as this user; none when that is who we are."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_enter(self, folder: Path) -> bool:
        """Whether this user gets through every folder on the way, going by the permission bits."""
        return all(self._may_enter(step) for step in [folder, *folder.parents])

    def _may_enter(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & 0o100)
        if facts.st_gid == self.gid:
            return bool(facts.st_mode & 0o010)
        return bool(facts.st_mode & 0o001)


def server_user() -> ServerUser:
    """Ourselves; when we are root the system user ``lotsenwerk``, made if need be, else ``nobody``."""
    if os.geteuid() != 0:
        return ServerUser("", os.geteuid(), os.getegid())
    for name in (NAME, "nobody"):
        if name == NAME:
            _make_system_user()
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid)
    raise ConsoleError(
        spoken(
            "PostgreSQL läuft nicht als root, und dieser Rechner hat keinen anderen Benutzer dafür. "
            "Starten Sie Lotsenwerk als gewöhnlicher Benutzer.",
            "PostgreSQL does not run as root, and this machine has no other user for it. "
            "Start Lotsenwerk as an ordinary user.",
        ),
    )


def passable_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it; as root the server's user may pass through, but not look around."""
    if not folder.exists():
        passable_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def own_folder(folder: Path, uid: int, gid: int, mode: int = 0o700) -> None:
    """Make ``folder`` ours alone. A folder that somebody else laid there before is refused, not used."""
    try:
        folder.mkdir(parents=True, mode=mode)
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid not in {uid, os.geteuid()}:
            raise ConsoleError(
                spoken(
                    f"Der Ordner {folder} gehört jemand anderem. Entfernen Sie ihn und starten Sie noch einmal.",
                    f"The folder {folder} belongs to somebody else. Remove it, then start again.",
                ),
            ) from None
    if os.geteuid() == 0:
        os.chown(folder, uid, gid)
    folder.chmod(mode)


def _make_system_user() -> None:
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if useradd:
            command = [useradd, "--system", "--no-create-home", "--home-dir", "/var/lib/lotsenwerk"]
            subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", NAME],
                check=False,
                capture_output=True,
            )
