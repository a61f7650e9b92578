"""The demonstration: invented people in two towns, and the words with which it is opened."""

import os

from django.utils.translation import gettext as _

from lotsenwerk.console.demo_data.lay import lay_demonstration
from lotsenwerk.console.progress import Progress
from lotsenwerk.kit import clock

SMALL = "LOTSENWERK_SMALL_DEMO"
"""Named in the environment, only the small neighbour town is laid: for whoever looks at the starting alone."""


def lay(progress: Progress, *, large: bool = False) -> None:
    """Make the demo data where it is missing; ``large`` with as many people as a planner has to do with."""
    lay_demonstration(at=clock.now(), progress=progress, small=bool(os.environ.get(SMALL)), large=large)


def announce(port: int) -> None:
    """Say where to look, once the first page comes."""
    print()
    print(_("Lotsenwerk is running: %(address)s") % {"address": f"http://127.0.0.1:{port}/"})
    print(_("This is a demonstration: every person in it is invented, and only this machine can see it."))
    print(_("Ctrl-C ends it."), flush=True)
