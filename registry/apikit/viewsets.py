"""What all views of the API have in common: who may read, page by page."""

from rest_framework import pagination, permissions, serializers, viewsets

from registry.models import ApiToken, Scope


class MayView(permissions.BasePermission):
    """Whoever holds the view permission of what is asked for, with a key that may read."""

    def has_permission(self, request, view):
        options = view.queryset.model._meta
        wanted = f"{options.app_label}.view_{options.model_name}"
        token = request.auth
        reaches = not isinstance(token, ApiToken) or Scope.READ in token.scopes
        user = request.user
        return user.is_authenticated and reaches and user.has_perm(wanted)


class Pages(pagination.CursorPagination):
    """Pages that follow the rows' numbers: as quick at the millionth, and never counted."""

    page_size = 50
    max_page_size = 500
    page_size_query_param = "page_size"
    ordering = "-pk"


class ReadOnlyViewSet(viewsets.ReadOnlyModelViewSet):
    """What all of the following have in common."""

    permission_classes = [MayView]
    pagination_class = Pages
    throttle_scope = "read"

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def filter_queryset(self, queryset):
        return queryset if self.detail else super().filter_queryset(queryset)


def code_of(label):
    """The related thing by its code, under the name of the field."""
    return serializers.SlugRelatedField("code", read_only=True, label=label)
