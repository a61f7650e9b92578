"""The door's table of contents."""

from django.urls import path

from lotsenwerk.web.mine.arranged import views as arranged
from lotsenwerk.web.mine.courses import views as courses
from lotsenwerk.web.mine.day import views as days
from lotsenwerk.web.mine.guiding import sheet as sheets
from lotsenwerk.web.mine.guiding import views as guiding
from lotsenwerk.web.mine.hours import views as hours
from lotsenwerk.web.mine.ladder import views as ladder
from lotsenwerk.web.mine.me import views as me
from lotsenwerk.web.mine.money import views as money
from lotsenwerk.web.mine.months import views as months
from lotsenwerk.web.mine.offers import views as offers
from lotsenwerk.web.mine.office_hours import views as office_hours
from lotsenwerk.web.mine.today import views as today
from lotsenwerk.web.mine.visits import slip
from lotsenwerk.web.mine.visits import views as visits

app_name = "mine"

urlpatterns = [
    path("", today.home, name="home"),
    path("offers/<str:ref>/", offers.offer, name="offer"),
    path("days/<str:ref>/", days.day, name="day"),
    path("visits/", visits.past, name="past"),
    path("visits/<str:ref>/", visits.assignment, name="assignment"),
    path("visits/<str:ref>/address/", visits.address, name="address"),
    path("visits/<str:ref>/report/", visits.report, name="report"),
    path("visits/<str:ref>/handed/", money.handed_over, name="handed"),
    path("visits/<str:ref>/handed/<int:line_id>/back/", money.handed_back, name="handed_back"),
    path("visits/<str:ref>/money/", money.visit_money, name="money"),
    path("visits/<str:ref>/money/photo/", money.photo, name="photo"),
    path("visits/<str:ref>/money/photo/<int:photo_id>/", money.receipt, name="receipt"),
    path("visits/<str:ref>/money/paper/", money.paper, name="paper"),
    path("visits/<str:ref>/slip/", slip.slip, name="slip"),
    path("visits/<str:ref>/release/", visits.release, name="release"),
    path("visits/<str:ref>/guided/", guiding.guided, name="guided"),
    path("visits/<str:ref>/next/", guiding.next_appointment, name="next"),
    path("visits/<str:ref>/signpost/", guiding.signpost, name="signpost"),
    path("visits/<str:ref>/move/", arranged.move, name="move"),
    path("visits/<str:ref>/after/", arranged.after, name="after"),
    path("visits/<str:ref>/signed/", arranged.signed, name="signed"),
    path("signposts/", guiding.signposts, name="signposts"),
    path("signposts/<str:ref>/", guiding.signpost_outcome, name="signpost_outcome"),
    path("sheets/<str:ref>/", sheets.sheet, name="sheet"),
    path("me/", me.me, name="me"),
    path("months/", months.own_month, name="months"),
    path("months/<str:month>/", months.own_month, name="month"),
    path("months/<str:month>/paper/", months.month_paper, name="month_paper"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<str:ref>/", courses.course, name="course"),
    path("courses/<str:ref>/calendar/", courses.course_calendar, name="course_calendar"),
    path("courses/<str:ref>/certificate/", courses.course_certificate, name="course_certificate"),
    path("here/<str:code>/", courses.here, name="here"),
    path("office-hours/", office_hours.office_hours, name="office_hours"),
    path("office-hours/<str:ref>/", office_hours.office_hour, name="office_hour"),
    path("hours/", hours.hours, name="hours"),
    path("hours/<int:year>/telling/", hours.hours_telling, name="hours_telling"),
    path("hours/<int:year>/elsewhere/", hours.hours_elsewhere, name="hours_elsewhere"),
    path("hours/<int:year>/waiver/", hours.hours_waiver, name="hours_waiver"),
    path("ladder/", ladder.ladder, name="ladder"),
    path("ladder/of/<str:ref>/", ladder.way, name="way"),
    path("ladder/<int:text_id>/sign/", ladder.ladder_sign, name="ladder_sign"),
]
