from django.urls import URLPattern

app_name = "organisaties"
urlpatterns: list[URLPattern] = []
