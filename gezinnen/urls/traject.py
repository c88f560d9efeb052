"""Addresses of intake, trajectory, goals and steps."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
