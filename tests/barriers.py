"""What axe has to say against a page in the browser.

Asked is for what is wrong, and no more is handed over than that: what axe found in order, too, is most of what it
tells, and takes as long to fetch as to find.
"""

import json
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE: Final = Axe().axe_script
"""What a page has to hold; a context that hands it to every page (``add_init_script``) sends it once."""
_ASK: Final = """async (asked) => {
    const found = await axe.run({resultTypes: ["violations"], selectors: false, ...asked});
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}"""

_OF_COLOURS: Final = ("color-contrast", "link-in-text-block")
"""The rules of WCAG A and AA that ask for colours."""


def barriers(page: Page, *, of_colours_alone: bool = False) -> list[str]:
    """Each rule that the page breaks, and where; an empty list where everybody gets on with it.

    ``of_colours_alone`` is for a page that was asked in other colours a moment ago and has not changed but for them.
    """
    page.locator("body").wait_for(state="attached")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    asked = {"runOnly": _OF_COLOURS} if of_colours_alone else {}
    found: list[str] = page.evaluate(f"({_ASK})({json.dumps(asked)})")
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window: 0 where nobody has to scroll sideways.

    A click comes back before the next page has come: the root is waited for, as there is nothing to measure without.
    """
    window = page.viewport_size
    assert window is not None, "a window without a size"
    page_width: int = page.locator("html").evaluate("root => root.scrollWidth")
    return max(0, page_width - window["width"])
