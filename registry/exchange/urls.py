from django.urls import path

from . import views

urlpatterns = [
    path("ledger/", views.ledger_page, name="ledger"),
    path("ledger/heads.json", views.ledger_json, name="ledger_json"),
    path("ledger/<int:number>.json", views.seal_json, name="seal_json"),
    path("entries/<int:pk>/changes/", views.changes_page, name="changes"),
    path("proof/", views.proof_desk, name="proof_desk"),
    path("proof/<str:code>/", views.proof_page, name="proof"),
    path("proof/<str:code>/facts.json", views.proof_json, name="proof_json"),
    path("proof/<str:code>/proof.pdf", views.proof_pdf, name="proof_pdf"),
]
