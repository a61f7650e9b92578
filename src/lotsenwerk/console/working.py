"""The worker process: takes jobs from the queue in the database and does them in a few threads."""

from collections.abc import Callable
from typing import Any

from django.db import close_old_connections, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from lotsenwerk.console import leash

GRACE = 10.0
HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
GIVEN_UP = 20.0
"""Seconds without a sign of life after which a worker counts as killed, and its jobs are taken up again."""


@app.periodic(cron="* * * * * */15")
@app.task(name="console.take_up_again", queueing_lock="console.take_up_again", pass_context=False)
async def take_up_again(timestamp: int) -> None:  # noqa: ARG001 - handed in by the scheduler
    """Put the jobs of killed workers back into the queue."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=GIVEN_UP):
        await app.job_manager.retry_job(job)


def fresh_connection(do: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    """Around each job: no connection that broke meanwhile, and none kept while the thread waits for the next job."""
    close_old_connections()
    try:
        return do()
    finally:
        connections.close_all()


def work(concurrency: int) -> None:
    """Do jobs until SIGTERM or SIGINT; a job that has begun gets ``GRACE`` seconds to end."""
    leash.wear()
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("The queue is expected in Django's database.")
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(
            concurrency=concurrency,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT,
            task_middleware=[fresh_connection],
        )
