"""Where this installation keeps what is not in the clone: one folder for each clone and machine user.

Standard library only: start.py reads it before anything is installed.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CLONE = PACKAGE.parent.parent
# A socket's address has room for 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
SOCKET_NAME = ".s.PGSQL.5432"


def clone_name(clone: Path) -> str:
    """A short name that tells two clones on one machine apart."""
    word = re.sub(r"[^a-z0-9]+", "-", clone.name.lower()).strip("-")[:20] or "clone"
    return f"{word}-{hashlib.sha256(str(clone).encode()).hexdigest()[:8]}"


def state_folder() -> Path:
    """The folder for data and logs: named by LOTSENWERK_STATE, or made from who starts and from which clone."""
    named = os.environ.get("LOTSENWERK_STATE")
    if named:
        return Path(named).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/lotsenwerk") / clone_name(CLONE)
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "lotsenwerk" / clone_name(CLONE)


def socket_folder(folder: Path) -> Path:
    """Beside the data where the path is short enough, else a folder of our own among the temporary ones."""
    beside = folder / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return beside
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"lotsenwerk-{os.geteuid()}-{mark}"
