"""Reporting a concern, and coming back with a code."""

urlpatterns = []
