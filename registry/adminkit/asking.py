import copy

from django.http import QueryDict


def asking_for(request, query):
    """A request by the same official that asks for the list with the address `query`."""
    asked = copy.copy(request)
    asked.method, asked.GET = "GET", QueryDict(query)
    return asked
