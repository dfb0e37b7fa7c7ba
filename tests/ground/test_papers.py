"""What README and docs point to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_of_a_paper_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", paper.read_text(encoding="utf-8"))

    missing = [link for link in links if not (paper.parent / link).exists()]

    assert missing == []


def test_readme_names_every_setting_that_the_environment_may_carry() -> None:
    settings = (ROOT / "lapastraining" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))

    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert {name for name in read if f"`{name}`" not in readme} == set()
