import django_filters
from django.utils.translation import gettext_lazy as _

from imports.models import Import


class ImportFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Import.State.choices, empty_label=_("All"))

    class Meta:
        model = Import
        fields: tuple[str, ...] = ()
