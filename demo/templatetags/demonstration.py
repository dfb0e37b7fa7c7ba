from django import template

from accounts.models import User
from demo.second_factor import open_code

register = template.Library()


@register.simple_tag
def demonstration_code(user: User) -> str:
    """The code that opens next, for one of the demonstration's cast; nothing elsewhere."""
    return open_code(user)
