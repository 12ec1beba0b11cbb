"""Public addresses of statistics and examples."""

from django.urls import path

from . import views

app_name = "reporting"

urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<slug:name>.csv", views.statistics_csv, name="statistics_csv"),
    path("examples/", views.examples, name="examples"),
]
