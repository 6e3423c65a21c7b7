"""Routes of this room, part by part."""

from lanyard.concerns.casework import urls as casework
from lanyard.concerns.handover import urls as handover
from lanyard.concerns.intake import urls as intake
from lanyard.concerns.oversight import urls as oversight

app_name = "concerns"
urlpatterns = [*intake.urlpatterns, *casework.urlpatterns, *handover.urlpatterns, *oversight.urlpatterns]
