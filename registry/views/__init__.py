"""The public pages, which everybody reads without an account and without scripts."""

from django.views.generic import TemplateView

from .calendar_feeds import calendar_feed
from .case_status import status_page
from .departments import departments
from .front import home
from .lists import one_list
from .machines import robots, sitemap
from .notices import notices
from .persons import person_page
from .searches import search_page
from .standards import standard, standards
from .subjects import subject_page

guide = TemplateView.as_view(template_name="registry/guide.html")

__all__ = [
    "calendar_feed",
    "departments",
    "guide",
    "home",
    "notices",
    "one_list",
    "person_page",
    "robots",
    "search_page",
    "sitemap",
    "standard",
    "standards",
    "status_page",
    "subject_page",
]
