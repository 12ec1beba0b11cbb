"""Addresses of the public pages about measures."""

from django.urls import path

from . import views

app_name = "sanctions"

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:code>/", views.measure, name="measure"),
    path("memoranda/", views.memoranda, name="memoranda"),
    path("classes/", views.schemes, name="schemes"),
    path("verify/", views.verify, name="verify"),
]
