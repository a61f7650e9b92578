"""Rules say nothing of a person; who wrote a version down stands there as the number of her login."""

from lotsenwerk.kit.personal import Declaration

DECLARATION = Declaration(
    room="rules",
    fields={},
    impersonal=frozenset(
        {
            *("RuleVersion.rule", "RuleVersion.since", "RuleVersion.until", "RuleVersion.figures"),
            *("RuleVersion.source", "RuleVersion.source_dated", "RuleVersion.source_address"),
            *("RuleVersion.confidence", "RuleVersion.reason", "RuleVersion.written_at", "RuleVersion.withdrawn_at"),
            *("RuleFile.programme", "RuleFile.text", "RuleFile.taken_in_at", "RulesStamp.value"),
        },
    ),
)
