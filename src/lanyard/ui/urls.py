from lanyard.kernel.gate import anyone, route
from lanyard.ui import views

app_name = "ui"
urlpatterns = [
    route("", views.home, name="home", access=anyone()),
    route("accessibility/", views.accessibility, name="accessibility", access=anyone()),
    route("privacy/", views.privacy, name="privacy", access=anyone()),
    route("app.webmanifest", views.manifest, name="manifest", access=anyone()),
    route("app-worker.js", views.worker, name="worker", access=anyone()),
    route("offline/", views.offline, name="offline", access=anyone()),
    # Another app shares without a cookie or a token of ours: nothing is done in anybody's name.
    route("share/", views.share, name="share", access=anyone(cookieless=True)),
    route("health/", views.health, name="health", access=anyone()),
]
