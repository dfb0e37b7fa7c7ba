"""Where the pages of a class are, and what they say in English."""

from django.test import Client
from django.urls import reverse

from tests.certificates.classes import Class


def issue_url(school: Class) -> str:
    return reverse("certificates:batch-issue", args=[school.batch.pk])


def english(client: Client, url: str) -> str:
    client.cookies["django_language"] = "en"
    return client.get(url).content.decode()
