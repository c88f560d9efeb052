"""Addresses of notes."""

from django.urls import path

from gezinnen.views import notitie

urlpatterns = [
    path("<uuid:pk>/notities/", notitie.lijst, name="notities"),
    path("<uuid:pk>/notities/<slug:soort>/", notitie.nieuw, name="notitie_nieuw"),
    path("notities/mijn/", notitie.mijn, name="mijn_notities"),
    path("notities/mijn/<uuid:pk>/", notitie.mijn_antwoord, name="mijn_notitie_antwoord"),
    path("notities/<uuid:pk>/", notitie.notitie, name="notitie"),
    path("notities/<uuid:pk>/verbeteren/", notitie.verbeteren, name="notitie_verbeteren"),
    path("notities/<uuid:pk>/lezers/", notitie.lezers, name="notitie_lezers"),
]
