"""Facts of invented people for each paper, in German, and with what an Arabic-speaking helper gets beside."""

import base64
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageDraw

from lotsenwerk.kit.paper_facts import (
    Bill,
    Certificate,
    ConductLetter,
    ConfirmationSheet,
    CourseList,
    CourseWall,
    DaySheet,
    GuideSheet,
    HelperCard,
    Money,
    NumberCards,
    ProxySlip,
    Receipt,
    Recognition,
    Statement,
    Stop,
    Wish,
)

TOWN: Final = "Stadt Bürstadt · Soziale Einkaufshilfe"
DESK: Final = "06206 000-234"
THURSDAY: Final = "Donnerstag, 19. November 2026"
THURSDAYS: Final = {"ar": "الخميس، 19 نوفمبر 2026", "ti": "ሓሙስ፡ 19 ሕዳር 2026"}
MILK: Final = {"ar": "حليب", "ti": "ጸባ"}
BUTTER: Final = {"ar": "زبدة", "ti": "ጠስሚ"}


def euros(amount: float) -> Money:
    return {"cents": round(amount * 100)}


def wish(amount: str, name: str, picture: str = "", translation: str = "", note: str = "") -> Wish:
    return {"amount": amount, "name": name, "translation": translation, "picture": picture, "note": note}


def weber(language: str = "de") -> Stop:
    return {
        "time": "10:00–11:00",
        "name": "Erna Weber",
        "helper": "",
        "address": "Mainstraße 12, 68642 Bürstadt",
        "bell": "Weber/Kolb",
        "access": ["2. Stock", "Rollator", "hört schwer: lange klingeln"],
        "phone": "06206 000-117",
        "what": "Einkauf bringen · Edeka, Nibelungenstraße",
        "wishes": [
            wish("2 ×", "Milch 1,5 %", "🥛", MILK.get(language, "")),
            wish("1 ×", "Butter, mild", "🧈", BUTTER.get(language, ""), "sonst egal"),
            wish("500 g", "Kartoffeln, festkochend", "🥔"),
            wish("6", "Eier, Bodenhaltung", "🥚"),
            wish("1 ×", "Mischbrot, geschnitten", "🍞", note="vom Bäcker im Markt"),
        ],
        "at_most": euros(40),
        "has_cash": True,
        "received": None,
        "code_word": "Amsel",
        "link": {"qr": "https://helfen.example/l/7h2k9m4qrt"},
        "ref": "7h2k9-m4qrt",
    }


def kolb() -> Stop:
    return {
        **weber(),
        "time": "11:30–12:00",
        "name": "Heinrich Schäfer-Großmann",
        "address": "An der Riedbahn 3, 68642 Bürstadt-Bobstadt",
        "bell": "",
        "access": ["Hinterhaus", "Schlüssel bei Frau Roth, 1. Stock"],
        "what": "Besorgung · Linden-Apotheke",
        "wishes": [wish("1 ×", "Rezept abholen, liegt bereit", "💊")],
        "at_most": None,
        "received": euros(20),
        "code_word": "Laterne",
        "ref": "c2v8x-0p3wd",
    }


def walk() -> Stop:
    return {
        **weber(),
        "time": "14:00–15:30",
        "name": "Ilse Roth",
        "address": "Wasserwerkstraße 41, 68642 Bürstadt",
        "bell": "Roth",
        "access": ["Erdgeschoss"],
        "phone": "",
        "what": "Begleiten beim Einkaufen · Wochenmarkt",
        "wishes": [],
        "at_most": None,
        "has_cash": False,
        "code_word": "Kompass",
        "ref": "q9n4t-6yhbe",
    }


def day_sheet(language: str = "de") -> DaySheet:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "day": THURSDAYS.get(language, THURSDAY),
        "who": "Amira Haddad" if language == "de" else "أميرة حداد",
        "stops": [weber(language), kolb(), walk()],
        "notes": ["Das Lastenrad steht ab 9:30 Uhr im Hof vom Rathaus. Schloss: 4711."],
    }


def portrait() -> str:
    image = Image.new("RGB", (480, 640), (224, 238, 235))
    draw = ImageDraw.Draw(image)
    draw.ellipse((130, 110, 350, 360), fill=(180, 120, 90))
    draw.pieslice((40, 380, 440, 900), 180, 360, fill=(12, 90, 91))
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return base64.b64encode(out.getvalue()).decode()


def helper_card(language: str = "de") -> HelperCard:
    return {
        "town": TOWN,
        "name": "Amira Haddad",
        "does": "Einkaufshilfe" if language == "de" else "مساعدة في التسوق",
        "number": "BÜR-0042",
        "picture": {"jpeg": portrait()} if language == "de" else None,
        "check_phone": DESK,
        "check_link": {"qr": "https://helfen.example/pruefen/bur-0042"},
        "valid_until": "31.12.2026",
    }


def receipt(language: str = "de") -> Receipt:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "client": "Erna Weber",
        "helper": "Amira Haddad",
        "day": THURSDAYS.get(language, THURSDAY),
        "shop": "Edeka, Nibelungenstraße",
        "number": "7h2k9-m4qrt",
        "items": [
            {"amount": "2 ×", "name": "Milch 1,5 %", "price": euros(2.58)},
            {"amount": "1 ×", "name": "Butter, mild", "price": euros(2.29)},
            {"amount": "500 g", "name": "Kartoffeln, festkochend", "price": euros(1.99)},
            {"amount": "6", "name": "Eier, Bodenhaltung", "price": euros(2.49)},
            {"amount": "1 ×", "name": "Mischbrot, geschnitten", "price": euros(3.1)},
        ],
        "deposit": euros(1.25),
        "received": euros(20),
        "spent": euros(11.2),
        "returned": euros(8.8),
    }


def conduct_letter(language: str = "de") -> ConductLetter:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "day": "19. November 2026",
        "name": "Amira Haddad",
        "address": "Nibelungenstraße 3, 68642 Bürstadt",
        "paragraphs": ["Frau Haddad soll ehrenamtlich für uns tätig werden.", "Wir bitten, keine Gebühr zu erheben."],
    }


def recognition(language: str = "de") -> Recognition:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "day": "19. November 2026",
        "name": "Amira Haddad",
        "year": 2026,
        "hours": "96 Stunden",
        "tasks": ["hat für ältere Menschen eingekauft (40-mal)"],
        "showed": ["hat mit Geduld zugehört"],
        "below": "Dieses Papier nennt Tatsachen.",
    }


def number_cards(language: str = "de") -> NumberCards:
    said = {"de": "Bitte zeigen Sie diese Nummer, wenn jemand für Sie dolmetscht.", "ar": "أظهر هذا الرقم من فضلك."}
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "pool": "Sprachmittlung",
        "day": "19.11.2026",
        "numbers": ["1234 5678", "8765 4321", "1111 2222"],
        "said": [{"title": "Ihre Nummer für das Dolmetschen", "words": words} for words in said.values()],
    }


def statement(language: str = "de") -> Statement:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "month": "November 2026",
        "name": "Amira Haddad",
        "lines": [
            {
                "day": "24.11.2026",
                "what": "Arabisch, Elterngespräch, Kita Regenbogen",
                "length": "1:00 h",
                "how": "von der Einrichtung, 24.11.2026",
                "amount": euros(20),
            }
        ],
        "length": "1:00 h",
        "total": euros(20),
        "waiting": ["26.11.2026 · Arabisch, Gesundheit, Gesundheitsamt"],
    }


def bill(language: str = "de") -> Bill:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "sender": "Stadt Bürstadt\nRathausstraße 2\n68642 Bürstadt",
        "to": "Kita Regenbogen\nSchulstraße 4\n68642 Bürstadt",
        "number": "2026-0007",
        "day": "1. Dezember 2026",
        "month": "November 2026",
        "pool": "Sprachmittlung",
        "lines": [{"day": "24.11.2026", "what": "Arabisch, Elterngespräch, 1:00 h", "amount": euros(25)}],
        "total": euros(25),
        "payment": "Bitte bis zum 15. Dezember überweisen.",
        "is_back": False,
    }


def proxy_slip(language: str = "de") -> ProxySlip:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "food_bank": "Tafel Bürstadt",
        "food_bank_address": "Industriestraße 5, 68642 Bürstadt",
        "day": THURSDAY,
        "time": "10:30–11:00",
        "helper": "Amira Haddad",
        "client_initials": "E. W.",
        "household": 3,
        "bring": ["2 große Taschen" if language == "de" else "كيسان كبيران", "2,00 €"],
        "link": {"qr": "https://helfen.example/l/w3xk8n2p0z"},
        "ref": "w3xk8-n2p0z",
    }


def certificate(language: str = "de") -> Certificate:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "name": "Amira Haddad",
        "course": "Basisqualifizierung für Integrationslotsinnen und -lotsen",
        "units": 22,
        "of_units": 24,
        "carrier": "Stadt Bürstadt",
        "led_by": "Dr. Gül Aydın",
        "contents": [
            {"module": "Rolle und Aufgaben", "topic": "Auftragsklärung", "units": 3},
            {"module": "Werte und Haltungen", "topic": "", "units": 3},
        ],
        "day": "19. November 2026",
        "number": "7h2k9-m4qrt",
    }


def course_wall(language: str = "de") -> CourseWall:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "course": "Basisqualifizierung",
        "when": "Donnerstag, 19. November, 17:00–19:30",
        "place": "Rathaus, Saal 1",
        "lines": ["Sind Sie da? Scannen Sie diesen Code.", "هل أنت هنا؟ امسح هذا الرمز.", "ኣብዚ ኣለኹም ዲኹም?"],
        "link": {"qr": "https://helfen.example/mine/here/7h2k9m4qrt/"},
        "ref": "7h2k9-m4qrt",
    }


def course_list(language: str = "de") -> CourseList:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "course": "Basisqualifizierung",
        "when": "Donnerstag, 19. November, 17:00–19:30",
        "place": "Rathaus, Saal 1",
        "units": 3,
        "people": [{"name": "Haddad, Amira", "sent_by": ""}, {"name": "ኣብርሃም, ጸጋይ", "sent_by": "Caritas Darmstadt"}],
    }


def confirmation_sheet(language: str = "de") -> ConfirmationSheet:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "pool": "Sprachmittlung",
        "institution": "Kita Regenbogen",
        "day": "Donnerstag, 19. November 2026",
        "time": "14:00–15:00",
        "what": "Tigrinya",
        "subject": "Elterngespräch",
        "way": "",
        "place": "Schulstraße 4, 68642 Bürstadt",
        "meeting_point": "Eingang links, Zimmer 3",
        "helper": "ሰላም",
        "helper_contact": "0171 3920001",
        "code_word": "Quelle",
        "ref": "7h2k9-m4qrt",
    }


def guide_sheet(language: str = "de") -> GuideSheet:
    return {
        "town": TOWN,
        "desk_phone": DESK,
        "day": "Donnerstag, 19. November 2026",
        "time": "14:00–15:00",
        "place": "Ausländerbehörde",
        "where": "Gräffstraße 5, 64646 Heppenheim",
        "helper": "ሰላም",
        "code_word": "Quelle",
        "bring": [{"sign": "🪪", "name": "Ausweis oder Pass"}, {"sign": "✉️", "name": "رسائل من الدائرة"}],
        "ref": "7h2k9-m4qrt",
    }


SAMPLES: Final[Mapping[str, Callable[[str], Mapping[str, Any]]]] = {
    "day_sheet": day_sheet,
    "helper_card": helper_card,
    "receipt": receipt,
    "proxy_slip": proxy_slip,
    "conduct_letter": conduct_letter,
    "recognition": recognition,
    "number_cards": number_cards,
    "statement": statement,
    "bill": bill,
    "certificate": certificate,
    "course_wall": course_wall,
    "course_list": course_list,
    "confirmation_sheet": confirmation_sheet,
    "guide_sheet": guide_sheet,
}
