from django.urls import path

from . import views
from .invoer import views as invoer

app_name = "rapportage"
urlpatterns = [
    path("", views.rapporten, name="rapporten"),
    path("<uuid:pk>/", views.rapport, name="rapport"),
    path("<uuid:pk>/bestanden/", views.bestanden, name="bestanden"),
    path("invoer/", invoer.invoeren, name="invoeren"),
    path("invoer/sjabloon/", invoer.sjabloon, name="sjabloon"),
    path("invoer/<uuid:pk>/", invoer.invoer, name="invoer"),
    path("invoer/<uuid:pk>/kolommen/", invoer.kolommen, name="invoer_kolommen"),
    path("invoer/<uuid:pk>/invoeren/", invoer.voer_in, name="voer_in"),
    path("invoer/<uuid:pk>/problemen/", invoer.problemen, name="problemen"),
    path("nummers/", invoer.nummers, name="nummers"),
    path("registraties/", invoer.registraties, name="registraties"),
]
