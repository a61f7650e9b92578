"""Tokens never reach a log."""

import logging

import pytest

from lotsenwerk.settings import base
from lotsenwerk.web.entrance.tokens_in_logs import CutTokens, without_tokens

TOKEN = "rQ3-x_9LkVbZt2mWc0yHsA"


def logged(message: str, *args: object, exc_info: BaseException | None = None) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    if exc_info is not None:
        record.exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    assert CutTokens().filter(record)
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize(
    "address",
    [
        f"/l/{TOKEN}/",
        f"/l/{TOKEN}",
        f"/l/{TOKEN}?x=1",
        f'"GET /l/{TOKEN}/ HTTP/1.1"',
        f"https://town.example/l/{TOKEN}/",
        f"/account/password/reset/2f-{TOKEN}/",
    ],
)
def test_token_is_cut_out(address: str) -> None:
    line = logged("Not Found: %s", address)
    assert TOKEN not in line
    assert "Not Found" in line


def test_token_is_cut_out_of_a_traceback() -> None:
    line = logged("Internal Server Error: %s", f"/l/{TOKEN}/", exc_info=ValueError(f"bad address /l/{TOKEN}/"))
    assert TOKEN not in line
    assert "ValueError" in line


@pytest.mark.parametrize(
    "line", ["/mine/offers/abcdefghjk/", "/account/password/reset/sent/", "/look/language/", "50 % done"]
)
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert without_tokens(line) == line
    assert logged(line) == line


def test_every_handler_of_a_real_town_cuts_tokens() -> None:
    assert all("tokens" in handler["filters"] for handler in base.LOGGING["handlers"].values())
    assert base.LOGGING["loggers"]["gunicorn.error"]["handlers"] == ["console"]
