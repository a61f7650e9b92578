"""One process that starts database, worker and web, starts again what falls over, and ends them in good order."""

import http.client
import os
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from lotsenwerk.console import leash
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.postgres import Cluster

LONGEST_WAIT = 30.0
STEADY_AFTER = 30.0
TRIES_BEFORE_FIRST_ANSWER = 5
BEAT = 0.2
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Part(ABC):
    """Something that runs and is to go on running."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process: subprocess.Popen[bytes] | None = None
        self.falls = 0
        self.started = 0.0
        self.not_before = 0.0

    @abstractmethod
    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it and answer its process."""

    @abstractmethod
    def end(self, process: "subprocess.Popen[bytes]", *, hurry: bool) -> None:
        """End it in good order, or at once where somebody is in a hurry."""

    def start(self) -> None:
        """Start it and remember when."""
        self.started = time.monotonic()
        self.process = self.launch()

    def stop(self, *, hurry: bool = False) -> None:
        """End it, if it runs. Whatever happens, no process of it is left."""
        process, self.process = self.process, None
        if process is not None:
            self.end(process, hurry=hurry)

    def fallen(self) -> int | None:
        """The exit code if it has ended by itself since the last look, else None."""
        code = self.process.poll() if self.process else None
        if code is None:
            return None
        self.stop(hurry=True)
        if time.monotonic() - self.started > STEADY_AFTER:
            self.falls = 0
        self.not_before = time.monotonic() + min(LONGEST_WAIT, 0.25 * 2**self.falls)
        self.falls += 1
        return code


class Program(Part):
    """A process of ours in a session of its own, so that Ctrl-C reaches the supervisor alone."""

    def __init__(self, name: str, words: list[str], *, grace: float) -> None:
        super().__init__(name)
        self.words = words
        self.grace = grace
        self.leash: int | None = None

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it on the leash, without the owner's address: it has no business with the tables themselves."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
        held = []
        if self.leash is not None:
            environment[leash.VARIABLE] = str(self.leash)
            held = [self.leash]
        return subprocess.Popen(
            [sys.executable, "-m", "lotsenwerk", *self.words],
            stdin=subprocess.DEVNULL,
            env=environment,
            pass_fds=held,
            start_new_session=True,
        )

    def end(self, process: "subprocess.Popen[bytes]", *, hurry: bool) -> None:
        """Ask, wait, then end the whole group: a killed web server leaves processes that hold the port."""
        with suppress(ProcessLookupError):
            if not hurry and process.poll() is None:
                process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=self.grace)
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Database(Part):
    """The PostgreSQL of our own."""

    def __init__(self, name: str, cluster: Cluster) -> None:
        super().__init__(name)
        self.cluster = cluster

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers."""
        return self.cluster.start()

    def end(self, process: "subprocess.Popen[bytes]", *, hurry: bool) -> None:  # noqa: ARG002 - it is always orderly
        """End it so that nothing is lost; that is quick enough for those in a hurry too."""
        self.cluster.stop(process)


class Supervisor:
    """Keeps parts running, in the order given, and ends them in the opposite one."""

    def __init__(self, parts: list[Part], *, host: str, port: int, announce: Callable[[], None]) -> None:
        self.parts = parts
        self.host = host
        self.port = port
        self.announce = announce
        self.hurry = False
        self._ending = False
        self._announced = False

    def run(self) -> None:
        """Start what does not run yet and watch until Ctrl-C, SIGTERM or a closed terminal."""
        inner, outer = os.pipe()
        # From here on a signal is only noted: it must not come between the start of a process and our noting of it.
        for number in ENDING_SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._note)
        try:
            for part in self.parts:
                if isinstance(part, Program):
                    part.leash = inner
                if part.process is None and not self._ending:
                    part.start()
            while not self._ending:
                self._look()
                time.sleep(BEAT)
        finally:
            self._end()
            os.close(inner)
            os.close(outer)

    def _look(self) -> None:
        for part in self.parts:
            if self._ending:
                return
            code = part.fallen()
            if code is not None:
                say(_("%(name)s has ended (%(why)s) and is started again.") % {"name": part.name, "why": why(code)})
                if not self._announced and part.falls >= TRIES_BEFORE_FIRST_ANSWER:
                    raise ConsoleError(
                        _("%(name)s does not start. Its own words stand above.") % {"name": part.name},
                    )
            if part.process is None and time.monotonic() >= part.not_before:
                try:
                    part.start()
                except ConsoleError as fault:
                    say(str(fault))
                    part.not_before = time.monotonic() + LONGEST_WAIT / 6
        if not self._announced and web_answers(self.host, self.port, settings.PUBLIC_URL):
            self._announced = True
            self.announce()

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        """End; asked a second time, end at once."""
        self.hurry = self._ending
        self._ending = True
        if self.hurry:
            for part in self.parts:
                if isinstance(part, Program) and part.process is not None:
                    part.process.kill()

    def _end(self) -> None:
        self._ending = True
        for part in reversed(self.parts):
            if part.process is not None:
                say(_("%(name)s is being ended.") % {"name": part.name})
                part.stop(hurry=self.hurry)


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let SIGTERM and a closed terminal do what Ctrl-C does, so that every ``finally`` runs."""
    for number in ENDING_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)
    yield


def web_answers(host: str, port: int, public_url: str) -> bool:
    """Whether a page comes back, whichever; it is also what warms the first page up."""
    line = http.client.HTTPConnection(host, port, timeout=10)
    try:
        line.request("GET", "/", headers={"Host": urlsplit(public_url).netloc})
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True


def why(code: int) -> str:
    """An exit code in words; negative ones are signals."""
    if code < 0:
        return f"{signal.Signals(-code).name}"
    return _("exit code %(code)s") % {"code": code}


def say(sentence: str) -> None:
    """A line for whoever watches, at once."""
    print(f"  {sentence}", flush=True)
