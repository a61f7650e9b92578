from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from lotsenwerk.kit import appearance, styleguide

app_name = "look"
urlpatterns = [
    path("theme/", appearance.set_theme, name="theme"),
    path("shortcuts/", appearance.set_shortcuts, name="shortcuts"),
    path("language/", set_language, name="language"),
]
if settings.DEMO:
    urlpatterns += [
        path("styleguide/", styleguide.styleguide, name="styleguide"),
        path("styleguide/today/", styleguide.styleguide_today, name="styleguide_today"),
        path("styleguide/intake/", styleguide.styleguide_intake, name="styleguide_intake"),
        path("styleguide/mine/", styleguide.styleguide_mine, name="styleguide_mine"),
    ]
