"""Read the pages of an older portal, as text or as a saved HTML page. In words: PU60 of docs/rules/publishing.md.

Such a page has up to three parts: texts under headings, one project with all its details (behind "Projektdetail"),
and tiles of many projects (behind "Projektübersicht"). Nothing is thrown away: what found no place stands in ``rest``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Final

from lotsenwerk.domain.publishing.documents import Item, Words

DETAIL: Final = "projektdetail"
OVERVIEW: Final = "projektübersicht"
CATEGORIES: Final = frozenset({"flüchtlingsprojekt", "flüchtlings-projekt"})
CARRIER: Final = "ein projekt von"
PORTRAIT: Final = "kurzportrait"
PARTS: Final = {
    PORTRAIT: "summary",
    "unser projekt im detail": "detail",
    "unsere ziele": "goals",
    "meilensteine": "milestones",
    "was wir erreicht haben": "achieved",
    "unser fazit": "conclusion",
    "ansprechpartner": "contact",
    "ansprechpartnerin": "contact",
    "kooperationspartner": "partners",
    "testimonials": "said",
}
"""What stands over each part of a project, and what it is with us."""
LONGEST_HEADING: Final = 90
_ENDS_A_SENTENCE: Final = '.!:,;“"'
_DASH: Final = re.compile(r"^[-–•*]\s+")
_POSTCODE: Final = re.compile(r"^(\d{5})\s+(.+)$")
_NUMBER: Final = re.compile(r"^(?:tel|telefon|fon|mobil)?[.:\s]*(\+?[\d()/\s.-]{6,})$", re.IGNORECASE)
_MAIL: Final = re.compile(r"^\S+@\S+\.\S+$")
_SPEAKER: Final = re.compile(r"^(?P<name>[^-–,]{3,60}?)\s*[-–,]\s+(?P<role>.+)$")


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said on the old page. Whether she agrees to be shown again is not known."""

    said: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class OldPage:
    """One page as it was read. ``kind`` is "project" or "text"; ``rest`` are lines that found no place.

    ``is_titled`` is false where the title is only the begin of its text.
    """

    kind: str
    words: Words
    town: str = ""
    carrier: str = ""
    place: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    quotes: Sequence[Quote] = ()
    rest: Sequence[str] = ()
    is_titled: bool = True


@dataclass(slots=True)
class _Parts:
    """A project page on its way: the lines of each part."""

    head: list[str] = field(default_factory=list)
    carrier: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)


def read_old_pages(source: str) -> Sequence[OldPage]:
    """Every page in a text or in a saved HTML page; a project that has details and a tile is one page."""
    lines = _lines(source)
    texts, detail, tiles = _three(lines)
    found = list(_text_pages(texts))
    whole = [_project(detail)] if detail else []
    known = {_same(page) for page in whole}
    return [*whole, *found, *(tile for tile in _tiles(tiles) if _same(tile) not in known)]


def _same(page: OldPage) -> tuple[str, str]:
    return page.words.title.casefold(), page.town.casefold()


def _lines(source: str) -> list[str]:
    text = source
    if re.search(r"<(html|body|p|div|h1|br)\b", source, re.IGNORECASE):
        reader = _Reader()
        reader.feed(source)
        reader.close()
        text = "".join(reader.text)
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


class _Reader(HTMLParser):
    """The text of a page, a line for each block; scripts, styles and what only navigates are left out."""

    _SILENT: Final = frozenset({"script", "style", "nav", "head", "noscript", "template"})
    _INLINE: Final = frozenset({"a", "b", "strong", "em", "i", "span", "u", "small", "abbr", "sup", "sub", "font"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; a list item is marked as one."""
        if tag in self._SILENT:
            self._silent += 1
        elif tag == "li":
            self.text.append("\n- ")
        elif tag == "img" and not self._silent:
            self.text.append("\n" + (dict(attrs).get("alt") or "") + "\n")
        elif tag not in self._INLINE:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag not in self._INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        """Line breaks of the source are blanks."""
        if not self._silent:
            self.text.append(" ".join(data.split("\n")))


def _three(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Texts, the one project with details, tiles: a part goes on until the head of the next one."""
    parts: dict[str, list[str]] = {"": [], DETAIL: [], OVERVIEW: []}
    where = ""
    for line in lines:
        head = _plain(line)
        if head in (DETAIL, OVERVIEW):
            where = head
        else:
            parts[where].append(line)
    return parts[""], parts[DETAIL], parts[OVERVIEW]


def _plain(line: str) -> str:
    return line.rstrip(":").strip().casefold()


def _is_heading(line: str, following: str) -> bool:
    """A short line that ends no sentence, with a longer one behind it."""
    return len(line) <= LONGEST_HEADING and line[-1] not in _ENDS_A_SENTENCE and len(following) > LONGEST_HEADING


def _text_pages(lines: Sequence[str]) -> Iterator[OldPage]:
    """One page for each heading; what stands before the first one is a page named after its first sentence."""
    title, body = "", list[str]()
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if _is_heading(line, following):
            if body:
                yield _text_page(title, body)
            title, body = line, []
        else:
            body.append(line)
    if title or body:
        yield _text_page(title, body)


def _text_page(title: str, body: Sequence[str]) -> OldPage:
    named = title or re.split(r"(?<=[.!?])\s", body[0])[0]
    short = named if len(named) <= LONGEST_HEADING else f"{named[: LONGEST_HEADING - 1].rsplit(' ', 1)[0]} …"
    return OldPage("text", Words(short, sections={"detail": "\n\n".join(body)}), is_titled=bool(title))


def _project(lines: Sequence[str]) -> OldPage:
    parts = _split(lines)
    title, town = (*parts.head, "", "")[:2]
    page = OldPage(
        "project",
        Words(
            title,
            summary=_joined(parts, "summary"),
            sections={name: text for name in ("detail", "achieved", "conclusion") if (text := _joined(parts, name))},
            goals=_goals(parts.parts.get("goals", [])),
            milestones=tuple(Item("", _DASH.sub("", line)) for line in parts.parts.get("milestones", [])),
            partners=tuple(_DASH.sub("", line) for line in parts.parts.get("partners", [])),
        ),
        town=town,
        rest=tuple(parts.head[2:]),
    )
    page = _with_carrier(page, parts.carrier)
    page = _with_contact(page, parts.parts.get("contact", []))
    return replace(page, quotes=tuple(_quotes(parts.parts.get("said", []))))


def _split(lines: Sequence[str]) -> _Parts:
    parts, into = _Parts(), None
    for line in lines:
        head = _plain(line)
        if head in CATEGORIES:
            continue
        if head == CARRIER:
            into = parts.carrier
        elif head in PARTS:
            into = parts.parts.setdefault(PARTS[head], [])
        else:
            (parts.head if into is None else into).append(line)
    return parts


def _joined(parts: _Parts, name: str) -> str:
    return "\n\n".join(parts.parts.get(name, []))


def _goals(lines: Sequence[str]) -> tuple[Item, ...]:
    """A line with a dash is a goal, what follows says what is meant. A goal without a dash is one as well."""
    goals: list[Item] = []
    for line in lines:
        if _DASH.match(line):
            goals.append(Item(_DASH.sub("", line), ""))
        elif goals:
            goals[-1] = replace(goals[-1], text=f"{goals[-1].text} {line}".strip())
        else:
            goals.append(Item("", line))
    return tuple(goals)


def _with_carrier(page: OldPage, lines: Sequence[str]) -> OldPage:
    """Behind "Ein Projekt von" stands a name, or only where it is."""
    place = [line for line in lines if _POSTCODE.match(line)]
    names = [line for line in lines if line not in place]
    town = page.town or next((found[2] for line in place if (found := _POSTCODE.match(line))), "")
    return replace(page, town=town, carrier=", ".join(names[:1]), place=", ".join(place), rest=(*page.rest, *names[1:]))


def _with_contact(page: OldPage, lines: Sequence[str]) -> OldPage:
    """A name, how she is reached, and where one finds her."""
    where = []
    for line in lines:
        if found := _NUMBER.match(line):
            page = replace(page, contact_phone=found[1].strip())
        elif _MAIL.match(line):
            page = replace(page, contact_email=line)
        elif not page.contact_name:
            page = replace(page, contact_name=line)
        else:
            where.append(line)
    return replace(page, place=", ".join(where) or page.place)


def _quotes(lines: Sequence[str]) -> Iterator[Quote]:
    said: list[str] = []
    for line in lines:
        speaker = _SPEAKER.match(line) if said else None
        if speaker:
            yield Quote(_unquoted(" ".join(said)), speaker["name"].strip(), speaker["role"].strip())
            said = []
        else:
            said.append(line)
    if said:
        yield Quote(_unquoted(" ".join(said)))


def _unquoted(text: str) -> str:
    return text.strip().strip('„“”"»«').strip()


def _tiles(lines: Sequence[str]) -> Iterator[OldPage]:
    """Title and town stand before "Ein Projekt von"; behind it and behind "Kurzportrait" often nothing."""
    head, values, into = list[str](), dict[str, list[str]](), ""
    for line in lines:
        mark = _plain(line)
        if mark in CATEGORIES:
            if into == PORTRAIT:
                yield _tile(head, values)
                head, values, into = [], {}, ""
        elif mark in (CARRIER, PORTRAIT):
            into = mark
            values.setdefault(mark, [])
        elif into == PORTRAIT and not values[PORTRAIT] and len(line) <= LONGEST_HEADING and line[-1] not in ".!?":
            yield _tile(head, values)
            head, values, into = [line], {}, ""
        elif into:
            values[into].append(line)
        else:
            head.append(line)
    if head:
        yield _tile(head, values)


def _tile(head: Sequence[str], values: dict[str, list[str]]) -> OldPage:
    title, town = (*head, "", "")[:2]
    page = OldPage(
        "project",
        Words(title, summary=" ".join(values.get(PORTRAIT, []))),
        town=town,
        rest=tuple(head[2:]),
    )
    return _with_carrier(page, values.get(CARRIER, []))
