#!/usr/bin/env python3
"""The two commands of Lotsenwerk.

    python3 start.py          install, make demo data, start, and say at which address
    python3 start.py test     install, and run the tests

and when you need them: ``setup [--tests]``, ``demo [--port N]``, ``test [--long] [words for pytest]``,
``run <words for the command lotsenwerk>``. It needs Python 3.11 or newer and nothing else.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CLONE = Path(__file__).resolve().parent
SOURCE = CLONE / "src"
OLDEST_PYTHON = (3, 11)
# What a first installation takes, in megabytes: packages, their download, and an empty database.
ROOM_NEEDED = {"base": 500, "test": 900}


class Stop(Exception):  # noqa: N818
    """Ends the program with a sentence in two languages."""

    def __init__(self, german: str, english: str) -> None:
        super().__init__(english)
        self.german = german
        self.english = english


def main(words: list[str]) -> int:
    """Do what the words ask for; the program's exit code."""
    began = time.monotonic()
    check_python(sys.version_info[:3])
    sys.path.insert(0, str(SOURCE))
    order = read(words)
    if order.command == "demo":
        check_port(order.port)
    home = Home.find()
    # Packages come uncompiled. Where nobody may keep what was compiled, each of our processes compiles all of it again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    home.install("test" if order.command == "test" or getattr(order, "tests", False) else "base")
    os.environ["LOTSENWERK_STATE"] = str(home.state)
    python = str(home.python)
    if order.command == "setup":
        tell(f"Fertig nach {since(began)}.", f"Done after {since(began)}.")
        return 0
    if order.command == "test":
        return run([python, "-m", "pytest", *words_for_pytest(order)])
    if order.command == "demo":
        return run([python, "-m", "lotsenwerk", "demo", "--port", str(order.port)])
    return run([python, "-m", "lotsenwerk", *order.words])


def read(words: list[str]) -> argparse.Namespace:
    """The command and its options; without a command the demo."""
    reader = argparse.ArgumentParser(prog="start.py", description="Lotsenwerk: install, try, test.")
    commands = reader.add_subparsers(dest="command")
    setup = commands.add_parser("setup", help="install and stop")
    setup.add_argument("--tests", action="store_true", help="also what the tests need")
    demo = commands.add_parser("demo", help="install and start with demo data (this is what happens without a command)")
    demo.add_argument("--port", type=int, default=8000)
    test = commands.add_parser("test", help="install and run the tests")
    test.add_argument("--long", action="store_true", help="also the tests that take minutes")
    commands.add_parser("run", help="install and hand the words to the command lotsenwerk")
    if words[:1] == ["run"]:
        # Everything behind it belongs to the other command, its --help too.
        return argparse.Namespace(command="run", words=words[1:])
    order, rest = reader.parse_known_args(words or ["demo"])
    if order.command is None:
        order, rest = reader.parse_known_args(["demo", *words])
    if rest and order.command != "test":
        reader.error("unknown: " + " ".join(rest))
    order.words = rest
    return order


def words_for_pytest(order: argparse.Namespace) -> list[str]:
    """The words given, or none: then every test, on all cores and with one more beside them while others wait."""
    from lotsenwerk.console.machine import chromium_path

    if chromium_path() is None:
        tell(
            "Chromium fehlt: Die Browser-Tests werden übersprungen (Debian: apt-get install chromium libatomic1).",
            "Chromium is missing: browser tests are skipped (Debian: apt-get install chromium libatomic1).",
        )
    words = [str(CLONE / "tests") if word == "tests" else word for word in order.words]
    side_by_side = [] if words else ["-n", str(min((os.cpu_count() or 1) + 1, 4)), "--dist", "worksteal"]
    return [f"--rootdir={CLONE}", *(["--long"] if order.long else []), *side_by_side, *words]


class Home:
    """Where the packages of this clone are installed, and where it keeps its data."""

    def __init__(self, state: Path, venv: Path) -> None:
        self.state = state
        self.venv = venv
        self.python = venv / "bin" / "python"
        self.stamp = venv / "installed.json"

    @classmethod
    def find(cls) -> Home:
        """As root both lie where the database's own user can read them, never in the clone; else beside the code."""
        from lotsenwerk.console.folders import state_folder

        state = state_folder()
        beside = os.geteuid() != 0 and os.access(CLONE, os.W_OK)
        return cls(state, CLONE / ".venv" if beside else state / "venv")

    def install(self, which: str) -> None:
        """Make the virtual environment and fill it, unless it already holds just these packages."""
        wanted = {name: mark(CLONE / "requirements" / f"{name}.txt") for name in ("base", "test")}
        there = self.read_stamp()
        if there.get("python") == list(sys.version_info[:2]) and there.get(which) == wanted[which]:
            self.point_to_source()
            self.quicken()
            return
        check_room(self.venv, ROOM_NEEDED[which])
        os.umask(0o022)
        # An environment that is whole is added to, not made anew: a demonstration may be running from it.
        add = there.get("python") == list(sys.version_info[:2])
        self.stamp.unlink(missing_ok=True)
        uv = shutil.which("uv")
        requirements = CLONE / "requirements" / f"{which}.txt"
        if not (uv and self.install_with_uv(uv, requirements, add=add)):
            self.install_with_pip(requirements, add=add and (self.venv / "bin" / "pip").exists())
        self.point_to_source()
        self.quicken()
        done = {"python": list(sys.version_info[:2]), "base": wanted["base"]}
        self.stamp.write_text(json.dumps(done | ({"test": wanted["test"]} if which == "test" else {})))

    def read_stamp(self) -> dict[str, object]:
        """What was installed last, empty when that is not known or its Python is gone."""
        try:
            return dict(json.loads(self.stamp.read_text())) if self.python.exists() else {}
        except (OSError, ValueError):
            return {}

    def point_to_source(self) -> None:
        """Let the environment find the package where it lies: nothing is built."""
        for packages in self.venv.glob("lib/python3*/site-packages"):
            pointer = packages / "lotsenwerk.pth"
            if not pointer.exists() or pointer.read_text() != f"{SOURCE}\n":
                pointer.write_text(f"{SOURCE}\n")

    def quicken(self) -> None:
        """Compile the planner's inner loop where there is a compiler; without one, plans take longer."""
        if self.python.exists() and (shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")):
            subprocess.run([str(self.python), "-m", "lotsenwerk.console.quicken"], check=False, capture_output=True)

    def install_with_uv(self, uv: str, requirements: Path, *, add: bool) -> bool:
        """Whether uv did it. It may not know the machine's package index; then pip, which does, has its turn."""
        began = time.monotonic()
        if not add:
            make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(self.venv)]
            if subprocess.run(make, check=False, capture_output=True).returncode != 0:
                return False
        show("  Pakete (uv) …" if german() else "  Packages (uv) …")
        # Copies, not links into a cache that the database's user may be unable to read.
        options = ["--quiet", "--python", str(self.python), "--link-mode", "copy", "--require-hashes", "--no-build"]
        command = [uv, "pip", "install", *options, "-r", str(requirements)]
        done = subprocess.run(command, check=False, capture_output=True).returncode == 0
        show("")
        if done:
            tell(f"  Python-Umgebung und Pakete (uv)  {since(began)}", f"  Python, packages (uv)  {since(began)}")
        return done

    def install_with_pip(self, requirements: Path, *, add: bool) -> None:
        """Make the environment with the standard library and fill it with pip, told by the machine where from."""
        if not add:
            self.make_with_venv()
        began = time.monotonic()
        options = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile", "--progress-bar", "off"]
        # Modules are compiled when they are first used: most never are, and the first page comes sooner.
        command = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", *options]
        self.watch([*command, "-r", str(requirements)], requirements.read_text().count("=="))
        tell(f"  Pakete  {since(began)}", f"  Packages  {since(began)}")

    def make_with_venv(self) -> None:
        """An empty environment with pip in it."""
        if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
            raise Stop(
                "Dem Python dieses Rechners fehlt das Modul venv. Unter Debian und Ubuntu: apt install python3-venv",
                "This machine's Python lacks the module venv. On Debian and Ubuntu: apt install python3-venv",
            )
        began = time.monotonic()
        show("  Python-Umgebung …" if german() else "  Python environment …")
        make = [sys.executable, "-m", "venv", "--clear", str(self.venv)]
        made = subprocess.run(make, check=False, capture_output=True, text=True)
        if made.returncode != 0:
            raise explain(made.stdout + made.stderr)
        show("")
        tell(f"  Python-Umgebung  {since(began)}", f"  Python environment  {since(began)}")

    def watch(self, command: list[str], packages: int) -> None:
        """Run pip, showing how far it is; its own words only when it fails."""
        said: list[str] = []
        seen = 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
            for line in pip.stdout or ():
                said.append(line)
                if line.startswith("Collecting"):
                    seen += 1
                    show(f"  {seen}/{packages}  {line.split()[1].partition('==')[0]}")
                elif line.startswith("Installing"):
                    show("  wird eingerichtet …" if german() else "  being set up …")
        show("")
        if pip.returncode != 0:
            raise explain("".join(said))


def explain(words: str) -> Stop:
    """One sentence for what an installer said in many."""
    tail = "\n".join(words.strip().splitlines()[-6:])
    if "No space left on device" in words:
        return no_room(None)
    if any(sign in words for sign in ("NewConnectionError", "name resolution", "Network is unreachable", "timed out")):
        return Stop(
            "Die Pakete sind nicht erreichbar. Prüfen Sie die Netzverbindung (oder pip.conf) und starten Sie noch "
            f"einmal.\n{tail}",
            f"The packages cannot be reached. Check the network (or pip.conf), then start again.\n{tail}",
        )
    if "No matching distribution" in words or "not a supported wheel" in words:
        return Stop(
            "Für diesen Rechner gibt es nicht alle Pakete fertig gebaut. Lotsenwerk läuft auf Linux (x86-64, ARM; "
            f"mit glibc, also nicht Alpine) und auf macOS (ARM).\n{tail}",
            "Not every package exists ready-made for this machine. Lotsenwerk runs on Linux (x86-64, ARM; with "
            f"glibc, so not Alpine) and on macOS (ARM).\n{tail}",
        )
    return Stop(f"Die Einrichtung ist gescheitert:\n{tail}", f"The installation failed:\n{tail}")


def no_room(folder: Path | None) -> Stop:
    """The sentence for a full disk."""
    place = f" ({folder})" if folder else ""
    return Stop(
        f"Auf der Platte ist zu wenig Platz{place}. Schaffen Sie Platz und starten Sie noch einmal.",
        f"There is too little room on the disk{place}. Make room, then start again.",
    )


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old and a system without Unix sockets."""
    if version < OLDEST_PYTHON:
        seen = ".".join(map(str, version))
        raise Stop(
            f"Lotsenwerk braucht Python 3.11 oder neuer; dies ist Python {seen}.",
            f"Lotsenwerk needs Python 3.11 or newer; this is Python {seen}.",
        )
    if os.name != "posix":
        raise Stop(
            "Lotsenwerk läuft auf Linux und macOS. Unter Windows richten Sie bitte WSL 2 ein und starten es dort.",
            "Lotsenwerk runs on Linux and macOS. On Windows please set up WSL 2 and start it there.",
        )


def check_port(port: int) -> None:
    """Refuse a taken port now rather than after a minute of installing."""
    from lotsenwerk.console.machine import port_is_taken

    if port_is_taken(port):
        raise Stop(
            f"Port {port} ist schon belegt. Läuft Lotsenwerk bereits? Sonst: python3 start.py demo --port {port + 1}",
            f"Port {port} is taken. Is Lotsenwerk running already? Otherwise: python3 start.py demo --port {port + 1}",
        )


def check_room(folder: Path, megabytes: int) -> None:
    """Refuse to start an installation that the disk has no room for."""
    from lotsenwerk.console.machine import free_megabytes

    if free_megabytes(folder) < megabytes:
        raise no_room(folder)


def mark(file: Path) -> str:
    """A fingerprint of the file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(command: list[str]) -> int:
    """Become the command, so that Ctrl-C and signals reach it and nobody else."""
    sys.stdout.flush()
    os.execv(command[0], command)


def german() -> bool:
    """Whether to speak German."""
    from lotsenwerk.console.machine import speaks_german

    return speaks_german()


def tell(in_german: str, in_english: str) -> None:
    """Say it in the language of the terminal."""
    print(in_german if german() else in_english, flush=True)


def show(line: str) -> None:
    """Progress on one line that replaces itself; nothing where the output goes to a file."""
    if sys.stdout.isatty():
        print(f"\r\033[K{line}", end="", flush=True)


def since(began: float) -> str:
    """Seconds since then, as text."""
    return f"{time.monotonic() - began:.1f} s"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(f"{stop.german}\n{stop.english}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        full = no_room(None)
        print(f"{full.german}\n{full.english}", file=sys.stderr)
        sys.exit(1)
