"""The components and what they promise to the pages built of them."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from lapastraining.templatetags import components
from reports import gallery

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def show(rf: RequestFactory) -> Callable[..., str]:
    def show_component(name: str, **context: object) -> str:
        return render_to_string(name, context, request=rf.get("/list/?sort=name&page=2"))

    return show_component


class CapacityForm(forms.Form):
    name = forms.CharField(label="Name")
    policy = forms.ChoiceField(label="Policy", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)


def test_an_icon_that_the_sprite_lacks_is_refused():
    with pytest.raises(ValueError, match="no icon called 'unicorn'"):
        components.icon("unicorn")


def test_every_icon_named_in_a_template_is_in_the_sprite():
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'{% icon "([^"]+)"', text)}
    given = {name for text in texts for name in re.findall(r'icon_name="([^"]+)"', text)}

    assert (named | given) - components.icon_names() == set()


def test_an_icon_without_a_label_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in components.icon("house")
    assert 'role="img" aria-label="Home"' in components.icon("house", "Home")


def test_a_badge_escapes_its_words_and_refuses_an_unknown_tone():
    assert components.badge("<b>", "danger") == '<span class="badge badge-danger">&lt;b&gt;</span>'
    with pytest.raises(ValueError, match="unknown tone 'pink'"):
        components.badge("Late", "pink")


@pytest.mark.parametrize(
    ("query", "expected_query", "expected_direction"),
    [
        ("", "sort=name", ""),
        ("sort=name&page=2", "sort=-name", "ascending"),
        ("sort=-name", "sort=name", "descending"),
    ],
)
def test_a_heading_sorts_and_turns_around_from_page_one(rf, query, expected_query, expected_direction):
    context = components.sort_th({"request": rf.get(f"/list/?{query}")}, "name", "Name")

    assert (context["query"], context["direction"]) == (expected_query, expected_direction)


@pytest.mark.parametrize(
    ("query", "expected_query", "expected_direction"),
    [("", "sort=-fit", ""), ("sort=-fit", "sort=fit", "descending"), ("sort=fit", "sort=-fit", "ascending")],
)
def test_a_heading_may_ask_for_the_greatest_first(rf, query, expected_query, expected_direction):
    context = components.sort_th({"request": rf.get(f"/list/?{query}")}, "fit", "Fit", most_first=True)

    assert (context["query"], context["direction"]) == (expected_query, expected_direction)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(14, 16, 88), (18, 16, 112), (0, 0, None), (None, 3, None), (0, 5, 0)],
)
def test_a_ratio_is_never_capped_nor_divided_by_nothing(numerator, denominator, expected):
    assert components.percent_of(numerator, denominator) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2026, 11, 16), (2026, 11, 22), "16–22 November 2026"),
        ((2026, 11, 30), (2026, 12, 6), "30 November – 6 Desember 2026"),
        ((2026, 12, 28), (2027, 1, 3), "28 Desember 2026 – 3 Januari 2027"),
        ((2026, 11, 16), (2026, 11, 16), "16 November 2026"),
    ],
)
def test_a_period_says_month_and_year_once(first, last, expected):
    assert components.period(dt.date(*first), dt.date(*last), "F") == expected


def test_the_error_summary_links_each_error_to_its_control(show):
    form = CapacityForm({"note": "x"})

    summary = show("components/error_summary.html", form=form)

    assert re.findall(r'href="#([^"]+)"', summary) == ["id_name", "id_policy_0"]
    assert 'role="alert"' in summary


def test_the_error_summary_of_a_good_form_is_empty(show):
    form = CapacityForm({"name": "Las", "policy": "a"})

    assert show("components/error_summary.html", form=form).strip() == ""


def test_a_form_page_marks_what_is_optional_and_repeats_the_error_at_the_field(show):
    page = show("generic/form.html", heading="Add a batch", form=CapacityForm({}))

    assert page.count('class="optional"') == 1
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert "<title>" in page and "asteriskField" not in page


def test_an_action_button_posts_with_a_token(show):
    button = show("components/action_button.html", url="/close/", label="Close")

    assert '<form class="action-form" method="post" action="/close/">' in button
    assert "csrfmiddlewaretoken" in button


def test_pagination_keeps_the_query_string(show):
    bar = show("components/pagination.html", page_obj=gallery.samples()["page_obj"])

    assert 'href="?sort=name&amp;page=5"' in bar


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        ("curl/8", "curl/8"),
    ],
)
def test_a_session_names_the_browser_in_words(user_agent, expected):
    assert components.browser_name(user_agent) == expected


def test_the_gallery_shows_every_component(show):
    page = show("reports/gallery.html", **gallery.samples())

    assert page.count('class="stat"') == 4
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "429.html", "500.html"])
def test_error_pages_stand_without_a_request(name):
    page = render_to_string(name)

    assert page.count("<h1>") == 1


def test_no_template_carries_inline_style_script_or_handlers():
    offenders = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "pdf" not in path.parts and re.search(r'\sstyle="|<script>|\son[a-z]+="', path.read_text())
    ]

    assert offenders == []


def test_what_a_page_loads_stays_light():
    loaded = [
        STATIC / "theme.css",
        STATIC / "app.js",
        *STATIC.glob("vendor/bootstrap-5*/*.css"),
        *STATIC.glob("vendor/plus-jakarta-sans-*/*.woff2"),
    ]

    assert sum(path.stat().st_size for path in loaded) < 350_000
