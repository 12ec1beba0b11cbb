from django.contrib.admin import AdminSite
from django.views.decorators.csrf import csrf_exempt

from registry.adminkit import SYSTEM, private_search

MENU = ["名单管理", "联合奖惩", "信用修复", "异议投诉", "月报督导", "交换共享", SYSTEM]
"""The groups of the desk's menu, in the order of the work."""


class CreditAdminSite(AdminSite):
    """The officials' desk; its menu follows the work, not the code."""

    site_title = "福州市公共信用信息平台"
    site_header = "福州市公共信用信息平台"
    index_title = "工作台"
    site_url = "/"
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def get_app_list(self, request, app_label=None):
        groups = {}
        for app in super().get_app_list(request, app_label):
            for row in app["models"]:
                desk = self._registry[row["model"]]
                place = getattr(desk, "menu_order", 90)
                group = groups.setdefault(getattr(desk, "menu", SYSTEM), [])
                group.append((place, row["name"], row))
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
        waiting = [
            matter
            for desk in self._registry.values()
            if hasattr(desk, "waiting")
            for matter in desk.waiting(request)
        ]
        return super().index(request, {**(extra_context or {}), "waiting": waiting})

    @csrf_exempt
    def autocomplete_view(self, request):
        return private_search(self, request)
