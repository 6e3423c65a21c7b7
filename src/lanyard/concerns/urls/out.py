"""What leaves this room: printed chronologies, files for other schools, counts, posters, retention."""

urlpatterns = []
