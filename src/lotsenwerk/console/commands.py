"""What each word of the command line does. Each command answers an exit code."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.console import translations
from lotsenwerk.console.environment import Which, enter
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.machine import port_is_taken
from lotsenwerk.console.postgres import Cluster
from lotsenwerk.console.progress import Progress
from lotsenwerk.console.texts_for_everybody import LANGUAGES

LOCAL = "127.0.0.1"


def _which(order: argparse.Namespace) -> Which:
    return "demo" if order.demo else "town"


@contextmanager
def _database(order: argparse.Namespace) -> Iterator[None]:
    """Settings, and a database that answers, for commands that come and go."""
    cluster = enter(_which(order))
    if cluster is None:
        yield
    else:
        with cluster.running():
            yield


def demo(order: argparse.Namespace) -> int:
    """Start everything with invented people; started again it finds its data and adds nothing."""
    cluster = enter("demo", port=order.port)
    refuse_taken_port(LOCAL, order.port, ["demo", "--port"])
    from lotsenwerk.console.demonstration import announce, lay
    from lotsenwerk.console.migrating import migrate

    progress = Progress()
    programs = [] if order.only_data else _programs(order, LOCAL, processes=1, threads=6, demo=True)

    def prepare() -> None:
        with progress.step(pgettext("step", "Tables")):
            migrate(progress)
        with progress.step(pgettext("step", "Demo data")):
            lay(progress, large=order.town == "large")

    _supervise(
        cluster,
        prepare,
        programs=programs,
        host=LOCAL,
        port=order.port,
        announce=lambda: announce(order.port),
        progress=progress,
    )
    return 0


def serve(order: argparse.Namespace) -> int:
    """Start for real; unsafe settings are refused before the first page is given out."""
    cluster = enter(_which(order))
    host, _colon, port = order.bind.rpartition(":")
    if not port.isdigit():
        raise ConsoleError(_("--bind wants an address and a port, for example 127.0.0.1:8000."))
    if order.web_only:
        from lotsenwerk.console.doctor import database_findings, refuse_unsafe, settings_findings
        from lotsenwerk.console.serving import serve as serve_web

        refuse_unsafe(settings_findings, database_findings)
        serve_web(order.bind, processes=order.processes, threads=order.threads)
        return 0
    refuse_taken_port(host, int(port), ["serve", "--bind", f"{host}:"])
    from lotsenwerk.console.doctor import database_findings, refuse_unsafe, settings_findings, table_findings
    from lotsenwerk.console.static_files import collect

    refuse_unsafe(settings_findings)
    progress = Progress()

    def prepare() -> None:
        refuse_unsafe(database_findings)
        refuse_unsafe(table_findings)
        with progress.step(pgettext("step", "Style sheets and pictures")):
            collect()

    def announce() -> None:
        print(_("Lotsenwerk answers at %(bind)s. Ctrl-C ends it.") % {"bind": order.bind}, flush=True)

    programs = _programs(order, host, processes=order.processes, threads=order.threads, demo=False)
    _supervise(cluster, prepare, programs=programs, host=host, port=int(port), announce=announce, progress=progress)
    return 0


def _programs(
    order: argparse.Namespace, host: str, *, processes: int, threads: int, demo: bool
) -> list[tuple[str, list[str], float]]:
    """Name, words and seconds of grace of the processes beside the database."""
    bind = f"{host}:{order.port}" if demo else order.bind
    here = ["--demo"] if demo else []
    sizes = ["--processes", str(processes), "--threads", str(threads)]
    return [
        (pgettext("part", "The worker"), [*here, "worker"], 15.0),
        (pgettext("part", "The web server"), [*here, "serve", "--web-only", "--bind", bind, *sizes], 12.0),
    ]


def _supervise(
    cluster: Cluster | None,
    prepare: Callable[[], None],
    *,
    programs: list[tuple[str, list[str], float]],
    host: str,
    port: int,
    announce: Callable[[], None],
    progress: Progress,
) -> None:
    from lotsenwerk.console.supervisor import Database, Part, Program, Supervisor, ending_on_signals

    parts: list[Part] = [Program(name, words, grace=grace) for name, words, grace in programs]
    with ending_on_signals():
        if cluster is None:
            prepare()
            Supervisor(parts, host=host, port=port, announce=announce).run()
            return
        with cluster.locked() as ours:
            if not ours:
                raise ConsoleError(_("Lotsenwerk is running already: %(place)s") % {"place": cluster.folder})
            database = Database(pgettext("part", "The database"), cluster)
            try:
                with progress.step(pgettext("step", "Database")):
                    cluster.create()
                    cluster.stop_orphan()
                    database.start()
                    cluster.prepare()
                prepare()
                if parts:
                    Supervisor([database, *parts], host=host, port=port, announce=announce).run()
            finally:
                database.stop()


def refuse_taken_port(host: str, port: int, words: list[str]) -> None:
    """Say so when somebody listens there already, and name another port."""
    if port_is_taken(port, host or LOCAL):
        other = f"{words[-1]}{port + 1}" if words[-1].endswith(":") else f"{words[-1]} {port + 1}"
        raise ConsoleError(
            _("Port %(port)s is taken. Is Lotsenwerk running already? Otherwise: lotsenwerk %(words)s")
            % {"port": port, "words": " ".join([*words[:-1], other])},
        )


def worker(order: argparse.Namespace) -> int:
    """Do jobs until told to end."""
    enter(_which(order))
    from lotsenwerk.console.doctor import database_findings, refuse_unsafe, settings_findings
    from lotsenwerk.console.working import work

    refuse_unsafe(settings_findings, database_findings)
    work(order.concurrency)
    return 0


def migrate(order: argparse.Namespace) -> int:
    """Bring the tables to the state of this program."""
    with _database(order):
        from lotsenwerk.console.migrating import migrate as migrate_now

        progress = Progress()
        with progress.step(pgettext("step", "Tables")):
            count = migrate_now(progress)
        print(_("%(count)s migrations done.") % {"count": count})
    return 0


def check(order: argparse.Namespace) -> int:
    """Print what the doctor finds; 1 if something must not stay as it is."""
    with _database(order):
        from lotsenwerk.console.doctor import examine, show

        return show(examine())


def backup(order: argparse.Namespace) -> int:
    """Write everything into one file."""
    with _database(order):
        from lotsenwerk.console.backup import default_file, write

        file = order.file or default_file()
        write(file, Progress())
        print(_("Written: %(file)s") % {"file": file})
        print(_("The keys are not in it. Keep them elsewhere: without them encrypted fields stay closed."))
    return 0


def restore(order: argparse.Namespace) -> int:
    """Read such a file into an empty database."""
    with _database(order):
        from lotsenwerk.console.backup import read

        count = read(order.file, Progress())
        print(_("Restored and compared: %(count)s tables.") % {"count": count})
    return 0


def init(order: argparse.Namespace) -> int:
    """Set up a real town."""
    from lotsenwerk.console.founding import found

    return found(order)


def bench(order: argparse.Namespace) -> int:
    """Measure a claim."""
    cluster = enter("bench")
    from lotsenwerk.console.benches import Options, run

    options = Options(order.folder, order.seconds, order.large)
    if cluster is None:
        return run(order.name, as_json=order.json, options=options)
    with cluster.running():
        return run(order.name, as_json=order.json, options=options)


def import_gv100ad(order: argparse.Namespace) -> int:
    """Take in the official register of municipalities."""
    with _database(order):
        from lotsenwerk.domain.places.actions.import_gv100ad import import_gv100ad as import_now
        from lotsenwerk.domain.places.gv100ad import WrongFile

        progress = Progress()
        try:
            with progress.step(pgettext("step", "Municipalities")):
                done = import_now(
                    order.file, progress=lambda part, all_: progress.show(_("Municipalities"), part, all_)
                )
        except WrongFile as problem:
            raise ConsoleError(problem.sentence) from None
        print(
            _("Register of %(day)s: %(listed)s listed, %(created)s new, %(rekeyed)s with a new key, %(ended)s ended.")
            % asdict(done)
        )
    return 0


def operator(order: argparse.Namespace) -> int:
    """Give somebody the role of the operator, which no town can give."""
    with _database(order):
        from lotsenwerk.console.founding import name_operator

        print(name_operator(order.mail, order.name))
    return 0


def rules(order: argparse.Namespace) -> int:
    """Print the rules of a programme as they count now, or take in a file of them."""
    with _database(order):
        from lotsenwerk.console.rules import printed, taken_in

        print(printed(order.which) if order.what == "export" else taken_in(order.which))
    return 0


def rotate_keys(order: argparse.Namespace) -> int:
    """Encrypt everything again with the first key of the list."""
    with _database(order):
        from lotsenwerk.console.keys import rotate

        print(_("%(count)s rows encrypted with the first key.") % {"count": rotate(Progress())})
    return 0


def texts(order: argparse.Namespace) -> int:
    """Compile the texts and count them for each language, or list those that a language lacks."""
    if order.missing is None:
        for file in translations.compile_all():
            print(file)
        enter(_which(order))
        for language in translations.languages():
            print(_in_words(translations.counted(language)))
        return 0
    enter(_which(order))
    lacking = translations.missing(order.missing)
    print("\n".join(lacking))
    return 1 if lacking else 0


def _in_words(found: translations.Counted) -> str:
    if found.language not in LANGUAGES:
        return _("%(language)s: %(translated)s of %(needed)s texts.") % asdict(found)
    return _("%(language)s: %(translated)s of %(needed)s texts, %(reviewed)s reviewed.") % asdict(found)


def manage(order: argparse.Namespace) -> int:
    """Hand the words to Django."""
    from django.core.management import execute_from_command_line

    with _database(order):
        execute_from_command_line(["lotsenwerk manage", *order.words])
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "init": init,
    "serve": serve,
    "worker": worker,
    "migrate": migrate,
    "check": check,
    "backup": backup,
    "restore": restore,
    "bench": bench,
    "import-gv100ad": import_gv100ad,
    "operator": operator,
    "rules": rules,
    "rotate-keys": rotate_keys,
    "translations": texts,
    "manage": manage,
}
