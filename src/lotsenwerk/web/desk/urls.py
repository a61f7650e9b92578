"""The door's table of contents."""

from django.urls import path, register_converter

from lotsenwerk.domain.gatherings.permissions import may_see_dates
from lotsenwerk.domain.organisations.modules import CORE
from lotsenwerk.domain.publishing.permissions import may_publish, may_see_every_page
from lotsenwerk.web.desk.calls import book
from lotsenwerk.web.desk.calls import views as calls
from lotsenwerk.web.desk.cash import views as cash
from lotsenwerk.web.desk.cash import visits as cash_visits
from lotsenwerk.web.desk.confirmed import views as confirmed
from lotsenwerk.web.desk.cooperations import views as cooperations
from lotsenwerk.web.desk.courses import dates as course_dates
from lotsenwerk.web.desk.courses import papers as course_papers
from lotsenwerk.web.desk.courses import people as course_people
from lotsenwerk.web.desk.courses import views as courses
from lotsenwerk.web.desk.deployments import bills, statements
from lotsenwerk.web.desk.deployments import views as deployments
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.food_bank import households, slip
from lotsenwerk.web.desk.food_bank import views as food_bank
from lotsenwerk.web.desk.funding import steps as funding_steps
from lotsenwerk.web.desk.funding import thanks as funding_thanks
from lotsenwerk.web.desk.funding import views as funding
from lotsenwerk.web.desk.grants import drafting as grant_drafting
from lotsenwerk.web.desk.grants import ledger as grant_ledger
from lotsenwerk.web.desk.grants import notices as grant_notices
from lotsenwerk.web.desk.grants import tasks as grant_tasks
from lotsenwerk.web.desk.grants import views as grants
from lotsenwerk.web.desk.guiding import taking as guide_taking
from lotsenwerk.web.desk.guiding import views as guiding
from lotsenwerk.web.desk.incidents import views as incidents
from lotsenwerk.web.desk.inquiries import steps as inquiry_steps
from lotsenwerk.web.desk.inquiries import telephone
from lotsenwerk.web.desk.inquiries import views as inquiries
from lotsenwerk.web.desk.letters import views as letters
from lotsenwerk.web.desk.map import views as maps
from lotsenwerk.web.desk.me import views as me
from lotsenwerk.web.desk.needs import asking, intake, journey, live
from lotsenwerk.web.desk.needs import views as needs
from lotsenwerk.web.desk.office_hours import views as office_hours
from lotsenwerk.web.desk.old_pages import views as old_pages
from lotsenwerk.web.desk.pages import milestones as page_milestones
from lotsenwerk.web.desk.pages import taking_over
from lotsenwerk.web.desk.pages import views as pages
from lotsenwerk.web.desk.papers import views as papers
from lotsenwerk.web.desk.people import around, cards, changes, twice
from lotsenwerk.web.desk.people import views as people
from lotsenwerk.web.desk.plan import deeds as plan_deeds
from lotsenwerk.web.desk.plan import publishing, whole_day
from lotsenwerk.web.desk.plan import views as plans
from lotsenwerk.web.desk.pools import interests as pool_interests
from lotsenwerk.web.desk.pools import members as pool_members
from lotsenwerk.web.desk.pools import texts as pool_texts
from lotsenwerk.web.desk.pools import views as pools
from lotsenwerk.web.desk.reports import views as reports
from lotsenwerk.web.desk.signposts import views as signposts
from lotsenwerk.web.desk.standing import single
from lotsenwerk.web.desk.standing import views as standing
from lotsenwerk.web.desk.standing.days import DayInAddress
from lotsenwerk.web.desk.terms import numbers
from lotsenwerk.web.desk.terms import views as terms
from lotsenwerk.web.desk.things import views as things
from lotsenwerk.web.desk.today import views as today
from lotsenwerk.web.desk.town import access, elsewhere, journal, practice
from lotsenwerk.web.desk.town import partners as town_partners
from lotsenwerk.web.desk.town import views as town
from lotsenwerk.web.hosting.screens import gathering_publish
from lotsenwerk.web.hosting.urls import paths as dates
from lotsenwerk.web.writing.urls import paths

app_name = "desk"

register_converter(DayInAddress, "day")

urlpatterns = [
    path("", today.today, name="today"),
    path("needs/", needs.needs, name="needs"),
    path("needs/new/", intake.needs_new, name="needs_new"),
    path("needs/new/person/", intake.needs_new_person, name="needs_new_person"),
    path("needs/new/<int:person_id>/", intake.needs_new_for, name="needs_new_for"),
    path("needs/new/<int:person_id>/live/", live.needs_new_live, name="needs_new_live"),
    path("needs/new/<int:person_id>/drop/", live.draft_drop, name="draft_drop"),
    path("needs/<int:need_id>/", needs.need, name="need"),
    path("needs/<int:need_id>/volunteers/", needs.need_volunteers, name="need_volunteers"),
    path("needs/<int:need_id>/offer/<int:person_id>/", needs.need_offer, name="need_offer"),
    path("needs/<int:need_id>/ask/", asking.need_ask, name="need_ask"),
    path("needs/<int:need_id>/cascade/", asking.need_cascade, name="need_cascade"),
    path("needs/<int:need_id>/cascade/stop/", asking.need_cascade_stop, name="need_cascade_stop"),
    path("needs/<int:need_id>/cancel/", needs.need_cancel, name="need_cancel"),
    path("standing/", standing.standing, name="standing"),
    path("standing/new/<int:person_id>/", standing.standing_new, name="standing_new"),
    path("standing/<int:rhythm_id>/", standing.rhythm, name="rhythm"),
    path("standing/<int:rhythm_id>/change/", standing.rhythm_change, name="rhythm_change"),
    path("standing/<int:rhythm_id>/end/", standing.rhythm_end, name="rhythm_end"),
    path("standing/<int:rhythm_id>/<day:day>/skip/", single.date_skip, name="date_skip"),
    path("standing/<int:rhythm_id>/<day:day>/move/", single.date_move, name="date_move"),
    path("standing/<int:rhythm_id>/<day:day>/back/", single.date_back, name="date_back"),
    path("offers/<int:offer_id>/accept/", journey.offer_accept, name="offer_accept"),
    path("offers/<int:offer_id>/decline/", journey.offer_decline, name="offer_decline"),
    path("offers/<int:offer_id>/withdraw/", journey.offer_withdraw, name="offer_withdraw"),
    path("assignments/<int:assignment_id>/replace/", journey.assignment_replace, name="assignment_replace"),
    path("assignments/<int:assignment_id>/report/", journey.assignment_report, name="assignment_report"),
    path("assignments/<int:assignment_id>/confirm/", journey.assignment_confirm, name="assignment_confirm"),
    path("calls/", calls.calls, name="calls"),
    path("calls/<int:call_back_id>/done/", calls.call_done, name="call_done"),
    path("calls/<int:call_back_id>/not-reached/", calls.call_not_reached, name="call_not_reached"),
    path("alerts/<int:alert_id>/done/", calls.alert_done, name="alert_done"),
    path("alerts/<int:alert_id>/not-reached/", calls.alert_not_reached, name="alert_not_reached"),
    path("needs/<int:need_id>/note/", book.need_note, name="need_note"),
    path("people/<int:person_id>/note/", book.person_note, name="person_note"),
    path("assignments/<int:assignment_id>/no-show/", journey.assignment_no_show, name="assignment_no_show"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<int:incident_id>/", incidents.incident, name="incident"),
    path("incidents/<int:incident_id>/close/", incidents.incident_close, name="incident_close"),
    path("incidents/new/<int:person_id>/", incidents.incident_new, name="incident_new"),
    path("people/", people.people, name="people"),
    path("people/new/client/", people.client_new, name="client_new"),
    path("people/new/volunteer/", people.volunteer_new, name="volunteer_new"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/contact/", changes.person_contact, name="person_contact"),
    path("people/<int:person_id>/helping/", changes.person_helping, name="person_helping"),
    path("people/<int:person_id>/portrait/", changes.person_portrait, name="person_portrait"),
    path("people/<int:person_id>/picture/", changes.person_picture, name="person_picture"),
    path("people/<int:person_id>/activate/", changes.person_move, {"verb": "activate"}, name="person_activate"),
    path("people/<int:person_id>/pause/", changes.person_move, {"verb": "pause"}, name="person_pause"),
    path("people/<int:person_id>/leave/", changes.person_move, {"verb": "leave"}, name="person_leave"),
    path("people/<int:person_id>/erase/", changes.person_erase, name="person_erase"),
    path("people/<int:person_id>/export/", changes.person_export, name="person_export"),
    path("people/<int:person_id>/contacts/new/", around.person_contact_new, name="person_contact_new"),
    path("people/<int:person_id>/away/", around.person_away, name="person_away"),
    path("people/<int:person_id>/apart/", around.person_apart, name="person_apart"),
    path("people/<int:person_id>/apart/<int:veto_id>/remove/", around.veto_remove, name="veto_remove"),
    path("people/<int:person_id>/regular/", around.person_regular, name="person_regular"),
    path("people/<int:person_id>/regular/<int:regular_id>/end/", around.regular_end, name="regular_end"),
    path("people/<int:person_id>/seen/", around.person_seen, name="person_seen"),
    path("people/<int:person_id>/other-hours/", around.person_other_hours, name="person_other_hours"),
    path("people/<int:person_id>/engagement/", around.person_engagement, name="person_engagement"),
    path("people/<int:person_id>/card/", cards.person_card, name="person_card"),
    path("people/<int:person_id>/card/paper/", cards.person_card_paper, name="person_card_paper"),
    path("people/<int:person_id>/card/end/", cards.person_card_end, name="person_card_end"),
    path("people/<int:person_id>/same/<int:other_id>/", twice.person_same, name="person_same"),
    path("people/card/", cards.card_check, name="card_check"),
    path("contacts/<int:contact_id>/", around.contact, name="contact"),
    path("contacts/<int:contact_id>/remove/", around.contact_remove, name="contact_remove"),
    path("absences/<int:absence_id>/end/", around.absence_end, name="absence_end"),
    path("facts/<int:fact_id>/remove/", around.fact_remove, name="fact_remove"),
    path("other-hours/<int:hours_id>/remove/", around.other_hours_remove, name="other_hours_remove"),
    path("letters/", letters.letters, name="letters"),
    path("letters/hours/", letters.letters_hours, name="letters_hours"),
    path("letters/<int:letter_id>/again/", letters.letter_again, name="letter_again"),
    path("letters/<int:letter_id>/not-arrived/", letters.letter_not_arrived, name="letter_not_arrived"),
    path("food-bank/", food_bank.food_bank, name="food_bank"),
    path("food-bank/households/", food_bank.food_bank_households, name="food_bank_households"),
    path("food-bank/households/new/<int:person_id>/", households.household_new, name="household_new"),
    path("food-bank/households/<int:household_id>/", households.household, name="household"),
    path("food-bank/households/<int:household_id>/change/", households.household_change, name="household_change"),
    path("food-bank/households/<int:household_id>/proof/", households.household_proof, name="household_proof"),
    path("food-bank/households/<int:household_id>/diet/", households.household_diet, name="household_diet"),
    path("food-bank/households/<int:household_id>/no-diet/", households.household_no_diet, name="household_no_diet"),
    path("food-bank/households/<int:household_id>/plan/", households.household_plan, name="household_plan"),
    path("food-bank/households/<int:household_id>/end/", households.household_end, name="household_end"),
    path("food-bank/running-out/", food_bank.food_bank_running_out, name="food_bank_running_out"),
    path("food-bank/slots/", food_bank.food_bank_slots, name="food_bank_slots"),
    path("food-bank/slots/<int:slot_id>/", food_bank.food_bank_slot, name="food_bank_slot"),
    path("food-bank/slots/<int:slot_id>/away/", food_bank.food_bank_slot_away, name="food_bank_slot_away"),
    path("food-bank/pick-ups/<int:pick_up_id>/cancel/", food_bank.pick_up_cancel, name="pick_up_cancel"),
    path("assignments/<int:assignment_id>/slip/", slip.assignment_slip, name="assignment_slip"),
    path("assignments/<int:assignment_id>/book/", things.assignment_book, name="assignment_book"),
    path("things/", things.things, name="things"),
    path("things/new/", things.thing_new, name="thing_new"),
    path("things/<int:thing_id>/", things.thing, name="thing"),
    path("things/<int:thing_id>/end/", things.thing_end, name="thing_end"),
    path("things/<int:thing_id>/book/", things.thing_book, name="thing_book"),
    path("things/<int:thing_id>/book/<int:person_id>/", things.thing_book_for, name="thing_book_for"),
    path("things/bookings/<int:booking_id>/", things.booking, name="booking"),
    path("things/bookings/<int:booking_id>/cancel/", things.booking_cancel, name="booking_cancel"),
    path("things/bookings/<int:booking_id>/lend/", things.booking_lend, name="booking_lend"),
    path("things/bookings/<int:booking_id>/decline/", things.booking_decline, name="booking_decline"),
    path(
        "gatherings/<int:series_id>/publish/", desk(may_publish, of=CORE)(gathering_publish), name="gathering_publish"
    ),
    *dates(desk(may_see_dates, of=CORE)),
    path("courses/", courses.courses, name="courses"),
    path("courses/new/", courses.course_new, name="course_new"),
    path("courses/<int:course_id>/", courses.course, name="course"),
    path("courses/<int:course_id>/change/", courses.course_change, name="course_change"),
    path("courses/<int:course_id>/announce/", courses.course_announce, name="course_announce"),
    path("courses/<int:course_id>/cancel/", courses.course_cancel, name="course_cancel"),
    path("courses/<int:course_id>/end/", courses.course_end, name="course_end"),
    path("courses/<int:course_id>/certify/", courses.course_certify, name="course_certify"),
    path("courses/<int:course_id>/sign-up/", course_people.course_sign_up, name="course_sign_up"),
    path("courses/<int:course_id>/sign-up/guest/", course_people.course_guest, name="course_guest"),
    path(
        "courses/<int:course_id>/sign-up/<int:person_id>/", course_people.course_sign_up_for, name="course_sign_up_for"
    ),
    path("courses/<int:course_id>/dates/new/", course_dates.course_date_new, name="course_date_new"),
    path("courses/dates/<int:session_id>/", course_dates.course_date, name="course_date"),
    path("courses/dates/<int:session_id>/cancel/", course_dates.course_date_cancel, name="course_date_cancel"),
    path("courses/dates/<int:session_id>/here/", course_dates.course_date_here, name="course_date_here"),
    path("courses/dates/<int:session_id>/wall/", course_papers.course_date_wall, name="course_date_wall"),
    path("courses/dates/<int:session_id>/list/", course_papers.course_date_list, name="course_date_list"),
    path("courses/people/<int:sign_up_id>/off/", course_people.sign_up_off, name="sign_up_off"),
    path("courses/people/<int:sign_up_id>/seat/", course_people.sign_up_seat, name="sign_up_seat"),
    path("courses/certificates/<int:certificate_id>/", course_papers.certificate, name="certificate"),
    path("cash/", cash.cash, name="cash"),
    path("cash/close/", cash.cash_close, name="cash_close"),
    path("cash/move/", cash.cash_move, name="cash_move"),
    path("cash/month/", cash.cash_month, name="cash_month"),
    path("cash/visits/<int:assignment_id>/", cash_visits.cash_visit, name="cash_visit"),
    path("cash/visits/<int:assignment_id>/lines/<int:line_id>/undo/", cash_visits.cash_undo, name="cash_undo"),
    path("cash/visits/<int:assignment_id>/anew/", cash_visits.cash_anew, name="cash_anew"),
    path("cash/visits/<int:assignment_id>/right/<slug:verb>/", cash_visits.cash_right, name="cash_right"),
    path("cash/visits/<int:assignment_id>/paid/", cash_visits.cash_paid, name="cash_paid"),
    path("cash/visits/<int:assignment_id>/write-off/", cash_visits.cash_write_off, name="cash_write_off"),
    path("cash/visits/<int:assignment_id>/photo/", cash_visits.cash_photo, name="cash_photo"),
    path("cash/visits/<int:assignment_id>/photo/<int:photo_id>/", cash_visits.cash_receipt, name="cash_receipt"),
    path("cash/visits/<int:assignment_id>/paper/", cash_visits.cash_paper, name="cash_paper"),
    path("papers/day/", papers.day_sheet, name="day_sheet"),
    path("papers/tick/", papers.tick_day, name="tick_day"),
    path("tick/<str:ref>/", papers.tick_one, name="tick_one"),
    path("map/", maps.town_map, name="map"),
    path("plan/", plans.plan, name="plan"),
    path("plan/languages/", plans.plan_languages, name="plan_languages"),
    path("plan/start/", plan_deeds.plan_start, name="plan_start"),
    path("plan/<int:plan_id>/progress/", plans.plan_progress, name="plan_progress"),
    path("plan/<int:plan_id>/map/", plans.plan_map, name="plan_map"),
    path("plan/<int:plan_id>/needs/<int:need_id>/", plans.plan_need, name="plan_need"),
    path("plan/<int:plan_id>/needs/<int:need_id>/hold/", plan_deeds.plan_hold, name="plan_hold"),
    path("plan/<int:plan_id>/order/<int:person_id>/", plan_deeds.plan_order, name="plan_order"),
    path("plan/<int:plan_id>/again/", publishing.plan_again, name="plan_again"),
    path("plan/<int:plan_id>/publish/", publishing.plan_publish, name="plan_publish"),
    path("plan/<int:plan_id>/compare/<int:other_id>/", publishing.plan_compare, name="plan_compare"),
    path("plan/days/<int:person_id>/<day:day>/", whole_day.plan_whole_day, name="plan_whole_day"),
    path("plan/<int:plan_id>/drop/", plan_deeds.plan_drop, name="plan_drop"),
    path("people/<int:person_id>/place/", maps.person_place, name="person_place"),
    path("confirmed/", confirmed.confirmed, name="confirmed"),
    path("town/", town.town, name="town"),
    path("town/members/<int:membership_id>/end/", town.member_end, name="member_end"),
    path("town/modules/", town.modules, name="modules"),
    path("town/partners/", town.partners_listed, name="partners"),
    path("town/partners/<int:partner_id>/", town_partners.partner, name="partner"),
    path("town/partners/<int:partner_id>/hours/", town_partners.partner_hours, name="partner_hours"),
    path("town/partners/<int:partner_id>/place/", town_partners.partner_place, name="partner_place"),
    path("town/partners/<int:partner_id>/end/", town_partners.partner_end, name="partner_end"),
    path("town/about/", town_partners.town_about, name="town_about"),
    path("town/partners/<int:partner_id>/access/", access.partner_access, name="partner_access"),
    path("town/practice/", practice.practice, name="practice"),
    path("town/elsewhere/", elsewhere.elsewhere, name="elsewhere"),
    path("town/elsewhere/read/", elsewhere.elsewhere_read, name="elsewhere_read"),
    path("town/elsewhere/<int:source_id>/stop/", elsewhere.elsewhere_stop, name="elsewhere_stop"),
    path("town/journal/", journal.journal, name="journal"),
    path("retention/", town.retention, name="retention"),
    path("me/", me.me, name="me"),
    path("me/town/", me.me_town, name="me_town"),
    path("me/language/", me.me_language, name="me_language"),
    path("reports/", reports.reports, name="reports"),
    path("reports/table/", reports.reports_csv, name="reports_csv"),
    path("funding/", funding.funding, name="funding"),
    path("funding/thanks/", funding_thanks.funding_thanks, name="funding_thanks"),
    path("funding/people/<int:person_id>/<int:year>/paper/", funding_thanks.funding_paper, name="funding_paper"),
    path("funding/table/", funding.funding_csv, name="funding_csv"),
    path("funding/pools/<int:pool_id>/<int:year>/", funding.funding_pool, name="funding_pool"),
    path("funding/pools/<int:pool_id>/<int:year>/budget/", funding.funding_budget, name="funding_budget"),
    path("funding/people/<int:person_id>/<int:year>/", funding.funding_person, name="funding_person"),
    path(
        "funding/people/<int:person_id>/<int:year>/coordinating/",
        funding_steps.funding_coordinating,
        name="funding_coordinating",
    ),
    path("funding/people/<int:person_id>/<int:year>/consent/", funding_steps.funding_consent, name="funding_consent"),
    path(
        "funding/people/<int:person_id>/<int:year>/elsewhere/",
        funding_steps.funding_elsewhere,
        name="funding_elsewhere",
    ),
    path("funding/people/<int:person_id>/<int:year>/waiver/", funding_steps.funding_waiver, name="funding_waiver"),
    path("funding/people/<int:person_id>/<int:year>/ceiling/", funding_steps.funding_ceiling, name="funding_ceiling"),
    path("office-hours/", office_hours.hours, name="office_hours"),
    path("office-hours/new/", office_hours.office_hour_new, name="office_hour_new"),
    path("office-hours/<int:hour_id>/", office_hours.office_hour, name="office_hour"),
    path("office-hours/<int:hour_id>/change/", office_hours.office_hour_change, name="office_hour_change"),
    path("office-hours/<int:hour_id>/end/", office_hours.office_hour_end, name="office_hour_end"),
    path("office-hours/<int:hour_id>/duty/", office_hours.office_duty_new, name="office_duty_new"),
    path("office-hours/<int:hour_id>/duty/<int:duty_id>/", office_hours.office_duty_end, name="office_duty_end"),
    path("office-hours/<int:hour_id>/off/", office_hours.office_day_off, name="office_day_off"),
    path("office-hours/<int:hour_id>/off/<str:day>/", office_hours.office_day_on, name="office_day_on"),
    path("office-hours/<int:hour_id>/sat/", office_hours.office_sat, name="office_sat"),
    path("office-hours/<int:hour_id>/told/<int:deployment_id>/", office_hours.office_told, name="office_told"),
    path("pools/", pools.pools, name="pools"),
    path("pools/new/", pools.pool_new, name="pool_new"),
    path("pools/<int:pool_id>/", pools.pool, name="pool"),
    path("pools/<int:pool_id>/settings/", pools.pool_settings, name="pool_settings"),
    path("pools/<int:pool_id>/rule/", pools.pool_rule, name="pool_rule"),
    path("pools/<int:pool_id>/end/", pools.pool_end, name="pool_end"),
    path("pools/<int:pool_id>/add/", pools.pool_add, name="pool_add"),
    path("pools/<int:pool_id>/add/<int:person_id>/", pools.pool_add_person, name="pool_add_person"),
    path("interests/<int:interest_id>/", pool_interests.interest, name="interest"),
    path("interests/<int:interest_id>/decline/", pool_interests.interest_decline, name="interest_decline"),
    path("interests/<int:interest_id>/withdraw/", pool_interests.interest_withdraw, name="interest_withdraw"),
    path("interests/<int:interest_id>/letter/<str:reason>/", pool_interests.interest_letter, name="interest_letter"),
    path("members/<int:member_id>/", pool_members.member, name="member"),
    path("members/<int:member_id>/way/", pool_members.member_way, name="member_way"),
    path("members/<int:member_id>/refusal/<str:reason>/", pool_members.member_refusal, name="member_refusal"),
    path("members/<int:member_id>/step/", pool_members.member_step, name="member_step"),
    path("members/<int:member_id>/seen/", pool_members.member_seen, name="member_seen"),
    path("members/<int:member_id>/signed/", pool_members.member_signed, name="member_signed"),
    path("members/<int:member_id>/lead/", pool_members.member_lead, name="member_lead"),
    path("members/<int:member_id>/conduct/", pool_members.member_conduct, name="member_conduct"),
    path("members/<int:member_id>/letter/", pool_members.member_letter, name="member_letter"),
    path("declarations/", pool_texts.declarations, name="declarations"),
    path("declarations/<str:kind>/", pool_texts.declaration, name="declaration"),
    path("pools/<int:pool_id>/promises/", terms.pool_terms, name="pool_terms"),
    path("pools/<int:pool_id>/promises/change/", terms.pool_terms_change, name="pool_terms_change"),
    path("pools/<int:pool_id>/numbers/", numbers.pool_numbers, name="pool_numbers"),
    path("pools/<int:pool_id>/numbers/<int:first_id>/", numbers.pool_cards, name="pool_cards"),
    path("requests/", inquiries.inquiries, name="inquiries"),
    path("requests/new/", telephone.inquiry_new, name="inquiry_new"),
    path("requests/new/<int:pool_id>/", telephone.inquiry_first, name="inquiry_first"),
    path("requests/<str:ref>/", inquiries.inquiry, name="inquiry"),
    path("requests/<str:ref>/sheet/", inquiries.inquiry_sheet, name="inquiry_sheet"),
    path("requests/<str:ref>/note/", inquiries.inquiry_note, name="inquiry_note"),
    path("requests/<str:ref>/refuse/", inquiry_steps.inquiry_refuse, name="inquiry_refuse"),
    path("requests/<str:ref>/nobody/", inquiry_steps.inquiry_nobody, name="inquiry_nobody"),
    path("requests/<str:ref>/withdraw/", inquiry_steps.inquiry_withdraw, name="inquiry_withdraw"),
    path("requests/<str:ref>/cancel/", inquiry_steps.inquiry_cancel, name="inquiry_cancel"),
    path("requests/<str:ref>/move/", inquiry_steps.inquiry_move, name="inquiry_move"),
    path("institutions/", cooperations.cooperations_listed, name="cooperations"),
    path("institutions/<str:ref>/", cooperations.cooperation, name="cooperation"),
    path("institutions/<str:ref>/approve/", cooperations.cooperation_approve, name="cooperation_approve"),
    path("institutions/<str:ref>/refuse/", cooperations.cooperation_refuse, name="cooperation_refuse"),
    path("institutions/<str:ref>/end/", cooperations.cooperation_end, name="cooperation_end"),
    path("institutions/<str:ref>/people/", cooperations.cooperation_invite, name="cooperation_invite"),
    path(
        "institutions/<str:ref>/people/<int:membership_id>/end/",
        cooperations.cooperation_member_end,
        name="cooperation_member_end",
    ),
    path("deployments/", deployments.deployments, name="deployments"),
    path("deployments/months/", statements.statements, name="statements"),
    path("deployments/months/<int:person_id>/<str:month>/", statements.statement, name="statement"),
    path("deployments/months/<int:person_id>/<str:month>/paper/", statements.statement_paper, name="statement_paper"),
    path("deployments/bills/", bills.bills, name="bills"),
    path("deployments/bills/new/<str:ref>/<str:month>/", bills.bill_new, name="bill_new"),
    path("deployments/bills/<str:ref>/", bills.bill, name="bill"),
    path("deployments/bills/<str:ref>/back/", bills.bill_back, name="bill_back"),
    path("deployments/bills/<str:ref>/paper/", bills.bill_paper, name="bill_paper"),
    path("deployments/<str:ref>/", deployments.deployment, name="deployment"),
    path("deployments/<str:ref>/confirm/", deployments.deployment_confirm, name="deployment_confirm"),
    path("deployments/<str:ref>/refuse/", deployments.deployment_refuse, name="deployment_refuse"),
    path("deployments/<str:ref>/scan/", deployments.deployment_scan, name="deployment_scan"),
    path("deployments/<str:ref>/sheet/", deployments.deployment_sheet, name="deployment_sheet"),
    path("guides/", guiding.guides, name="guides"),
    path("guides/new/", guide_taking.guide_new, name="guide_new"),
    path("guides/new/person/", guide_taking.guide_new_person, name="guide_new_person"),
    path("guides/new/<int:person_id>/", guide_taking.guide_new_for, name="guide_new_for"),
    path("guides/asked/<str:ref>/", guide_taking.guide_asked, name="guide_asked"),
    path("guides/asked/<str:ref>/refuse/", guiding.guide_refuse, name="guide_refuse"),
    path("guides/of/<int:need_id>/", guiding.guide_order_of, name="guide_order_of"),
    path("guides/orders/<str:ref>/", guiding.guide_order, name="guide_order"),
    path("guides/orders/<str:ref>/prolong/", guiding.guide_prolong, name="guide_prolong"),
    path("guides/orders/<str:ref>/close/", guiding.guide_close, name="guide_close"),
    path("guides/sheets/<str:ref>/", guiding.guide_sheet, name="guide_sheet"),
    path("guides/sheets/<str:ref>/send/", guiding.guide_send, name="guide_send"),
    path("old-pages/", old_pages.old_pages, name="old_pages"),
    path("grants/", grants.grants, name="grants"),
    path("grants/new/", grants.grant_new, name="grant_new"),
    path("grants/calendar/", grant_tasks.grants_calendar, name="grants_calendar"),
    path("grants/<str:ref>/", grants.grant, name="grant"),
    path("grants/<str:ref>/change/", grants.grant_change, name="grant_change"),
    path("grants/<str:ref>/codes/", grants.grant_codes, name="grant_codes"),
    path("grants/<str:ref>/follow-up/", grants.grant_follow_up, name="grant_follow_up"),
    path("grants/<str:ref>/step/<slug:verb>/", grants.grant_step, name="grant_step"),
    path("grants/<str:ref>/write/", grant_drafting.grant_write, name="grant_write"),
    path("grants/<str:ref>/write/keep/", grant_drafting.grant_text, name="grant_text"),
    path("grants/<str:ref>/plan/", grant_drafting.grant_plan, name="grant_plan"),
    path("grants/<str:ref>/plan/own-money/", grant_drafting.grant_own_money, name="grant_own_money"),
    path("grants/<str:ref>/copy/", grant_drafting.grant_copy, name="grant_copy"),
    path("grants/<str:ref>/notice/", grant_notices.grant_notice, name="grant_notice"),
    path("grants/<str:ref>/instalments/new/", grant_notices.grant_instalment, name="grant_instalment"),
    path("grants/<str:ref>/instalments/<int:instalment_id>/", grant_notices.grant_received, name="grant_received"),
    path("grants/<str:ref>/tasks/new/", grant_tasks.grant_task_new, name="grant_task_new"),
    path("grants/<str:ref>/tasks/<int:task_id>/done/", grant_tasks.grant_task_done, name="grant_task_done"),
    path("grants/<str:ref>/tasks/<int:task_id>/undo/", grant_tasks.grant_task_undo, name="grant_task_undo"),
    path("grants/<str:ref>/ledger/", grant_ledger.grant_ledger, name="grant_ledger"),
    path("grants/<str:ref>/ledger/take-over/", grant_ledger.grant_take_over, name="grant_take_over"),
    path("grants/<str:ref>/ledger/progress/", grant_ledger.grant_taking_over, name="grant_taking_over"),
    path("grants/<str:ref>/ledger/new/<slug:part>/", grant_ledger.grant_line_new, name="grant_line_new"),
    path("grants/<str:ref>/ledger/<int:line_id>/back/", grant_ledger.grant_line_back, name="grant_line_back"),
    path("signposts/", signposts.signposts_listed, name="signposts"),
    path("signposts/<str:ref>/", signposts.signpost_outcome, name="signpost_outcome"),
    path("pages/", pages.pages, name="pages"),
    path("pages/take-over/", taking_over.pages_offered, name="pages_offered"),
    path("pages/take-over/<str:ref>/", taking_over.page_offered, name="page_offered"),
    path("pages/milestones/", page_milestones.page_milestones, name="page_milestones"),
    path("pages/milestones/<slug:key>/", page_milestones.page_milestone, name="page_milestone"),
    path("pages/milestones/<slug:key>/no/", page_milestones.page_milestone_no, name="page_milestone_no"),
    path("pages/<str:ref>/publish/", pages.page_publish, name="page_publish"),
    path("pages/<str:ref>/send-back/", pages.page_send_back, name="page_send_back"),
    path("pages/<str:ref>/original/", taking_over.page_original, name="page_original"),
    path("pages/<str:ref>/follow/", taking_over.page_follow, name="page_follow"),
    *paths(desk(may_see_every_page, of=CORE)),
]
