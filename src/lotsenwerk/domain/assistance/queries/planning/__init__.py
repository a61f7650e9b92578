"""Reads of plans, for the desk. A helper's day stands in ``days``: her pages know nothing of the rest."""

from lotsenwerk.domain.assistance.queries.planning.comparing import At, Difference, Move, difference
from lotsenwerk.domain.assistance.queries.planning.coverage import Cell, Coverage, LanguageRow, coverage
from lotsenwerk.domain.assistance.queries.planning.explaining import Explained, explain
from lotsenwerk.domain.assistance.queries.planning.plans import (
    plan_for,
    plans_of,
    progress_of,
    published_plan,
    published_plans,
    why_dropped,
)
from lotsenwerk.domain.assistance.queries.planning.rows import HelperOnPlan, NeedOnPlan
from lotsenwerk.domain.assistance.queries.planning.timeline import (
    CostPart,
    Figures,
    Lane,
    LaneStop,
    Timeline,
    Unserved,
    VisitState,
    timeline,
)

__all__ = [
    "At",
    "Cell",
    "CostPart",
    "Coverage",
    "Difference",
    "Explained",
    "Figures",
    "HelperOnPlan",
    "Lane",
    "LaneStop",
    "LanguageRow",
    "Move",
    "NeedOnPlan",
    "Timeline",
    "Unserved",
    "VisitState",
    "coverage",
    "difference",
    "explain",
    "plan_for",
    "plans_of",
    "progress_of",
    "published_plan",
    "published_plans",
    "timeline",
    "why_dropped",
]
