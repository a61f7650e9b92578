"""The door's table of contents."""

from django.urls import path

from lotsenwerk.web.hosting.urls import paths as dates
from lotsenwerk.web.partner.days import views as days
from lotsenwerk.web.partner.entry import writers
from lotsenwerk.web.partner.first import views as first
from lotsenwerk.web.partner.inquiries import one, sheet
from lotsenwerk.web.partner.inquiries import views as inquiries
from lotsenwerk.web.partner.pages import views as pages
from lotsenwerk.web.partner.slips import views as slips
from lotsenwerk.web.partner.start import views as start
from lotsenwerk.web.partner.things import views as things
from lotsenwerk.web.writing.urls import paths

app_name = "partner"

urlpatterns = [
    path("", days.day, name="day"),
    path("start/", start.start, name="start"),
    path("days/<str:on>/", days.other_day, name="other_day"),
    path("days/<str:on>/print/", days.day_print, name="day_print"),
    path("days/<str:on>/guests/<str:ref>/", days.guest, name="guest"),
    path("days/<str:on>/guests/<str:ref>/fetched/", days.guest_fetched, name="guest_fetched"),
    path("days/<str:on>/guests/<str:ref>/not-come/", days.guest_not_come, name="guest_not_come"),
    path("days/<str:on>/guests/<str:ref>/take-back/", days.guest_take_back, name="guest_take_back"),
    path("slips/", slips.slips, name="slips"),
    path("slips/<str:ref>/", slips.slip, name="slip"),
    path("slips/<str:ref>/hand-out/", slips.slip_hand_out, name="slip_hand_out"),
    path("requests/", inquiries.inquiries, name="inquiries"),
    path("requests/new/", inquiries.choose, name="choose"),
    path("requests/new/<str:ref>/", inquiries.ask, name="ask"),
    path("requests/<str:ref>/", one.inquiry, name="inquiry"),
    path("requests/<str:ref>/withdraw/", one.withdraw, name="withdraw"),
    path("requests/<str:ref>/cancel/", one.cancel, name="cancel"),
    path("requests/<str:ref>/move/", one.move, name="move"),
    path("requests/<str:ref>/confirm/", one.confirm, name="confirm"),
    path("requests/<str:ref>/doubt/", one.doubt, name="doubt"),
    path("requests/<str:ref>/signed/", one.signed, name="signed"),
    path("requests/<str:ref>/signed/picture/", one.signed_picture, name="signed_picture"),
    path("requests/<str:ref>/feedback/", one.feedback, name="feedback"),
    path("requests/<str:ref>/sheet/", sheet.sheet, name="sheet"),
    path("requests/<str:ref>/sheet.pdf", sheet.sheet_paper, name="sheet_paper"),
    path("first/<str:language>/<slug:town>/<int:pool_id>/", first.first, name="first"),
    path("first/<str:language>/sent/", first.sent, name="sent"),
    path("pages/", pages.pages, name="pages"),
    path("things/", things.things, name="things"),
    path("things/<int:thing_id>/", things.thing, name="thing"),
    path("things/bookings/<int:booking_id>/cancel/", things.thing_cancel, name="thing_cancel"),
    *paths(writers()),
    *dates(writers()),
]
