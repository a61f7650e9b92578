"""Reads of plans."""

from lotsenwerk.domain.assistance.queries.planning.comparing import At, Difference, Move, difference
from lotsenwerk.domain.assistance.queries.planning.coverage import Cell, Coverage, LanguageRow, coverage
from lotsenwerk.domain.assistance.queries.planning.days import DayVisit, HelpersDay, day_for, days_of
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
    "DayVisit",
    "Difference",
    "Explained",
    "Figures",
    "HelperOnPlan",
    "HelpersDay",
    "Lane",
    "LaneStop",
    "LanguageRow",
    "Move",
    "NeedOnPlan",
    "Timeline",
    "Unserved",
    "VisitState",
    "coverage",
    "day_for",
    "days_of",
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
