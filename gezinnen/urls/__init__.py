"""Addresses of the app: those of the family here, those of intake, trajectory and goals in traject.py."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "gezinnen"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gezinnen.urls.traject")),
]
