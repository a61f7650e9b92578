"""What each paper is told. A paper shows what it gets: it fetches nothing, adds nothing up, and leaves nothing out.

Texts are plain text in whatever language they were written, "" where there is nothing to say. Dates and times come as
people say them ("Donnerstag, 19. November 2026", "10:00–11:30"). Labels are not facts: they stand in `paper_words`.
"""

from typing import TypedDict


class Money(TypedDict):
    """An amount; printed as the reader of the paper's language expects it."""

    cents: int


class Qr(TypedDict):
    """Something to scan, mostly a link: at most 1,000 characters. Printed as a QR code."""

    qr: str


class Jpeg(TypedDict):
    """A picture as base64 of JPEG bytes, as `kit.pictures.reencode` makes them."""

    jpeg: str


class Wish(TypedDict):
    """A line of a shopping list."""

    amount: str
    """ "2 ×", "500 g", or "" """
    name: str
    translation: str
    """The name in the helper's language, "" where it is the same."""
    picture: str
    """One sign, such as an emoji, or "" """
    note: str
    """ "Marke egal" """


class Stop(TypedDict):
    """Somebody who is visited."""

    time: str
    name: str
    helper: str
    """Who goes; "" on a helper's own sheet."""
    address: str
    bell: str
    access: list[str]
    """ "2. Stock", "Rollator", "hört schwer" """
    phone: str
    what: str
    wishes: list[Wish]
    at_most: Money | None
    """The price that the client does not want to exceed."""
    has_cash: bool
    received: Money | None
    """None where it is still to be written in by hand."""
    code_word: str
    link: Qr | None
    ref: str
    """What the desk types where the code cannot be scanned."""


class DaySheet(TypedDict):
    """`day_sheet`: one day of a helper, or of the whole town, stop by stop."""

    town: str
    desk_phone: str
    day: str
    who: str
    """The helper, or "" for everybody's sheet."""
    stops: list[Stop]
    notes: list[str]


class HelperCard(TypedDict):
    """`helper_card`: front and back of a card of credit-card size to be folded, twice on a sheet."""

    town: str
    name: str
    does: str
    """ "Einkaufshilfe" """
    number: str
    picture: Jpeg | None
    check_phone: str
    check_link: Qr | None
    valid_until: str


class BoughtItem(TypedDict):
    """A line of a receipt."""

    amount: str
    name: str
    price: Money | None


class Receipt(TypedDict):
    """`receipt`: in large print for the person for whom somebody has shopped; to be signed by both."""

    town: str
    desk_phone: str
    client: str
    helper: str
    day: str
    shop: str
    number: str
    items: list[BoughtItem]
    deposit: Money | None
    """What the shop paid for empty bottles: positive."""
    received: Money
    spent: Money
    """What was paid in the shop, the deposit taken off already."""
    returned: Money


class ProxySlip(TypedDict):
    """`proxy_slip`: who may fetch food for whom on one day. The client has initials alone, and no papers are named."""

    town: str
    desk_phone: str
    food_bank: str
    food_bank_address: str
    day: str
    time: str
    helper: str
    client_initials: str
    household: int
    bring: list[str]
    link: Qr | None
    ref: str


class Content(TypedDict):
    """What one date of a course was about."""

    module: str
    topic: str
    units: int


class Certificate(TypedDict):
    """`certificate`: somebody has completed a course. In German, as offices read it."""

    town: str
    desk_phone: str
    name: str
    course: str
    units: int
    of_units: int
    carrier: str
    led_by: str
    contents: list[Content]
    day: str
    number: str


class CourseWall(TypedDict):
    """`course_wall`: the code on the wall of a course room, with the same sentence in every language."""

    town: str
    desk_phone: str
    course: str
    when: str
    place: str
    lines: list[str]
    link: Qr
    ref: str


class Listed(TypedDict):
    """Somebody on a list, and the body that sends her."""

    name: str
    sent_by: str


class CourseList(TypedDict):
    """`course_list`: who has a seat in a course, to be signed at one date."""

    town: str
    desk_phone: str
    course: str
    when: str
    place: str
    units: int
    people: list[Listed]


class ConductLetter(TypedDict):
    """`conduct_letter`: to the registration office, so that a volunteer's certificate of conduct costs nothing.

    The day of birth is written in by hand: we do not keep it.
    """

    town: str
    desk_phone: str
    day: str
    name: str
    address: str
    paragraphs: list[str]


class Recognition(TypedDict):
    """`recognition`: somebody's year of volunteering. Facts for whoever employs or teaches her; no grades."""

    town: str
    desk_phone: str
    day: str
    name: str
    year: int
    hours: str
    tasks: list[str]
    showed: list[str]
    below: str


class ConfirmationSheet(TypedDict):
    """`confirmation_sheet`: who comes to an appointment, and a second part that is signed at its end.

    In German, as offices read it. The contacts are empty where the two sides may not hear each other.
    """

    town: str
    desk_phone: str
    pool: str
    institution: str
    day: str
    time: str
    what: str
    subject: str
    way: str
    place: str
    meeting_point: str
    helper: str
    helper_contact: str
    code_word: str
    ref: str


class CardWords(TypedDict):
    """What a card says, in one language."""

    title: str
    words: str


class NumberCards(TypedDict):
    """`number_cards`: cards to be cut out, each with a number that stands for somebody, and nobody's name."""

    town: str
    desk_phone: str
    pool: str
    day: str
    numbers: list[str]
    said: list[CardWords]
    """German first, then the languages of the pool."""


class StatementLine(TypedDict):
    """A deployment with what is paid for it."""

    day: str
    what: str
    length: str
    how: str
    """How it was confirmed, and when."""
    amount: Money


class Statement(TypedDict):
    """`statement`: what somebody gave in a month, how it was confirmed, and what she gets. In German, for the books."""

    town: str
    desk_phone: str
    month: str
    name: str
    lines: list[StatementLine]
    length: str
    total: Money
    waiting: list[str]


class BillLine(TypedDict):
    """A position of a bill."""

    day: str
    what: str
    amount: Money


class Bill(TypedDict):
    """`bill`: what an institution pays for a month. In German, as offices read it."""

    town: str
    desk_phone: str
    sender: str
    to: str
    number: str
    day: str
    month: str
    pool: str
    lines: list[BillLine]
    total: Money
    payment: str
    is_back: bool
    """Whether it was taken back: then it says so across the head."""


class Paper(TypedDict):
    """A paper that somebody brings along: one sign, such as an emoji, and what it is called."""

    sign: str
    name: str


class GuideSheet(TypedDict):
    """`guide_sheet`: for somebody who is accompanied, in her language. Of the guide it says her first name alone."""

    town: str
    desk_phone: str
    day: str
    time: str
    place: str
    """The kind of office; "" where nobody knows."""
    where: str
    helper: str
    code_word: str
    bring: list[Paper]
    ref: str
