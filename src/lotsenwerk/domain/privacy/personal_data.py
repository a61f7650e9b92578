"""This room keeps figures only."""

from lotsenwerk.kit.personal import Declaration

DECLARATION = Declaration(
    room="privacy", fields={}, impersonal=frozenset({"RetentionRun.at", "RetentionRun.forgotten"})
)
