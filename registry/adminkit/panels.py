"""The workbench is made of panels, which the desks of all apps hang in (`panels(request)`)."""

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
    """Every panel that the desks of `site` have for who asks, in their order."""
    found = [
        panel
        for desk in site._registry.values()
        if hasattr(desk, "panels")
        for panel in desk.panels(request)
    ]
    return sorted(found, key=lambda panel: panel.order)


def waiting_for(site, request) -> list[dict]:
    """What waits for who asks: what is late first, then as the desks give it."""
    found = [
        case
        for desk in site._registry.values()
        if hasattr(desk, "waiting")
        for case in desk.waiting(request)
    ]
    return sorted(found, key=lambda case: not case.get("late"))
