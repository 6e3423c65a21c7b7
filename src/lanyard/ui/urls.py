from lanyard.kernel.gate import anyone, route, signed_in
from lanyard.ui import search, views

app_name = "ui"
urlpatterns = [
    route("", views.home, name="home", access=anyone()),
    route("all-pages/", views.all_pages, name="all-pages", access=signed_in()),
    route("accessibility/", views.accessibility, name="accessibility", access=anyone()),
    route("privacy/", views.privacy, name="privacy", access=anyone()),
    route("app.webmanifest", views.manifest, name="manifest", access=anyone()),
    route("help/", views.help_guides, name="guides", access=anyone()),
    route("help/<slug:guide>/", views.help_guide, name="guide", access=anyone()),
    route("search/", search.search, name="search", access=signed_in()),
    route("app-worker.js", views.worker, name="worker", access=anyone()),
    route("offline/", views.offline, name="offline", access=anyone()),
    # Another app shares without a cookie or a token of ours: nothing is done in anybody's name.
    route("share/", views.share, name="share", access=anyone(cookieless=True)),
    route("health/", views.health, name="health", access=anyone()),
]
