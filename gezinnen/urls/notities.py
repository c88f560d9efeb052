"""Addresses of notes, and of reading on after a task."""

from django.urls import path

from gezinnen.views import nalezen, notitie

urlpatterns = [
    path("<uuid:pk>/notities/", notitie.lijst, name="notities"),
    path("<uuid:pk>/notities/<slug:soort>/", notitie.nieuw, name="notitie_nieuw"),
    path("notities/mijn/", notitie.mijn, name="mijn_notities"),
    path("notities/mijn/<uuid:pk>/", notitie.mijn_antwoord, name="mijn_notitie_antwoord"),
    path("notities/<uuid:pk>/", notitie.notitie, name="notitie"),
    path("notities/<uuid:pk>/verbeteren/", notitie.verbeteren, name="notitie_verbeteren"),
    path("notities/<uuid:pk>/lezers/", notitie.lezers, name="notitie_lezers"),
    path("<uuid:pk>/nalezen/", nalezen.nieuw, name="nalezen"),
    path("nalezen/mijn/", nalezen.mijn, name="mijn_nalezen"),
    path("nalezen/<uuid:pk>/stoppen/", nalezen.stoppen, name="nalezen_stoppen"),
]
