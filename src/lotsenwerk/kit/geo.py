"""How people say a distance."""

from typing import Final

from django.utils.translation import get_language

_KILOMETRE: Final = 1_000
_NO_BREAK_SPACE: Final = "\u00a0"
_DECIMAL_POINT: Final = frozenset({"en"})


def shown(metres: int, language: str | None = None) -> str:
    """Return a distance as people say it: "80 m", "900 m", "1,4 km", "12 km"; in English "1.4 km".

    Below 100 m rounded to 10, below a kilometre to 50, below 10 km to 100 m. Without `language` the active one counts.
    """
    metres = max(0, metres)
    if metres < 100:  # noqa: PLR2004 - the steps stand in the docstring
        return f"{max(10, _rounded(metres, 10))}{_NO_BREAK_SPACE}m" if metres else f"0{_NO_BREAK_SPACE}m"
    if (near := _rounded(metres, 50)) < _KILOMETRE:
        return f"{near}{_NO_BREAK_SPACE}m"
    if (middling := _rounded(metres, 100)) < 10 * _KILOMETRE:
        point = "." if (language or get_language() or "de").split("-")[0] in _DECIMAL_POINT else ","
        return f"{middling // _KILOMETRE}{point}{middling % _KILOMETRE // 100}{_NO_BREAK_SPACE}km"
    return f"{_rounded(metres, _KILOMETRE) // _KILOMETRE}{_NO_BREAK_SPACE}km"


def _rounded(metres: int, step: int) -> int:
    return (metres + step // 2) // step * step
