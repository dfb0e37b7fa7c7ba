import django_filters
from django.utils.translation import gettext_lazy as _

from api.models import ApiToken


class TokenFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("What it is for"), field_name="name", lookup_expr="icontains")

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = ()
