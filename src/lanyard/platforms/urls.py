from lanyard.kernel.gate import anyone, route
from lanyard.platforms import views

app_name = "platforms"
urlpatterns = [
    route("platforms/", views.platforms, name="platforms", access=anyone()),
    route("platforms/<slug:platform>/", views.platform, name="platform", access=anyone()),
    # Not under platforms/, where it would hide a service of that key.
    route("which-service/", views.which_service, name="which-service", access=anyone(cookieless=True)),
]
