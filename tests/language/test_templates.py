"""No template says anything outside of translate tags: text between tags, and what screen readers are told."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# A certificate is bilingual by law, official papers are in formal Indonesian, whoever looks at them.
NOT_PAGES = {TEMPLATES / "certificates" / "pdf", TEMPLATES / "papers"}
SPOKEN = {"alt", "aria-description", "aria-label", "data-label", "label", "placeholder", "title"}
# Abbreviations of the field and of the machine, the same in every language.
SAME_EVERYWHERE = {"JP", "NIP", "POST", "PDF", "CSV", "xlsx", "SHA", "BK", "K"}
TAGS = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%\s*blocktranslate.*?endblocktranslate\s*%}"
    r"|{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)


class Listener(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.heard += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.heard.append(data)


def untranslated(source: str) -> list[str]:
    listener = Listener()
    listener.feed(TAGS.sub(" ", source))
    words = re.findall(r"[A-Za-z]+", " ".join(listener.heard))
    return [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize(
    "template",
    [path for path in sorted(TEMPLATES.rglob("*.html")) if not NOT_PAGES & {*path.parents}],
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_a_template_says_nothing_outside_of_translate_tags(template: Path) -> None:
    assert untranslated(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Save</p>", ["Save"]),
        ('<p>{% translate "Save" %} 8 JP</p>', []),
        ('<img alt="A house" src="{% static "house.svg" %}">', ["A", "house"]),
        ('<td data-label="{% translate "Name" %}">{{ name }}</td>', []),
        ('{% block main_class %}page{% endblock %}<b class="x">{{ name|default:"–" }}</b>', []),
        ("{# why #}<script>let a</script>{% blocktranslate %}Hello{% endblocktranslate %}", []),
    ],
)
def test_the_listener_hears_what_is_outside_of_tags(source: str, words: list[str]) -> None:
    assert untranslated(source) == words
