from typing import Self

from django.db import models


class OwnDepartment(models.QuerySet):
    """Rows that belong to one department each; `OWNER` is the way from the row to it."""

    OWNER = "department"

    def visible_to(self, user) -> Self:
        """Those of the official's own department; all for those who oversee."""
        if user.sees_all:
            return self
        return self.filter(**{self.OWNER: user.department_id or 0})
