"""Addresses of the log."""

from django.urls import path

from . import views

app_name = "logboek"
urlpatterns = [path("", views.overzicht, name="overzicht")]
