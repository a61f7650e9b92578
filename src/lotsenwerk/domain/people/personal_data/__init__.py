"""What the people's room keeps, what for, and how it is forgotten: one part for each part of its tables."""

from lotsenwerk.domain.people.personal_data import becoming, known
from lotsenwerk.kit.personal import joined

DECLARATION = joined(known.PART, becoming.PART)
