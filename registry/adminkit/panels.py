"""The workbench: panels and waiting cases, which the admin classes of all apps add.

An admin class may have `panels(request)` and `waiting(request)`; the site asks each of them.
"""

from typing import NamedTuple


class Panel(NamedTuple):
    """One block of the workbench: a title, the template that draws it, and what it draws.

    `order` says how far up it stands; a `wide` one takes the whole width; `more` is the page
    that shows all of it.
    """

    title: str
    template: str
    context: dict
    order: int = 50
    wide: bool = False
    more: str = ""


def panels_of(site, request) -> list[Panel]:
    """Every panel that the admin classes of `site` have for the official, in their order."""
    found = [
        panel
        for desk in site._registry.values()
        if hasattr(desk, "panels")
        for panel in desk.panels(request)
    ]
    return sorted(found, key=lambda panel: panel.order)


def waiting_for(site, request) -> list[dict]:
    """What waits for the official: what is late first, then in the order of the admin classes.

    Each is a dict: `number`, `label`, `url`, and where they apply `late` and `order`, by which
    late cases of several classes follow each other.
    """
    found = [
        case
        for desk in site._registry.values()
        if hasattr(desk, "waiting")
        for case in desk.waiting(request)
    ]
    return sorted(found, key=lambda case: (not case.get("late"), case.get("order", 0)))
