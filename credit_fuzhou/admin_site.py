"""The admin site of the officials: menu, workbench and search."""

from django.contrib.admin import AdminSite
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from registry.adminkit import (
    SYSTEM,
    panels_of,
    private_search,
    search_page,
    waiting_for,
)

# The groups of the menu, in the order of the work.
MENU = ["名单管理", "联合奖惩", "信用修复", "异议投诉", "月报督导", "交换共享", SYSTEM]


class CreditAdminSite(AdminSite):
    """The admin site, with a menu grouped by subject of work instead of by app."""

    site_title = "福州市公共信用信息平台"
    site_header = "福州市公共信用信息平台"
    index_title = "工作台"
    site_url = "/"
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def get_urls(self):
        view = self.admin_view(require_http_methods(["GET", "POST"])(self.search))
        keys = self.admin_view(require_GET(self.keys))
        return [
            path("search/", view, name="search"),
            path("keys/", keys, name="keys"),
            *super().get_urls(),
        ]

    def keys(self, request):
        """The page that lists the keyboard shortcuts."""
        context = {**self.each_context(request), "title": "键盘操作"}
        return TemplateResponse(request, "admin/keys.html", context)

    def search(self, request):
        """The search over all kinds of objects, from the box on every page."""
        return search_page(self, request)

    def get_app_list(self, request, app_label=None):
        """Group the models by the `menu` of their admin and sort them by its `menu_order`."""
        groups = {}
        for app in super().get_app_list(request, app_label):
            for row in app["models"]:
                model_admin = self._registry[row["model"]]
                order = getattr(model_admin, "menu_order", 90)
                group = groups.setdefault(getattr(model_admin, "menu", SYSTEM), [])
                group.append((order, row["name"], row))
        return [
            {
                "name": name,
                "app_label": f"menu-{number}",
                "app_url": "",
                "has_module_perms": True,
                "models": [
                    row for *_, row in sorted(groups[name], key=lambda one: one[:2])
                ],
            }
            for number, name in enumerate(MENU)
            if name in groups
        ]

    def index(self, request, extra_context=None):
        """The workbench: what waits for the official, and the panels of the apps."""
        context = {
            "waiting": waiting_for(self, request),
            "panels": panels_of(self, request),
        }
        return super().index(request, {**(extra_context or {}), **context})

    @csrf_exempt
    def autocomplete_view(self, request):
        # Takes POST, so that a number that is searched for stands in no address; it changes nothing.
        return private_search(self, request)
