"""Addresses of the door. The code page has allauth's own name: the stage of the log-in leads there."""

from django.urls import path

from . import stap

app_name = "aanmelden"
urlpatterns = [
    path("instellen/", stap.instellen, name="instellen"),
    path("noodcodes/", stap.noodcodes, name="noodcodes"),
]
