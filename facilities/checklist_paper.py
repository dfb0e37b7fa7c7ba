"""The checklist of a workshop as an official paper (CEK-SARPRAS, rule 7)."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import override

from accounts.models import User
from facilities.letterheads import letterhead_of, regional_title
from facilities.models import ReadinessReview, Topic
from papers.rendering import Paper
from papers.signatures import Signature, in_rows


def checklist_paper(review: ReadinessReview) -> Paper:
    """The review's points with what was found, or with room to tick; both heads sign, and a witness if there is one."""
    with override("id"):
        answers = list(review.answers.all())
        topics = [(Topic(topic).label, list(rows)) for topic, rows in groupby(answers, key=lambda row: row.topic)]
    signatures = [
        signature(f"Kepala {review.facility}", review.facility_confirmed_by),
        signature(f"Kepala {review.centre}", review.centre_confirmed_by),
    ]
    if review.witnessed_by:
        region = review.facility.region
        signatures.append(signature(regional_title(region, on=review.reviewed_on), review.witnessed_by, "Saksi,"))
    return Paper(
        "papers/checklist.html",
        {
            "title": "Daftar periksa sarana dan prasarana pelatihan",
            "letterhead": letterhead_of(review.workshop.owner, on=review.reviewed_on),
            "review": review,
            "topics": topics,
            "signatures": in_rows(signatures),
        },
    )


def signature(position: str, by: User | None, *above: str) -> Signature:
    return Signature(position, by.name if by else "", by.nip if by else "", above)
