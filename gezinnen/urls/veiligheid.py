"""Addresses of worries about safety."""

from django.urls import path

from gezinnen.views import veiligheid

urlpatterns = [
    path("veiligheid/", veiligheid.lijst, name="zorgen"),
    path("veiligheid/woorden/", veiligheid.woordenlijst, name="woordingen"),
    path("veiligheid/woorden/nieuw/", veiligheid.woording_nieuw, name="woording_nieuw"),
    path("veiligheid/woorden/<uuid:pk>/", veiligheid.woording, name="woording"),
    path("veiligheid/<uuid:pk>/", veiligheid.zorg, name="zorg"),
    path("veiligheid/<uuid:pk>/stap/", veiligheid.stap, name="zorg_stap"),
    path("veiligheid/<uuid:pk>/beslissen/", veiligheid.beslissen, name="zorg_beslissen"),
    path("veiligheid/<uuid:pk>/sluiten/", veiligheid.sluiten, name="zorg_sluiten"),
    path("veiligheid/<uuid:pk>/contact/", veiligheid.contact, name="zorg_contact"),
    path("<uuid:pk>/veiligheid/", veiligheid.van_gezin, name="veiligheid"),
    path("<uuid:pk>/veiligheid/nieuw/", veiligheid.nieuw, name="zorg_nieuw"),
]
