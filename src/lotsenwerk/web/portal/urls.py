"""The door's table of contents; the language stands before each of its addresses."""

from django.urls import path, register_converter

from lotsenwerk.web.portal.advice import views as advice
from lotsenwerk.web.portal.asking import views as asking
from lotsenwerk.web.portal.courses import views as courses
from lotsenwerk.web.portal.dates import calendars, materials
from lotsenwerk.web.portal.dates import views as dates
from lotsenwerk.web.portal.directory import elsewhere
from lotsenwerk.web.portal.feeds import views as feeds
from lotsenwerk.web.portal.funding import views as funding
from lotsenwerk.web.portal.guides import views as guides
from lotsenwerk.web.portal.help import views as helping
from lotsenwerk.web.portal.home import views as home
from lotsenwerk.web.portal.legal import views as legal
from lotsenwerk.web.portal.offers import views as offers
from lotsenwerk.web.portal.organisations import views as organisations
from lotsenwerk.web.portal.projects import views as projects
from lotsenwerk.web.portal.reading import views as reading

register_converter(elsewhere.ShelfInAddress, "shelf")

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("advice/", advice.advice, name="advice"),
    path("ask/", asking.asking, name="asking"),
    path("ask/<slug:town>/<int:pool_id>/", asking.asked_pool, name="asked_pool"),
    path("help/", helping.help_form, name="help"),
    path("help/thanks/", helping.thanks, name="thanks"),
    path("guides/", guides.guides, name="guides"),
    path("guides/thanks/", guides.guides_thanks, name="guides_thanks"),
    path("dates/", dates.dates, name="dates"),
    path("dates.ics", calendars.town, name="dates_calendar"),
    path("dates/mine/<str:ticket>/", dates.date_mine, name="date_mine"),
    path("dates/<slug:slug>/", dates.date_page, name="date"),
    path("dates/<slug:slug>/files/<str:ref>.pdf", materials.date_material, name="date_material"),
    path("dates/<slug:slug>.ics", calendars.series, name="date_calendar"),
    path("courses/", courses.courses, name="courses"),
    path("courses/mine/<str:ticket>/", courses.course_mine, name="course_mine"),
    path("courses/<slug:slug>/", courses.course, name="course"),
    path("courses/<slug:slug>/book/", courses.course_book, name="course_book"),
    path("courses/<slug:slug>.ics", courses.course_calendar, name="course_calendar"),
    path("funding/", funding.funding, name="funding"),
    path("imprint/", legal.imprint, name="imprint"),
    path("privacy/", legal.privacy, name="privacy"),
    path("accessibility/", legal.accessibility, name="accessibility"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:slug>/", projects.project, name="project"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<slug:slug>/", offers.offer, name="offer"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("news/", reading.news, name="news"),
    path("news/<slug:slug>/", reading.news_one, name="news_one"),
    path("texts/", reading.texts, name="texts"),
    path("texts/<slug:slug>/", reading.text, name="text"),
    path("sites/", reading.sites, name="sites"),
    path("sites/<slug:slug>/", reading.site, name="site"),
    path("<shelf:shelf>/<slug:slug>/card.png", elsewhere.share_card, name="share_card"),
    path("<shelf:shelf>.json", elsewhere.list_as_json, name="list_as_json"),
    path("embed/<shelf:shelf>.js", elsewhere.list_elsewhere, name="list_elsewhere"),
    path("offers.csv", feeds.offers_table, name="offers_table"),
    path("<slug:shelf>.atom", feeds.feed, name="feed"),
]
