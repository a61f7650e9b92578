"""One line for each door."""

from django.urls import include, path, register_converter

from lotsenwerk.web.entrance.arriving.keys import set_shortcuts
from lotsenwerk.web.entrance.arriving.language import set_language
from lotsenwerk.web.portal.directory.pictures import picture, small_picture
from lotsenwerk.web.portal.entry import LanguageInAddress
from lotsenwerk.web.portal.found.views import sitemap

register_converter(LanguageInAddress, "language")

urlpatterns = [
    path("", include("lotsenwerk.web.entrance.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("pictures/<slug:ref>/", picture, name="picture"),
    path("pictures/<slug:ref>/small/", small_picture, name="small_picture"),
    path("api/", include("lotsenwerk.web.api.urls")),
    path("account/", include("lotsenwerk.web.entrance.account_urls")),
    path("desk/", include("lotsenwerk.web.desk.urls")),
    path("mine/", include("lotsenwerk.web.mine.urls")),
    path("partner/", include("lotsenwerk.web.partner.urls")),
    path("<language:language>/", include("lotsenwerk.web.portal.urls")),
    # They stand before the kit's: the kit knows a cookie, the entrance knows who is logged in.
    path("look/language/", set_language),
    path("look/shortcuts/", set_shortcuts),
    path("look/", include("lotsenwerk.kit.look_urls")),
]

handler400 = "lotsenwerk.web.entrance.errors.bad_request"
handler403 = "lotsenwerk.web.entrance.errors.forbidden"
handler404 = "lotsenwerk.web.entrance.errors.not_found"
handler429 = "lotsenwerk.web.entrance.errors.too_many"
handler500 = "lotsenwerk.web.entrance.errors.server_error"
