"""Addresses of the door. The code page has allauth's own name: the stage of the log-in leads there."""

from django.urls import path

from . import beheer, beheerder, bewaard, deur, slot, stap, vergeten, wachtwoord

app_name = "aanmelden"
urlpatterns = [
    path("instellen/", stap.instellen, name="instellen"),
    path("instellen/sleutel/", stap.sleutel_instellen, name="sleutel_instellen"),
    path("noodcodes/", stap.noodcodes, name="noodcodes"),
    path("noodcodes/nieuw/", beheer.noodcodes_nieuw, name="noodcodes_nieuw"),
    path("bevestig/", beheer.bevestig, name="bevestig"),
    path("slot/", slot.slot, name="slot"),
    path("vergrendel/", slot.vergrendel, name="vergrendel"),
    path("actief/", slot.actief, name="actief"),
    path("verder/<uuid:over>/", bewaard.verder, name="verder"),
    path("telefoon/", deur.toestel, name="toestel"),
    path("mijn/", beheer.overzicht, name="overzicht"),
    path("mijn/wachtwoord/", wachtwoord.wachtwoord, name="wachtwoord"),
    path("mijn/pincode/", beheer.pincode, name="pincode"),
    path("mijn/telefoon/", beheer.toestel_vertrouwen, name="toestel_vertrouwen"),
    path("mijn/telefoon/<uuid:pk>/weg/", beheer.toestel_einde, name="toestel_einde"),
    path("mijn/sleutel/<int:pk>/weg/", beheer.sleutel_weg, name="sleutel_weg"),
    path("mijn/sessies/andere/", beheer.andere_sessies_einde, name="andere_sessies_einde"),
    path("mijn/sessies/<uuid:pk>/", beheer.sessie_einde, name="sessie_einde"),
    path("vergeten/", vergeten.vraag, name="vergeten"),
    path("vergeten/verstuurd/", vergeten.verstuurd, name="vergeten_verstuurd"),
    path("vergeten/<str:uidb64>/<str:token>/", vergeten.nieuw, name="vergeten_link"),
    path("rekening/<uuid:pk>/opnieuw/", beheerder.opnieuw, name="opnieuw"),
    path("rekening/<uuid:pk>/wachtwoord/", beheerder.wachtwoord, name="wachtwoord_weg"),
    path("herstel/<uuid:pk>/bevestigen/", beheerder.bevestigen, name="herstel_bevestigen"),
    path("herstel/<uuid:pk>/afwijzen/", beheerder.afwijzen, name="herstel_afwijzen"),
]
