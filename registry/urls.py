"""The addresses of the public pages."""

from django.urls import path

from . import views
from .feeds import DepartmentFeed, JsonDepartmentFeed
from .views import ledger

app_name = "registry"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search_page, name="search"),
    path("subjects/<str:key>/", views.subject_page, name="subject"),
    path("person/", views.person_page, name="person"),
    path("red/", views.one_list, {"kind": "red"}, name="red"),
    path("black/", views.one_list, {"kind": "black"}, name="black"),
    path("standards/", views.standards, name="standards"),
    path("standards/<slug:code>/", views.standard, name="standard"),
    path("departments/", views.departments, name="departments"),
    path("status/", views.status_page, name="status"),
    path("notices/", views.notices, name="notices"),
    path("guide/", views.guide, name="guide"),
    path("feeds/<slug:code>/<slug:kind>.atom", DepartmentFeed(), name="atom"),
    path("feeds/<slug:code>/<slug:kind>.json", JsonDepartmentFeed(), name="json"),
    # Calendar programmes keep the address that they were given when feeds belonged to disputes.
    path("disputes/calendar/<str:token>.ics", views.calendar_feed, name="calendar"),
    path("ledger/", ledger.ledger_page, name="ledger"),
    path("ledger/heads.json", ledger.ledger_json, name="ledger_json"),
    path("ledger/<int:number>.json", ledger.seal_json, name="seal_json"),
    path("entries/<int:pk>/changes/", ledger.changes_page, name="changes"),
    path("proof/", ledger.proof_desk, name="proof_desk"),
    path("proof/<str:code>/", ledger.proof_page, name="proof"),
    path("proof/<str:code>/facts.json", ledger.proof_json, name="proof_json"),
    path("proof/<str:code>/proof.pdf", ledger.proof_pdf, name="proof_pdf"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
