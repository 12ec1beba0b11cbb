"""What the desk calls the actions of this app in an instance's history."""

from registry.adminkit import name_verbs

name_verbs(
    "reporting",
    {
        "opened": "开启",
        "remarked": "说明数据",
        "progressed": "填报进展",
    },
)
