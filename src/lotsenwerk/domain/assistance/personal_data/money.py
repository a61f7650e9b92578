"""What money and receipts keep of people, and how it is forgotten."""

from lotsenwerk.kit.personal import Declaration

PART = Declaration(room="assistance", fields={})
