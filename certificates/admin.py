from django.contrib import admin

from audit.administration import ImpersonalAdmin, ReadOnlyAdmin
from certificates.models import Certificate, NumberSeries, Proposal


@admin.register(NumberSeries)
class NumberSeriesAdmin(ReadOnlyAdmin):
    list_display = ("centre", "year", "last")
    list_select_related = ("centre",)


@admin.register(Proposal)
class ProposalAdmin(ImpersonalAdmin):
    list_display = ("id", "kind", "proposed_at")


@admin.register(Certificate)
class CertificateAdmin(ImpersonalAdmin):
    list_display = ("id", "kind", "issued_on")
