from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("", views.EventList.as_view(), name="event-list"),
    path("unduh/", views.EventExport.as_view(), name="event-export"),
]
