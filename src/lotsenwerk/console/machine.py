"""What this machine has and lacks. Standard library only: start.py reads it before anything is installed."""

import errno
import os
import shutil
import socket
from pathlib import Path

CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""First what draws pages just as Chromium does and has no window to draw around them: it asks half of the machine."""


def speaks_german() -> bool:
    """Whether whoever sits at this terminal has set it to German."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return named.lower().startswith("de")


def spoken(german: str, english: str) -> str:
    """The sentence for this terminal, where Django and its catalogue are not there yet."""
    return german if speaks_german() else english


def port_is_taken(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody else listens at this port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the web server itself does: a port that was in use a moment ago is free again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False


def free_megabytes(folder: Path) -> int:
    """Room on the disk of ``folder``, or of the first folder above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 1_000_000


def chromium_path() -> str | None:
    """The browser for the browser tests: what LOTSENWERK_CHROMIUM names, or the first one found."""
    named = os.environ.get("LOTSENWERK_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
