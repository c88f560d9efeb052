from django.urls import path

from . import views

app_name = "rapportage"
urlpatterns = [
    path("", views.rapporten, name="rapporten"),
    path("<uuid:pk>/", views.rapport, name="rapport"),
    path("<uuid:pk>/bestanden/", views.bestanden, name="bestanden"),
]
