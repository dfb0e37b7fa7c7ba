from django.urls import path

from audit import reset_views as views

app_name = "people"
urlpatterns = [
    path("<int:pk>/tautan-sandi/", views.PasswordLink.as_view(), name="password-link"),
    path("<int:pk>/langkah-kedua/", views.SecondFactorRemove.as_view(), name="second-factor-remove"),
]
