"""Everything that a plan depends on, read from the rows and frozen for the engine."""

from lotsenwerk.domain.assistance.snapshot.freezing import freeze

__all__ = ["freeze"]
