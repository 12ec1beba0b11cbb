from django.urls import path

from . import ledger

urlpatterns = [
    path("ledger/", ledger.ledger_page, name="ledger"),
    path("ledger/heads.json", ledger.ledger_json, name="ledger_json"),
    path("ledger/<int:number>.json", ledger.seal_json, name="seal_json"),
    path("entries/<int:pk>/changes/", ledger.changes_page, name="changes"),
    path("proof/", ledger.proof_desk, name="proof_desk"),
    path("proof/<str:code>/", ledger.proof_page, name="proof"),
    path("proof/<str:code>/facts.json", ledger.proof_json, name="proof_json"),
    path("proof/<str:code>/proof.pdf", ledger.proof_pdf, name="proof_pdf"),
]
