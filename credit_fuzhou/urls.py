"""All addresses of the platform."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

import reporting.api

from . import health

router = SimpleRouter()
router.register("monthly-reports", reporting.api.MonthlyReportViewSet)
router.register("examples", reporting.api.ExampleViewSet)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("registry.api.urls")),
    path("api/v1/", include(router.urls)),
    path("api/v1/", include("sanctions.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(), name="docs"),
    path("disputes/", include("disputes.urls")),
    path("repair/", include("repair.urls")),
    path("", include("sanctions.urls")),
    path("", include("reporting.urls")),
    path("", include("registry.urls")),
]

handler400 = "credit_fuzhou.errors.bad_request"
handler403 = "credit_fuzhou.errors.permission_denied"
handler404 = "credit_fuzhou.errors.page_not_found"
handler500 = "credit_fuzhou.errors.server_error"
