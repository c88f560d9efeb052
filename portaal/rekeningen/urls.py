"""Addresses of partners, accounts and roles."""

from django.urls import path

from . import opvolging, partners, uitnodiging, views

app_name = "organisaties"
urlpatterns = [
    path("partners/", partners.partners, name="partners"),
    path("partners/<uuid:pk>/", partners.partner, name="partner"),
    path("rekeningen/", views.rekeningen, name="rekeningen"),
    path("rekeningen/uitnodigen/", views.uitnodigen, name="uitnodigen"),
    path("rekeningen/<uuid:pk>/", views.rekening, name="rekening"),
    path("rekeningen/<uuid:pk>/rol/", views.rol_voorstellen, name="rol_voorstellen"),
    path("rekeningen/<uuid:pk>/uitnodiging/", views.uitnodiging_vernieuwen, name="uitnodiging_vernieuwen"),
    path("functies/<uuid:pk>/goedkeuren/", views.functie_goedkeuren, name="functie_goedkeuren"),
    path("functies/<uuid:pk>/afwijzen/", views.functie_afwijzen, name="functie_afwijzen"),
    path("functies/<uuid:pk>/beeindigen/", views.functie_beeindigen, name="functie_beeindigen"),
    path("opvolging/", opvolging.opvolging, name="opvolging"),
    path("opvolging/<uuid:pk>/", opvolging.opvolger, name="opvolger"),
    path("opvolging/<uuid:pk>/inzetten/", opvolging.inzetten, name="opvolging_inzetten"),
    path("functies/wissel/", views.wissel_functie, name="wissel_functie"),
    path("uitnodiging/<uuid:pk>/wachtwoord/", uitnodiging.wachtwoord, name="wachtwoord"),
    path("uitnodiging/<uuid:pk>/<str:token>/", uitnodiging.uitnodiging, name="uitnodiging"),
]
