"""The web server process: gunicorn, threads in a few processes, no access log."""

from typing import Any

from gunicorn.app.base import BaseApplication

from lotsenwerk.console import leash


class _Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from lotsenwerk.console.settling import settle
        from lotsenwerk.wsgi import application

        settle()
        return application


def serve(bind: str, *, processes: int, threads: int) -> None:
    """Answer requests at ``bind`` until SIGTERM. Nothing returns but the exit."""
    leash.wear()
    _Web(
        {
            "bind": bind,
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            # Loaded once, before the processes part: the first page comes sooner. No connection is open yet then.
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            # Addresses may hold one-time tokens; the proxy in front keeps the log, with tokens cut.
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "lotsenwerk-web",
        },
    ).run()
