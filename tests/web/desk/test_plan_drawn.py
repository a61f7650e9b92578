"""A day of the plan as it is drawn: what stands where, and what is said of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html import unescape

import pytest
from django.utils import translation

from lotsenwerk.kit.clock import BERLIN
from lotsenwerk.web.desk.plan.drawn import timeline
from lotsenwerk.web.desk.plan.pieces import STATES, Row, Visit
from lotsenwerk.web.desk.plan.timeline import Scale

DAY = date(2026, 11, 26)
SCALE = Scale(DAY, 8, 18)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, tzinfo=BERLIN)


VISIT = Visit(7, at(10), at(11), "Ms Weber", "Weber", "Bring shopping", "basket", "proposed", "/desk/plan/x/7/")
ROW = Row(1, 3, "Amira Haddad", "Amira", "1 visit", [VISIT], legs=[(at(9, 45), at(10))], free=[(at(9), at(12))])


def test_a_visit_stands_at_its_time_and_says_all_that_is_seen() -> None:
    drawn = unescape(timeline([ROW], SCALE))
    assert 'class="visit visit--proposed c25 w12" href="/desk/plan/x/7/" id="row-7"' in drawn
    assert 'aria-label="10:00–11:00 Ms Weber, Bring shopping: Amira, proposed"' in drawn
    assert 'class="leg c22 w3"' in drawn
    assert re.findall(r'class="shut ([^"]+)"', drawn) == ["c1 w12", "c49 w72"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_a_word_and_a_frame_of_its_own(state: str) -> None:
    drawn = timeline([replace(ROW, visits=[replace(VISIT, state=state)])], SCALE)
    assert f"visit--{state}" in drawn
    assert f"Amira, {STATES[state]}" in drawn


def test_pins_are_drawn_and_said() -> None:
    drawn = timeline([replace(ROW, visits=[replace(VISIT, holds_person=True, holds_time=True)])], SCALE)
    assert "#k-person" in drawn
    assert "#k-clock" in drawn
    assert ", person held, time held" in drawn
    assert "visit__held" not in timeline([ROW], SCALE)


def test_what_is_short_gets_room_for_its_words_where_nothing_follows() -> None:
    short, next_one = replace(VISIT, end=at(10, 20)), replace(VISIT, need_id=8, begin=at(10, 20), end=at(11))
    alone = timeline([replace(ROW, visits=[short])], SCALE)
    assert 'class="visit visit--proposed c25 w9"' in alone
    followed = timeline([replace(ROW, visits=[short, next_one])], SCALE)
    assert 'class="visit visit--proposed visit--narrow visit--tiny c25 w4"' in followed
    assert followed.count("Ms Weber") == 2


def test_names_are_text_and_never_markup() -> None:
    planted = "<script>alert(1)</script>"
    row = replace(ROW, name=planted, short=planted, visits=[replace(VISIT, who=planted, short=planted, url='/"x/')])
    assert "<script" not in timeline([row], SCALE)
    assert '/"x/' not in timeline([row], SCALE)


def test_the_visit_that_is_open_is_marked() -> None:
    assert timeline([ROW], SCALE, open_need=7).count('aria-current="true"') == 1
    assert "aria-current" not in timeline([ROW], SCALE, open_need=8)


def test_a_visit_of_another_day_is_not_drawn() -> None:
    gone = replace(
        VISIT, begin=datetime(2026, 11, 27, 20, tzinfo=BERLIN), end=datetime(2026, 11, 27, 21, tzinfo=BERLIN)
    )
    assert 'id="row-7"' not in timeline([replace(ROW, visits=[gone])], SCALE)


def test_a_day_of_twenty_helpers_with_sixty_visits_is_light() -> None:
    visits = [replace(VISIT, need_id=number, begin=at(9 + number), end=at(10 + number)) for number in range(3)]
    legs = [(at(hour, 45), at(hour + 1)) for hour in range(8, 12)]
    rows = [replace(ROW, number=number, visits=visits, legs=legs) for number in range(20)]
    assert len(timeline(rows, SCALE).encode()) < 30 * 1024
