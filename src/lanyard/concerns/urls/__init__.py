"""Routes of this room, by what people come to do."""

from lanyard.concerns.urls import case, dealing, intake, out

app_name = "concerns"
urlpatterns = [*intake.urlpatterns, *case.urlpatterns, *dealing.urlpatterns, *out.urlpatterns]
