"""What can go wrong on a machine, said in one sentence that a person can act on."""


class ConsoleError(Exception):
    """Its text is shown as it is, without a traceback; it says what happened and what to do."""
