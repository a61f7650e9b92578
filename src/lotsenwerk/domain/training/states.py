"""How a course moves on."""

from lotsenwerk.domain.training.models import CourseState
from lotsenwerk.kit.states import StateTable

_DRAFT, _ANNOUNCED = CourseState.DRAFT, CourseState.ANNOUNCED
COURSE = StateTable(
    {
        "change_course": {_DRAFT: _DRAFT, _ANNOUNCED: _ANNOUNCED},
        "announce": {_DRAFT: _ANNOUNCED},
        "end_course": {_ANNOUNCED: CourseState.ENDED},
        "cancel_course": {_DRAFT: CourseState.CANCELLED, _ANNOUNCED: CourseState.CANCELLED},
    }
)
