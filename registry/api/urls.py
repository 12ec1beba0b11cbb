"""The addresses of the register in the API, under api/v1/."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from . import entries, exchange, incoming, push, reference, standards, subjects

router = SimpleRouter()
router.register("entries", entries.EntryViewSet)
router.register("subjects", subjects.SubjectViewSet)
router.register("standards", standards.StandardViewSet)
router.register("departments", reference.DepartmentViewSet)
router.register("fields", reference.FieldViewSet)
router.register("regions", reference.RegionViewSet)

urlpatterns = [
    path("", include(router.urls)),
    re_path("^changes/?$", exchange.Changes.as_view()),
    path("changes/acknowledgements/", exchange.Acknowledgement.as_view()),
    path("snapshots/latest/", exchange.Snapshot.as_view()),
    re_path(
        r"^snapshots/(?P<snapshot>\d{8}-\d{6})/(?P<name>entries\.(?:jsonl|csv))$",
        exchange.SnapshotFile.as_view(),
    ),
    path("submissions/", push.Submissions.as_view()),
    path("incoming/", incoming.FromElsewhere.as_view()),
    path("recalls/", exchange.Recalls.as_view()),
    path("recalls/<int:pk>/acknowledgement/", exchange.RecallAcknowledgement.as_view()),
]
