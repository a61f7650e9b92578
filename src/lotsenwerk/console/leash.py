"""Web and worker end when their supervisor does, even if it was killed and could not tell them.

The supervisor holds the one end of a pipe and never writes; its children wait at the other end. The system closes the
pipe with the supervisor, whatever that died of.
"""

import os
import signal
import threading
import time

VARIABLE = "LOTSENWERK_LEASH"
PATIENCE = 15


def wear() -> None:
    """Watch the pipe that the environment names, if it names one, and end this process with the supervisor."""
    end = os.environ.pop(VARIABLE, None)
    if end is not None:
        threading.Thread(target=_watch, args=[int(end)], daemon=True, name="leash").start()


def _watch(end: int) -> None:
    os.read(end, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
