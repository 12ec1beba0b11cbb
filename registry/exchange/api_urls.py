from django.urls import path, re_path

from . import api, incoming, push

urlpatterns = [
    re_path("^changes/?$", api.Changes.as_view()),
    path("changes/acknowledgements/", api.Acknowledgement.as_view()),
    path("snapshots/latest/", api.Snapshot.as_view()),
    re_path(
        r"^snapshots/(?P<snapshot>\d{8}-\d{6})/(?P<name>entries\.(?:jsonl|csv))$",
        api.SnapshotFile.as_view(),
    ),
    path("submissions/", push.Submissions.as_view()),
    path("incoming/", incoming.FromElsewhere.as_view()),
    path("recalls/", api.Recalls.as_view()),
    path("recalls/<int:pk>/acknowledgement/", api.RecallAcknowledgement.as_view()),
]
