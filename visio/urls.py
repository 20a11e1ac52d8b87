"""What can be asked? The API, the pages, and whether we are well; files are served before anything comes here."""

from __future__ import annotations

from django.urls import path

from visio.web import health, pages
from visio.web.api import api

urlpatterns = [
    path("api/", api.urls),
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("", pages.home),
    path("signin", pages.signin),
    path("signin/back/<str:provider>", pages.signin),
    path("signin/out", pages.signin),
    path("recordings", pages.recordings),
    path("recordings/<uuid:id>", pages.recordings),
    path("theme.css", pages.theme),
    path("<str:slug>", pages.room),
]

handler400 = "visio.web.manners.bad_request"
handler404 = "visio.web.pages.nothing"
handler500 = "visio.web.manners.server_error"
