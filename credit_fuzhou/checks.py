"""Checks of a deployment (`manage.py check --deploy`)."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def secrets_are_given(app_configs, **kwargs) -> list[checks.Error]:
    """With a database server, secrets must come from the environment, not from the generated file."""
    if settings.ON_SQLITE:
        return []
    return [
        checks.Error(
            f"{name} is not set; a generated value from var/keys.env is in use.",
            hint="Set it in the environment and keep a copy in a safe place.",
            id=f"credit_fuzhou.E00{number}",
        )
        for number, name in enumerate(settings.SECRETS, start=1)
        if name in settings.GENERATED_SECRETS
    ]
