"""How the API narrows lists of orders."""

import django_filters

from .models import Order


class OrderFilter(django_filters.FilterSet):
    """Narrows orders by what they ask for and how far they have come."""

    status = django_filters.MultipleChoiceFilter(choices=Order.Status.choices)
    department = django_filters.CharFilter("department__code", label="实施单位代码")
    initiator = django_filters.CharFilter("initiator__code", label="发起单位代码")
    measure = django_filters.CharFilter("measure__code", label="措施代码")
    executable = django_filters.BooleanFilter(
        method="now_executable", label="此刻可以执行"
    )

    class Meta:
        model = Order
        fields = ["entry"]

    def now_executable(self, orders, name, value):
        return orders.filter(may_execute=value)
