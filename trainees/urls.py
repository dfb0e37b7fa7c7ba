from django.urls import URLPattern

app_name = "trainees"
urlpatterns: list[URLPattern] = []
