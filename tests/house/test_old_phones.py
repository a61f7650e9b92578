"""What a helper's phone loads can be read by Chrome 90, the last one for many a phone with Android 8.

Scanned are the sheets and scripts of a helper's pages, of the way in and of links, our own and the vendored ones.
Whatever is younger needs an older way beside it: a plain value before it, an ``@supports`` around it, or a line below
that says what happens without it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).parents[2] / "src/lotsenwerk"
KIT: Final = SOURCE / "kit"
PAGES: Final = [
    *(KIT / "templates/kit" / name for name in ("base.html", "mine_base.html")),
    *sorted((SOURCE / "web/mine/templates").rglob("*.html")),
    *sorted((SOURCE / "web/entrance/templates").rglob("*.html")),
]
IN_ONE_LAYER: Final = {"kern.css", "kern.rtl.css"}
"""All of KERN lies in a cascade layer, which Chrome 90 skips; without-layers.css stands in for it."""

ANOTHER_WAY: Final = {
    ".big-choice:has(:checked)": "mine.css shows the mark beside it and writes the words bold",
    ".big-choice:has(:focus-visible)": "forms.css draws the line round it by :focus-within",
    ".big-choice:has(:checked) .big-choice__mark": "mine.css shows the mark by what follows the checked box",
    ".goods label:has(:checked) .goods__names": "mine.css strikes it through by what follows the checked box",
    ".table-wrap:has(.table--cards)": "the cards keep the frame of the table",
}
"""Selectors that Chrome 90 skips, and what its reader sees instead."""

AT_RULES: Final = {"media", "supports", "font-face", "keyframes", "charset", "import", "page"}
YOUNG_SELECTORS: Final = re.compile(
    r":has\(|:popover-open|:user-(?:in)?valid|:modal\b|:dir\(|:open\b|:state\(|::backdrop-filter|::details-content|::view-"
)
YOUNG_VALUES: Final = re.compile(
    r"\b(?:color-mix|light-dark|oklch|oklab|lch|lab|hwb|color|round|mod|rem|sin|cos|pow|sqrt|hypot|anchor|linear)\(|"
    r"\d(?:dvh|dvw|dvb|dvi|svh|svw|lvh|lvw|cqw|cqh|cqi|cqb|cqmin|cqmax|cap|ric|rlh|lh)\b"
)
YOUNG_PROPERTIES: Final = re.compile(
    r"(?:translate|rotate|scale|container|container-(?:type|name)|anchor-name|position-(?:anchor|area|try\w*)|"
    r"animation-(?:timeline|composition|range)|view-transition-name|field-sizing|interpolate-size|inset-area|"
    r"overflow-clip-margin|animation-range-\w+)"
)
"""Those that change what is seen or done; what only makes it finer (text-wrap, accent-color) does no harm."""
YOUNG_MEDIA: Final = re.compile(r"[<>]|scripting|prefers-(?:reduced-transparency|reduced-data)|update\s*:")

YOUNG_SCRIPT: Final = {
    "structuredClone": 98,
    ".at(": 92,
    "Object.hasOwn(": 93,
    ".findLast": 97,
    ".toSorted(": 110,
    ".toReversed(": 110,
    ".toSpliced(": 110,
    "Object.groupBy": 117,
    "Array.fromAsync": 121,
    "Promise.withResolvers": 119,
    "AbortSignal.timeout": 103,
    "AbortSignal.any": 116,
    "randomUUID": 92,
    "canParse(": 120,
    "checkVisibility": 105,
    "showPopover": 114,
    "hidePopover": 114,
    "togglePopover": 114,
    ".inert": 102,
    "startViewTransition": 111,
    "moveBefore": 133,
    "setHTMLUnsafe": 124,
    "static {": 94,
    "static{": 94,
    ".union(": 122,
    ".requestClose": 134,
}
"""Words of a script, and the Chrome that was the first to know them."""
LOOKED_FOR_FIRST: Final = {"htmx.min.js": {"startViewTransition", "moveBefore"}}
"""Words that a vendored script uses only where it has found them."""


@dataclass(frozen=True)
class Rule:
    """One rule of a sheet: its selector, what is declared, and the at-rules around it."""

    selector: str
    declared: tuple[tuple[str, str], ...]
    around: tuple[str, ...]


def loaded(kind: str) -> list[Path]:
    """The files of a kind that any of the pages loads.

    The scripts for passkeys come with their package and are not looked at: without them the way in is a code by mail.
    """
    named = {
        one for page in PAGES for one in re.findall(rf"static '([^']+\.{kind})'", page.read_text(encoding="utf-8"))
    }
    folders = [KIT / "static", SOURCE / "web/mine/static", SOURCE / "web/entrance/static"]
    missing = {one for one in named if not any((folder / one).is_file() for folder in folders)}
    assert missing <= {"account/js/onload.js", "mfa/js/webauthn.js", "mfa/js/webauthn-json.js"}, missing
    return [folder / one for one in sorted(named - missing) for folder in folders if (folder / one).is_file()]


def rules(css: str) -> Iterator[Rule]:
    """Every rule of a sheet. A rule within a rule, which Chrome 90 does not know, names the outer one in ``around``."""
    text = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    open_now: list[str] = []
    plain: list[list[str]] = [[]]
    for piece in re.findall(r'(?:"[^"]*"|\'[^\']*\'|url\([^)]*\)|[^{};"\'])+|[{};]', text):
        if piece == "{":
            open_now.append((plain[-1].pop() if plain[-1] else "").strip())
            plain.append([])
        elif piece == "}":
            declared = tuple(
                (name.strip(), value.strip()) for name, _colon, value in (one.partition(":") for one in plain.pop())
            )
            selector = open_now.pop()
            yield Rule(selector, tuple(one for one in declared if one[0]), tuple(open_now))
        elif piece != ";":
            plain[-1].append(piece)


def too_young(css: str) -> list[str]:
    """What of a sheet Chrome 90 does not know and nothing stands beside."""
    faults = []
    for rule in rules(css):
        around = " ".join(rule.around)
        at_rule = re.match(r"@(?:-\w+-)?([\w-]+)", rule.selector)
        if at_rule:
            if at_rule[1] not in AT_RULES:
                faults.append(f"{rule.selector}: @{at_rule[1]}")
            if at_rule[1] == "media" and YOUNG_MEDIA.search(rule.selector):
                faults.append(f"{rule.selector}: a question that it does not understand")
            if at_rule[1] != "font-face":
                continue
        if "&" in rule.selector or any(not one.startswith("@") for one in rule.around):
            faults.append(f"{around} {rule.selector}: a rule within a rule")
        if any(one.startswith("@supports") for one in rule.around):
            continue
        selectors = (" ".join(one.split()) for one in re.split(r",(?![^(]*\))", rule.selector))
        skipped = (one for one in selectors if YOUNG_SELECTORS.search(one) and one not in ANOTHER_WAY)
        faults += [f"{one}: a selector that it skips" for one in skipped]
        faults += [f"{rule.selector}: {fault}" for fault in _declared_too_young(rule)]
    return faults


def _declared_too_young(rule: Rule) -> Iterator[str]:
    plain = set()
    for name, value in rule.declared:
        if YOUNG_PROPERTIES.fullmatch(name):
            yield f"{name}, a property that it skips"
        elif not YOUNG_VALUES.search(value):
            plain.add(name)
        elif name not in plain:
            yield f"{name}: {value}, with no plain value before it"


def words_too_young(script: str, *, looked_for_first: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """The words of a script that Chrome 90 does not know."""
    code = re.sub(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", "", script, flags=re.DOTALL)
    return [
        f"{word} (Chrome {since})"
        for word, since in YOUNG_SCRIPT.items()
        if word in code and word not in looked_for_first
    ]


@pytest.mark.parametrize(
    "sheet", [one for one in loaded("css") if one.name not in IN_ONE_LAYER], ids=lambda one: one.name
)
def test_a_sheet_says_nothing_that_an_old_phone_does_not_know_or_says_it_twice(sheet: Path) -> None:
    assert too_young(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("script", loaded("js"), ids=lambda one: one.name)
def test_a_script_asks_for_nothing_that_an_old_phone_does_not_have(script: Path) -> None:
    looked_for_first = LOOKED_FOR_FIRST.get(script.name, frozenset())
    assert words_too_young(script.read_text(encoding="utf-8"), looked_for_first=looked_for_first) == []


def test_every_class_of_kern_that_those_pages_use_stands_in_for_itself_without_layers() -> None:
    drawn = [*PAGES, *KIT.rglob("templates/**/*.html"), *KIT.glob("*.py"), *KIT.glob("templatetags/*.py")]
    used = {
        one
        for file in drawn
        for one in re.findall(r"\bkern-[a-z]+(?:[-_]{1,2}[a-z]+)*", file.read_text(encoding="utf-8"))
    }
    sheets = "".join(one.read_text(encoding="utf-8") for one in loaded("css") if one.name not in IN_ONE_LAYER)
    pieces = {
        one for one in used if one.startswith(("kern-btn", "kern-form", "kern-label", "kern-hint", "kern-fieldset"))
    }
    assert len(pieces) > 10
    assert {one for one in pieces if not re.search(rf"\.{one}\b(?![-_])", sheets)} == set()
    for name in IN_ONE_LAYER:
        assert list(rules((KIT / "static/kit/vendor" / name).read_text(encoding="utf-8")))[-1].selector == "@layer kern"
    stand_in = (KIT / "static/kit/css/without-layers.css").read_text(encoding="utf-8")
    assert {rule.around for rule in rules(stand_in) if not rule.selector.startswith("@")} == {
        ("@supports not (color: oklch(0% 0 0))",)
    }


def test_what_is_said_of_a_selector_is_said_of_one_that_is_there() -> None:
    sheets = "".join(one.read_text(encoding="utf-8") for one in loaded("css"))
    assert {one for one in ANOTHER_WAY if one not in sheets} == set()


def test_pages_set_no_attribute_that_hides_something_from_new_browsers_alone() -> None:
    """Where popover is not known the menu unfolds by its focus; nothing relies on inert."""
    text = {page: page.read_text(encoding="utf-8") for page in [*PAGES, *KIT.rglob("templates/kit/_*.html")]}
    assert [page for page, said in text.items() if re.search(r"\s(?:inert|closedby|commandfor)\b", said)] == []
    assert [page.name for page, said in text.items() if re.search(r"\spopover\b", said)] == ["_appearance.html"]


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        (".a { color: color-mix(in srgb, red, blue); }", "with no plain value"),
        (".a { color: red; color: color-mix(in srgb, red, blue); }", ""),
        (".a { color: color-mix(in srgb, red, blue); color: red; }", "with no plain value"),
        (".a { min-block-size: 100dvh; }", "with no plain value"),
        (".a { min-block-size: 100vh; min-block-size: 100dvh; }", ""),
        (".a { .b { color: red; } }", "a rule within a rule"),
        (".a { &:hover { color: red; } }", "a rule within a rule"),
        ("@layer base { .a { color: red; } }", "@layer"),
        ("@container (min-width: 20rem) { .a { color: red; } }", "@container"),
        ("@media (width < 20rem) { .a { color: red; } }", "does not understand"),
        ("@media (max-width: 20rem) { .a { color: red; } }", ""),
        (".a:has(.b) { color: red; }", "a selector that it skips"),
        ("@supports selector(:has(a)) { .a:has(.b) { color: red; } }", ""),
        (".a { rotate: 45deg; }", "a property that it skips"),
        (".a { transform: rotate(45deg); inset-inline: 0; aspect-ratio: 1; }", ""),
        ('.a::before { content: "{ & }"; }', ""),
    ],
)
def test_a_planted_rule_is_found_out_and_an_old_one_is_not(css: str, fault: str) -> None:
    found = too_young(css)
    assert (fault in found[0]) if fault else (found == []), found


@pytest.mark.parametrize(
    ("script", "is_young"),
    [
        ("list.at(-1)", True),
        ("crypto.randomUUID()", True),
        ("// list.at(-1)\nlist[0] ?? 1", False),
        ("a.replaceAll('x', 'y')", False),
    ],
)
def test_a_planted_word_of_a_script_is_found_out(script: str, is_young: bool) -> None:
    assert bool(words_too_young(script)) is is_young
