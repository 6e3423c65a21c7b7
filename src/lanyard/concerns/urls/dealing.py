"""What is done on a concern, and how it ends."""

urlpatterns = []
