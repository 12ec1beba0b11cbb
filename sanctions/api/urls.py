from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from . import (
    BatchView,
    CheckView,
    FeedbackView,
    GreenChannelView,
    MeasureViewSet,
    MemorandumViewSet,
    OrderViewSet,
    ReceiptView,
)

router = SimpleRouter()
router.register("measures", MeasureViewSet)
router.register("memoranda", MemorandumViewSet)
router.register("orders", OrderViewSet)

urlpatterns = [
    re_path("^checks/?$", CheckView.as_view(), name="check"),
    re_path("^checks/batch/?$", BatchView.as_view(), name="check-batch"),
    path("checks/<slug:receipt>/", ReceiptView.as_view(), name="check-receipt"),
    path("checks/<slug:receipt>/feedback/", FeedbackView.as_view(), name="feedback"),
    path("green-channel/", GreenChannelView.as_view(), name="green-channel"),
    *router.urls,
]
