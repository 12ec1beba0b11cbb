"""The address of the public page of credit repair."""

from django.urls import path

from . import views

app_name = "repair"

urlpatterns = [path("apply/", views.apply, name="apply")]
