"""The app of joint measures: what it adds to the register when the project starts."""

from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    name = "sanctions"
    verbose_name = "联合奖惩"

    def ready(self):
        from registry.management import demonstration
        from registry.management import seeding as ground

        from . import receivers, seeding  # noqa: F401
        from .management.demonstration import play

        ground.EXTRA_SEEDS.append(("奖惩措施", seeding.load_catalogue))
        ground.EXTRA_SEEDS.append(("合作备忘录（示例草稿）", seeding.load_memoranda))
        demonstration.EXTRA_SCENES.append(("联合奖惩", play))
