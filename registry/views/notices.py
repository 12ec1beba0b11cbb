"""The public notices of corrections and revocations."""

from django.shortcuts import render
from django.utils import timezone

from registry import disclosure
from registry.viewkit import newest_first, plain_refusals


@plain_refusals
def notices(request):
    """What has been corrected or revoked, for at least as long as it was shown."""
    page = newest_first(request, disclosure.notices(timezone.now()))
    return render(request, "registry/notice_list.html", {"page": page})
