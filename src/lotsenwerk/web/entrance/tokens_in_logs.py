"""Tokens of one-time links and of password letters never reach a log."""

import logging
import re

_TOKEN = re.compile(r"(/l/|/dates/mine/|/account/password/reset/[0-9A-Za-z]+-)(?!done/|sent/)[^/\s\"'?#]+")


def without_tokens(text: str) -> str:
    """The same text with a dash in place of each token."""
    return _TOKEN.sub(r"\1–", text)


class CutTokens(logging.Filter):
    """Cuts tokens out of whatever is logged, its traceback included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without tokens."""
        record.msg, record.args = without_tokens(record.getMessage()), None
        if record.exc_info:
            trace = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = without_tokens(trace)
        return True
