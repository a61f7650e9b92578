"""What the journey keeps of people, and how it is forgotten, part by part."""

from lotsenwerk.domain.assistance.personal_data import (
    bills,
    book,
    draft,
    food_bank,
    inquiries,
    journey,
    money,
    planning,
    standing,
)
from lotsenwerk.kit.personal import joined

DECLARATION = joined(
    journey.PART,
    standing.PART,
    money.PART,
    food_bank.PART,
    book.PART,
    draft.PART,
    planning.PART,
    inquiries.PART,
    bills.PART,
)
