"""One browser for the tests of this folder, and Django's leave to ask the database beside Playwright's loop, for that
long only. What a test leaves behind goes with the windows that it opened: each has a context of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="package", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs a loop in this thread; the tests ask the database from it all the same, one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="package")
def _launched(beside_a_loop: None, chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def browser(_launched: Browser) -> Iterator[Browser]:
    """A browser without windows; none stays open for the next test."""
    assert _launched.contexts == []
    yield _launched
    for context in _launched.contexts:
        context.close()
