"""Invented people. Every number is from the ranges kept free for fiction, every address is a place that exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody who phones: an older person, how one gets to the door, and whom she trusts."""

    given_name: str
    family_name: str
    gender: str
    street: str
    house_number: str
    access: str
    contact: str = ""
    north: int = 0
    east: int = 0
    """Metres from the middle of the town."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps: languages as code and level, the weekdays on which she is free (Monday is 0), and hours."""

    given_name: str
    family_name: str
    gender: str
    language: str
    languages: tuple[tuple[str, str], ...]
    street: str
    house_number: str
    days: tuple[int, ...]
    hours: tuple[int, int]
    travel_mode: str = "walk"
    status: str = "active"
    north: int = 0
    east: int = 0


# One person a line, as in a list on paper.
# fmt: off
WEEKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)

BUERSTADT_NEIGHBOURS = (
    Neighbour(
        "Erna",
        "Weber",
        "female",
        "Mainstraße",
        "12",
        "2. Stock, Klingel „Weber/Kolb“. Hört schwer, Rollator.",
        "Tochter Sabine",
        310,
        -220,
    ),
    Neighbour(
        "Heinrich",
        "Schäfer",
        "male",
        "Nibelungenstraße",
        "87",
        "Erdgeschoss links, bitte zweimal klingeln.",
        "Sohn Dieter",
        -140,
        260,
    ),
    Neighbour(
        "Margarete", "Krämer", "female", "Wilhelminenstraße", "5", "Hinterhaus. Der Hund Waldi bellt nur.", "", 80, 410
    ),
    Neighbour(
        "Ottilie",
        "Rothermel",
        "female",
        "Peterstraße",
        "21",
        "Schlüssel hat die Nachbarin im 1. Stock.",
        "Nichte Karin",
        -380,
        -60,
    ),
    Neighbour(
        "Karl-Heinz",
        "Gölz",
        "male",
        "Bürgermeister-Kraus-Straße",
        "3",
        "Aufzug bis zum 4. Stock, dann rechts.",
        "Tochter Petra",
        520,
        120,
    ),
    Neighbour(
        "Irmgard",
        "Ofenloch",
        "female",
        "Andreasstraße",
        "14",
        "Sieht schlecht: bitte den Namen sagen.",
        "Enkel Jonas",
        -250,
        -410,
    ),
    Neighbour("Wilhelm", "Hartnagel", "male", "Lorscher Straße", "40", "Klingel kaputt, bitte klopfen.", "", 220, 610),
    Neighbour(
        "Anneliese",
        "Gündling",
        "female",
        "Magnusstraße",
        "9",
        "1. Stock. Öffnet erst nach dem Codewort.",
        "Schwester Gertrud",
        -70,
        -180,
    ),
    Neighbour(
        "Josef",
        "Brenner",
        "male",
        "Heinrichstraße",
        "33",
        "Rampe auf der Rückseite, Rollstuhl.",
        "Tochter Monika",
        -520,
        330,
    ),
    Neighbour("Hildegard", "Kolb", "female", "Mainstraße", "12", "Erdgeschoss, Tür neben Frau Weber.", "", 310, -225),
    Neighbour(
        "Rosemarie", "Ille", "female", "Boxheimerhofstraße", "2", "Haus mit dem grünen Tor.", "Sohn Thomas", 640, -480
    ),
    Neighbour(
        "Friedrich",
        "Heiser",
        "male",
        "Beethovenplatz",
        "7",
        "3. Stock ohne Aufzug, Taschen bitte vor die Tür.",
        "",
        -90,
        720,
    ),
    Neighbour(
        "Elfriede",
        "Wetzel",
        "female",
        "Ludwigstraße",
        "18",
        "Türöffner summt lange, dann fest drücken.",
        "Tochter Ulrike",
        150,
        -530,
    ),
    Neighbour(
        "Nuriye",
        "Aydın",
        "female",
        "Industriestraße",
        "11",
        "Spricht Türkisch. Enkelin übersetzt am Telefon.",
        "Enkelin Elif",
        -610,
        -300,
    ),
)

LAMPERTHEIM_NEIGHBOURS = (
    Neighbour("Gertrud", "Weber", "female", "Kaiserstraße", "28", "Erdgeschoss rechts.", "Sohn Ralf", 120, 90),
    Neighbour("Adam", "Steffan", "male", "Römerstraße", "60", "Hof rechts, grüne Tür.", "", -300, 210),
    Neighbour("Luise", "Medert", "female", "Wilhelmstraße", "15", "2. Stock, Aufzug.", "Tochter Anja", 410, -160),
    Neighbour("Peter", "Guldner", "male", "Neue Schulstraße", "4", "Klingel „Guldner sen.“", "", -210, -390),
    Neighbour(
        "Maria",
        "Boxheimer",
        "female",
        "Biedensandstraße",
        "52",
        "Schwerhörig: bitte lange klingeln.",
        "Neffe Udo",
        560,
        300,
    ),
)

BUERSTADT_HELPERS = (
    Helper(
        "Amira",
        "Haddad",
        "female",
        "ar",
        (("ara", "native"), ("deu", "B1")),
        "Nibelungenstraße",
        "3",
        (1, 3, 4),
        (8, 14),
        "walk",
        "active",
        120,
        140,
    ),
    Helper(
        "Tesfay",
        "Gebremariam",
        "male",
        "ti",
        (("tir", "native"), ("deu", "A2"), ("eng", "B1")),
        "Peterstraße",
        "48",
        WEEKDAYS,
        (9, 18),
        "bicycle",
        "active",
        -430,
        80,
    ),
    Helper(
        "Olena",
        "Kovalchuk",
        "female",
        "uk",
        (("ukr", "native"), ("rus", "C2"), ("deu", "A2")),
        "Andreasstraße",
        "6",
        (0, 2, 4),
        (8, 13),
        "walk",
        "active",
        -260,
        -350,
    ),
    Helper(
        "Yusuf",
        "Demirel",
        "male",
        "tr",
        (("tur", "native"), ("deu", "C1")),
        "Lorscher Straße",
        "12",
        (3, 5),
        (8, 18),
        "car",
        "active",
        260,
        380,
    ),
    Helper(
        "Farid",
        "Rahimi",
        "male",
        "fa",
        (("fas", "native"), ("deu", "A2")),
        "Wilhelminenstraße",
        "30",
        EVERY_DAY,
        (10, 19),
        "bicycle",
        "active",
        30,
        520,
    ),
    Helper(
        "Awet",
        "Tekle",
        "female",
        "ti",
        (("tir", "native"), ("ara", "B2"), ("deu", "A2")),
        "Magnusstraße",
        "2",
        (1, 2, 3),
        (9, 15),
        "walk",
        "active",
        -60,
        -120,
    ),
    Helper(
        "Natalia",
        "Bondarenko",
        "female",
        "ru",
        (("rus", "native"), ("ukr", "B2"), ("deu", "B2")),
        "Heinrichstraße",
        "19",
        (0, 1, 2, 3),
        (8, 16),
        "transit",
        "active",
        -480,
        290,
    ),
    Helper(
        "Mamadou",
        "Diallo",
        "male",
        "fr",
        (("fra", "native"), ("deu", "A2")),
        "Industriestraße",
        "25",
        (3, 4, 5),
        (12, 20),
        "walk",
        "active",
        -640,
        -250,
    ),
    Helper(
        "Rania",
        "Al-Masri",
        "female",
        "ar",
        (("ara", "native"), ("eng", "B2"), ("deu", "B2")),
        "Ludwigstraße",
        "4",
        (0, 3),
        (8, 12),
        "car",
        "active",
        170,
        -440,
    ),
    Helper(
        "Brigitte",
        "Hofmann",
        "female",
        "de",
        (("deu", "native"), ("fra", "B1")),
        "Mainstraße",
        "71",
        (0, 1, 2, 3, 4),
        (14, 18),
        "bicycle",
        "active",
        400,
        -330,
    ),
    Helper(
        "Jamal",
        "Noori",
        "male",
        "fa",
        (("prs", "native"), ("deu", "A1")),
        "Beethovenplatz",
        "1",
        WEEKDAYS,
        (8, 12),
        "walk",
        "interested",
        -120,
        690,
    ),
    Helper(
        "Selin",
        "Yıldız",
        "female",
        "tr",
        (("tur", "native"), ("deu", "native")),
        "Boxheimerhofstraße",
        "17",
        (5, 6),
        (10, 16),
        "car",
        "paused",
        600,
        -400,
    ),
)

LAMPERTHEIM_HELPERS = (
    Helper(
        "Amira",
        "Haddad",
        "female",
        "ar",
        (("ara", "native"), ("deu", "B1")),
        "Nibelungenstraße",
        "3",
        (5,),
        (9, 13),
        "walk",
        "active",
        900,
        2600,
    ),
    Helper(
        "Ivan",
        "Petrenko",
        "male",
        "uk",
        (("ukr", "native"), ("deu", "B1")),
        "Kaiserstraße",
        "9",
        WEEKDAYS,
        (9, 17),
        "bicycle",
        "active",
        90,
        60,
    ),
    Helper(
        "Shirin",
        "Karimi",
        "female",
        "fa",
        (("fas", "native"), ("deu", "B2")),
        "Römerstraße",
        "31",
        (1, 3, 4),
        (8, 15),
        "car",
        "active",
        -250,
        180,
    ),
    Helper(
        "Karin",
        "Schmitt",
        "female",
        "de",
        (("deu", "native"),),
        "Wilhelmstraße",
        "44",
        (0, 2),
        (14, 18),
        "car",
        "active",
        350,
        -110,
    ),
)
