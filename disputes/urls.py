"""Addresses of the public pages of disputes."""

from django.urls import path

from . import views

app_name = "disputes"

urlpatterns = [
    path("objections/new/", views.object_page, name="object"),
    path("complaints/new/", views.complain_page, name="complain"),
    path("tips/", views.tip_page, name="tip"),
    path("tips/follow/", views.follow_page, name="follow"),
]
