"""Words for papers, declarations and the rules of pools."""

from django import template

from lotsenwerk.domain.people.models import PoolRule
from lotsenwerk.domain.people.sentences import DECLARATIONS
from lotsenwerk.web.desk.people.around_wording import fact_in_words
from lotsenwerk.web.desk.pools.wording import rule_in_words as said

register = template.Library()


@register.filter
def fact_word(kind: str) -> str:
    """What was seen."""
    return fact_in_words(kind)


@register.filter
def declaration_word(kind: str) -> str:
    """What was signed."""
    return str(DECLARATIONS[kind])


@register.filter
def rule_in_words(rule: PoolRule) -> str:
    """What a rule requires, in one line."""
    return said(rule)
