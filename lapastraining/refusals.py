"""What is said to requests that cannot be read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page 400, made without the request: Django's own would read the unreadable body again and fail with 500."""
    return HttpResponseBadRequest(render_to_string("400.html"))
