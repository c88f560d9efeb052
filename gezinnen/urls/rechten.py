"""Addresses of data and rights."""

from django.urls import path

from gezinnen.views import rechten

urlpatterns = [
    path("<uuid:pk>/rechten/", rechten.rechten, name="rechten"),
    path("<uuid:pk>/rechten/vraag/", rechten.verzoek_nieuw, name="verzoek_nieuw"),
    path("<uuid:pk>/rechten/wissen/kopie/", rechten.wissing_kopie, name="wissing_kopie"),
    path("<uuid:pk>/rechten/wissen/wachten/", rechten.wissing_tegenhouden, name="wissing_tegenhouden"),
    path("leden/<uuid:pk>/kopie/", rechten.kopie, name="kopie"),
    path("gegevensvragen/<uuid:pk>/", rechten.verzoek, name="verzoek"),
    path("gegevensvragen/<uuid:pk>/verlengen/", rechten.verzoek_verlengen, name="verzoek_verlengen"),
    path("gegevensvragen/<uuid:pk>/antwoord/", rechten.verzoek_afronden, name="verzoek_afronden"),
]
