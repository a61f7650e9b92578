"""What a line may give: the money of each part, as far as it can be reckoned from what was said. In words: FE6."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import mul

from lotsenwerk.engines.funding.answers import Amount, Case
from lotsenwerk.engines.funding.rulebook import Grant, Rule, Rulebook


def amounts_of(book: Rulebook, part: str, case: Case, rules: Sequence[Rule]) -> Iterator[Amount]:
    """The money of one part, rule by rule; a grant whose figure stands in a rule that does not count gives none."""
    for rule in rules:
        for grant in rule.grants:
            if grant.part == part and (cents := _figure(book, grant.cents, rule, case)) is not None:
                yield _amount(grant, rule, case, cents)


def _figure(book: Rulebook, name: str, rule: Rule, case: Case) -> int | None:
    if "." not in name:
        return rule.figures[name]
    other, figure = name.split(".")
    found = book.of_case(other, case.year, case.begins)
    return None if found is None else found.figures[figure]


def _amount(grant: Grant, rule: Rule, case: Case, cents: int) -> Amount:
    each = cents * rule.figures[grant.each] if grant.each else cents
    most = rule.figures[grant.most_times] if grant.most_times else None
    said = [case.said.get(fact) for fact in grant.times]
    counts = [one for one in said if isinstance(one, int)]
    times = None if len(counts) < len(grant.times) else reduce(mul, counts, 1)
    paid = times if times is None or most is None else min(times, most)
    total = None if paid is None else each * paid
    ceiling = case.said.get(grant.not_above) if grant.not_above else None
    if total is not None and isinstance(ceiling, int):
        total = min(total, ceiling)
    return Amount(grant.part, rule, each, grant.a_year, times, most, total, grant.times)
