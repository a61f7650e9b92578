"""Goods of a shopping list: our own table, how a list is read, and how it is shown in two languages.

No tables of the database and no pages. `table` holds what stands in `data/`, `matching` finds a good in typed German,
`suggesting` does while somebody types, `reading` reads a list, `showing` writes a line in two languages, `refusing`
finds errands nobody may be sent on.
"""
