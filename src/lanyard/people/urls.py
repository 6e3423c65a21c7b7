from lanyard.people import demo_signin, signin_views
from lanyard.ui.gate import anyone, route, signed_in

app_name = "people"
urlpatterns = [
    route("demonstration/", demo_signin.choose, name="demonstration", access=anyone()),
    route("second-step/", signin_views.second_step, name="second-step", access=signed_in()),
]
