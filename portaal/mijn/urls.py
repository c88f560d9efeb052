"""Addresses of the own place, and those with which a coach opens and closes it."""

from django.urls import path

from . import coach, deur, views

app_name = "mijn"
urlpatterns = [
    path("mijn/", views.start, name="start"),
    path("mijn/binnen/", deur.kaart, name="binnen"),
    path("mijn/binnen/code/", deur.code, name="code"),
    path("mijn/binnen/pin/", deur.pin, name="pin"),
    path("mijn/k/<str:nummer>/<str:woorden>/", deur.gescand, name="gescand"),
    path("mijn/stoppen/", deur.stoppen, name="stoppen"),
    path("gezinnen/<uuid:pk>/plekken/", coach.plekken, name="plekken"),
    path("gezinnen/leden/<uuid:pk>/plek/", coach.plek, name="plek"),
    path("gezinnen/leden/<uuid:pk>/plek/kaart/", coach.kaart, name="plek_kaart"),
    path("gezinnen/leden/<uuid:pk>/plek/brief/", coach.brief, name="plek_brief"),
    path("gezinnen/leden/<uuid:pk>/plek/code/", coach.code, name="plek_code"),
    path("gezinnen/leden/<uuid:pk>/plek/sluiten/", coach.sluiten, name="plek_sluiten"),
]
