"""Nobody can have bytes of their own sealed: only what was rendered a moment ago reaches the key (F11)."""

import ast

from django.conf import settings

ROOMS = ("accounts", "audit", "papers", "facilities", "imports", "trainees", "programs", "certificates", "reports")


def callers_of(*names: str) -> set[tuple[str, str]]:
    """Each file of the application outside the key's own package that names one of them, and which."""
    found = set()
    for room in (*ROOMS, "demo", "lapastraining"):
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            if path.is_relative_to(settings.BASE_DIR / "certificates" / "signing"):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(node, "attr", None) or getattr(node, "id", None)
                if name in names:
                    found.add((str(path.relative_to(settings.BASE_DIR)), name))
    return found


def test_one_action_alone_seals_and_it_takes_records():
    assert callers_of("seal_many", "PadesSigner", "Message", "FileKey", "ModuleKey", "ServiceKey") == {
        ("certificates/actions/sealing.py", "seal_many")
    }


def test_only_issuing_asks_for_sealed_files():
    assert {file.rpartition("/")[0] for file, _name in callers_of("sealed_files")} == {"certificates/actions"}
