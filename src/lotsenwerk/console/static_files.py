"""Style sheets, scripts and pictures, gathered under names that change with their content."""

from django.core.management import call_command


def collect() -> None:
    """Gather what the web server hands out; files that have not changed stay."""
    call_command("collectstatic", interactive=False, verbosity=0)
