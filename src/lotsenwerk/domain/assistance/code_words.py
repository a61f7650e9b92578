"""Words by which a client knows that the announced person stands at the door: easy to say, to hear and to remember."""

import secrets

WORDS = (
    *("Apfelbaum", "Birne", "Brezel", "Drachen", "Eiche", "Eichhorn", "Feder", "Fenster", "Flieder", "Garten"),
    *("Glocke", "Hafen", "Himmel", "Honig", "Kastanie", "Kerze", "Kiesel", "Kirsche", "Komet", "Laterne"),
    *("Lerche", "Linde", "Mohn", "Morgen", "Muschel", "Nelke", "Pinsel", "Quelle", "Rakete", "Regenbogen"),
    *("Rose", "Sattel", "Schaukel", "Schnecke", "Segel", "Sommer", "Sonne", "Storch", "Tanne", "Trommel"),
    *("Tulpe", "Veilchen", "Walnuss", "Wiese", "Windrad", "Wolke", "Zirkus", "Zitrone", "Zwiebel", "Zugvogel"),
)


def new_code_word() -> str:
    """A word for one visit."""
    return secrets.choice(WORDS)
