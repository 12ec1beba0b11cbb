"""What the reading views of the API have in common: who may read, and page by page."""

from rest_framework import pagination, permissions, serializers, viewsets

from registry.models import ApiToken, Scope


class MayView(permissions.BasePermission):
    """The official may view the model; the key, where one is used, may read."""

    def has_permission(self, request, view) -> bool:
        options = view.queryset.model._meta
        wanted = f"{options.app_label}.view_{options.model_name}"
        token = request.auth
        reaches = not isinstance(token, ApiToken) or Scope.READ in token.scopes
        user = request.user
        return user.is_authenticated and reaches and user.has_perm(wanted)


class Pages(pagination.CursorPagination):
    """Pages by primary key: as quick at the millionth row, and never counted."""

    page_size = 50
    max_page_size = 500
    page_size_query_param = "page_size"
    ordering = "-pk"


class ReadOnlyViewSet(viewsets.ReadOnlyModelViewSet):
    """Rows that the official may see, newest first, found by the filters of the list."""

    permission_classes = [MayView]
    pagination_class = Pages
    throttle_scope = "read"

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def filter_queryset(self, queryset):
        # The filters of the list are no condition on a single row.
        return queryset if self.detail else super().filter_queryset(queryset)


def code_of(label: str) -> serializers.SlugRelatedField:
    """A field that gives the related row by its code."""
    return serializers.SlugRelatedField("code", read_only=True, label=label)
