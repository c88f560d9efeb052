from django.urls import path

from . import views

app_name = "ondersteuning"
urlpatterns = [path("", views.toon, name="stand")]
