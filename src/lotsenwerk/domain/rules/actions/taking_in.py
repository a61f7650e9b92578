"""Take in the file of a programme: another state's, or a newer one of ours. In words: FB9."""

from datetime import datetime

from django.db import transaction

from lotsenwerk.domain.rules.actions.stamping import stamp
from lotsenwerk.domain.rules.models import RuleFile
from lotsenwerk.domain.rules.queries import files, laid, standing_versions
from lotsenwerk.engines.funding.laying import laid_over
from lotsenwerk.engines.funding.rulebook import FaultyRulesError
from lotsenwerk.engines.funding.rules_file import bound, guideline, read


def take_in(text: str, *, at: datetime) -> RuleFile:
    """Take in a file; it counts at once, instead of the one of its programme that counted before.

    Raises:
        FaultyRulesError: if it contradicts itself or another file, or lacks a rule with which the house reckons.

    """
    told = read(text)
    if not told.programme or not told.rules:
        raise FaultyRulesError("The file names no programme, or no rule of it")
    others = [file for file in files() if file.programme != told.programme]
    taken = {rule.id for file in others for rule in file.rules} & {rule.id for rule in told.rules}
    if taken:
        raise FaultyRulesError(f"Another programme has these rules already: {', '.join(sorted(taken))}")
    book = laid_over(bound([*others, told]), [laid(one) for one in standing_versions()])
    if missing := sorted(set(guideline().versions) - set(book.versions)):
        raise FaultyRulesError(f"The house reckons with rules that would be missing: {', '.join(missing)}")
    with transaction.atomic():
        stamp()
        return RuleFile.objects.create(programme=told.programme, text=text, taken_in_at=at)
