"""The table of goods, units and kinds, as it stands in `data/`, with its names in nine languages.

Names are told apart by what they name: `good.butter`, `unit.kg`, `kind.mild`, `group.dairy`, `phrase.about`.
How to change the table and how a translation is reviewed: `docs/how-to/goods.md`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("de", "en", "uk", "ru", "ar", "fa", "tr", "fr", "ti")
"""Every name stands in each of these."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa"})

_DATA: Final = "data"


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called in one language, where that comes from, and who has read it."""

    text: str
    source: str
    """`cldr`: from the Unicode Common Locale Data Repository; `own`: written for this table."""
    reviewed_by: str
    reviewed_on: date | None

    @property
    def reviewed(self) -> bool:
        """Whether a speaker of the language has read it: only with a name and a day."""
        return bool(self.reviewed_by) and self.reviewed_on is not None


@dataclass(frozen=True, slots=True)
class Good:
    """Something that stands on shopping lists."""

    key: str
    group: str
    picture: str
    """One emoji, or "" where Unicode has none that fits."""
    picture_since: str
    """Version of Emoji that brought the picture ("0.6", "13"), "" without one; Android 8 knows up to 5."""
    drawing: str
    """Drawing of the kit's icons that stands in where the picture is missing."""
    units: tuple[str, ...]
    """Keys of the units in which it is usually bought, the most usual first."""
    chilled: bool
    frozen: bool
    heavy: bool
    """A sack that is heavy by itself; crates are heavy whatever is in them: see `reading.Line.heavy`."""
    german: str
    words: tuple[str, ...]
    """Other German words for it, in any number."""
    compounds: tuple[str, ...]
    """Words that name it at the end of a longer word too: "brot" in "Dinkelbrot"."""
    brands: tuple[str, ...]
    """Brands that name it where no other word does: "Tempo", but not in "Tempo Küchenrolle"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something in which goods are counted or measured."""

    key: str
    measure: bool
    """Grams and litres; not packs and pieces."""
    german: str
    german_plural: str
    words: tuple[str, ...]
    """How it is typed in German, short forms too."""


@dataclass(frozen=True, slots=True)
class Group:
    """Goods that stand together in a shop. The order of the table is a way through it, chilled things last."""

    key: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a good shall be: mild, still, sliced."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    goods: Mapping[str, Good]
    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    kinds: Mapping[str, Kind]
    small_words: Mapping[str, tuple[str, ...]]
    """German words that decide how a list is read, by what they do: see the file."""
    names: Mapping[str, Mapping[str, Name]]
    """Language, then what is named."""


@cache
def table() -> Table:
    """Return the whole table; it is read once. Raises `ValueError` or `KeyError` when the data is broken."""
    names = MappingProxyType({language: MappingProxyType(_names(language)) for language in LANGUAGES})
    german = names["de"]
    groups = {row["key"]: Group(key=row["key"], drawing=row["drawing"]) for row in _rows("groups.csv")}
    return Table(
        goods=MappingProxyType({row["key"]: _good(row, groups, german) for row in _rows("goods.csv")}),
        units=MappingProxyType({row["key"]: _unit(row, german) for row in _rows("units.csv")}),
        groups=MappingProxyType(groups),
        kinds=MappingProxyType(
            {row["key"]: Kind(key=row["key"], words=_several(row["words"])) for row in _rows("kinds.csv")}
        ),
        small_words=MappingProxyType({row["role"]: _several(row["words"]) for row in _rows("small_words.csv")}),
        names=names,
    )


def name_of(what: str, language: str) -> Name:
    """Return the name of `good.butter`, `unit.kg` and so on. Raises `KeyError` for what the table does not hold."""
    return table().names[language][what]


def unreviewed(language: str) -> tuple[str, ...]:
    """Return what no speaker of the language has reviewed yet, in the order of the file. Raises `KeyError`."""
    return tuple(what for what, name in table().names[language].items() if not name.reviewed)


def _rows(path: str) -> list[dict[str, str]]:
    with files(__package__).joinpath(_DATA, path).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, strict=True))


def _names(language: str) -> dict[str, Name]:
    return {
        row["key"]: Name(
            text=row["name"],
            source=row["source"],
            reviewed_by=row["reviewed_by"],
            reviewed_on=date.fromisoformat(row["reviewed_on"]) if row["reviewed_on"] else None,
        )
        for row in _rows(f"names/{language}.csv")
    }


def _good(row: dict[str, str], groups: Mapping[str, Group], german: Mapping[str, Name]) -> Good:
    words = _several(row["words"])
    return Good(
        key=row["key"],
        group=row["group"],
        picture=row["picture"],
        picture_since=row["picture_since"],
        drawing=groups[row["group"]].drawing,
        units=_several(row["units"]),
        chilled=row["chilled"] == "yes",
        frozen=row["frozen"] == "yes",
        heavy=row["heavy"] == "yes",
        german=german[f"good.{row['key']}"].text,
        words=tuple(word for word in words if word[0] not in "-~"),
        compounds=tuple(word[1:] for word in words if word[0] == "-"),
        brands=tuple(word[1:] for word in words if word[0] == "~"),
    )


def _unit(row: dict[str, str], german: Mapping[str, Name]) -> Unit:
    return Unit(
        key=row["key"],
        measure=row["measure"] == "yes",
        german=german[f"unit.{row['key']}"].text,
        german_plural=row["german_plural"],
        words=_several(row["words"]),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split(";") if word)
