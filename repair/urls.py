from django.urls import path

from . import views

app_name = "repair"

urlpatterns = [path("apply/", views.apply, name="apply")]
