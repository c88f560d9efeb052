from django.urls import URLPattern

app_name = "lco"
urlpatterns: list[URLPattern] = []
