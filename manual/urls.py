from django.urls import path

from manual import views

app_name = "manual"
urlpatterns = [
    path("bantuan/", views.Index.as_view(), name="index"),
    path("bantuan/masuk/", views.SignInHelp.as_view(), name="sign-in"),
    path("bantuan/<slug:slug>/", views.ManualPage.as_view(), name="page"),
    path("v/bantuan/", views.check_help, name="check"),
]
