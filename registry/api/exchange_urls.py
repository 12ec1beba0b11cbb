from django.urls import path, re_path

from . import exchange, incoming, push

urlpatterns = [
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
