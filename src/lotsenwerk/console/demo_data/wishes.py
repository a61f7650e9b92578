"""What people of the demonstration ask for, in the words of a list by the telephone."""

from typing import Final

from lotsenwerk.domain.assistance.models import NeedKind

LISTS: Final = (
    "2 × Milch 1,5 %\n1 × Butter (mild), sonst egal\n1 Mischbrot, geschnitten\n6 Eier",
    "1 kg Kartoffeln, festkochend\n1 Bund Suppengrün\n500 g Rinderhack\n1 × Schmand",
    "1 Kasten Wasser (still)\n2 × Apfelsaft\n1 × Kaffee, gemahlen",
    "4 Äpfel\n3 Bananen\n1 × Joghurt natur\n1 Päckchen Zwieback\n1 × Honig",
    "2 × Quark\n1 × Leinöl\n1 Gurke\n1 × Toastbrot",
    "1 × Haferflocken\n2 × Milch 3,5 %\n6 Eier\n1 kg Äpfel\n1 × Spülmittel",
    "500 g Nudeln\n2 × Tomaten, gehackt\n1 Stück Käse, jung\n1 Salat",
    "1 × Vollkornbrot\n1 × Margarine\n1 × Erdbeermarmelade\n1 × Früchtetee",
    "1 Hähnchen\n1 kg Reis\n2 Zwiebeln\n1 × Paprika, rot\n1 × Sonnenblumenöl",
)
WEBER: Final = "2 × Milch 1,5 %\n1 × Butter (mild), sonst egal\n1 Mischbrot, geschnitten\n6 Eier\n3 Bananen"
WAYS: Final = (
    "Zum Markt und zurück, geht langsam.",
    "Gemeinsam einkaufen, trägt selbst nur wenig.",
    "Zum Hausarzt, Frau Doktor Kern, mit dem Rollator.",
)
ERRANDS: Final = ("Rezept in der Rathaus-Apotheke einlösen.", "Paket zur Post bringen.", "Bücher in die Bücherei.")
FETCH: Final = "Zwei Taschen, bitte nicht zu schwer."


def wish_for(kind: str, number: int) -> str:
    """The words for a kind of help; the same number, the same words."""
    if kind == NeedKind.SHOP_AND_DELIVER:
        return LISTS[number % len(LISTS)]
    if kind == NeedKind.ACCOMPANY:
        return WAYS[number % len(WAYS)]
    return ERRANDS[number % len(ERRANDS)] if kind == NeedKind.ERRAND else FETCH
