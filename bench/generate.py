"""Fill databases with a share of the nation: `.venv/bin/python -m bench.generate 1 10 100`.

The same seed and day give the same rows. What takes how long is printed; see bench/README.md.
"""

from __future__ import annotations

import argparse
import datetime as dt

from bench import databases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shares", nargs="*", type=float, default=databases.SHARES, help="per cent of the nation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date.today())
    parser.add_argument("--classes", type=float, help="per cent of the classes, when not as many as of the people")
    parser.add_argument("--drop", action="store_true", help="remove the databases instead")
    said = parser.parse_args()
    databases.set_up()
    for share in said.shares:
        if said.drop:
            databases.drop(databases.name_of(share))
        else:
            generate(share, seed=said.seed, today=said.today, class_share=said.classes)


def generate(share: float, *, seed: int, today: dt.date, class_share: float | None = None, name: str = "") -> str:
    """Make the database, load it and check it; returns its name. Raises SystemExit when it breaks a rule."""
    from bench import check, classes, ledger, lessons, nation, people, rows
    from certificates.models import Certificate, Handover, Proposal
    from programs.models import (
        Attendance,
        Batch,
        Enrollment,
        Outcome,
        OutsidePermit,
        Session,
        ToolLog,
        ToolLogLine,
        UnitResult,
        WrittenTest,
    )
    from reports.jobs import count_everything

    name = name or databases.name_of(share)
    print(f"{share:g} % of the nation as of {today}, seed {seed}, into {name}")
    clock, whole = databases.Clock(), nation.Nation(share, seed, today, class_share)
    databases.make(name)
    clock.tell("an empty database with all tables")
    prisons = nation.found(whole)
    clock.tell("places and offices")
    with databases.in_a_hurry(name), databases.loading(name) as cursor:
        people.number_prisons(cursor, prisons)
        people.draw_people(cursor, whole)
        back = people.load_people(cursor, whole)
        clock.tell("people")
        classes.draw_classes(cursor, whole)
        back += rows.without_indexes(
            cursor, Batch, Session, Enrollment, UnitResult, WrittenTest, Outcome, OutsidePermit
        )
        back += rows.without_indexes(cursor, ToolLog, ToolLogLine, Proposal, Certificate, Handover)
        back += rows.without_indexes(cursor, Attendance, keys_too=True)
        cursor.execute("ALTER TABLE programs_attendance SET UNLOGGED")
        classes.load_classes(cursor)
        lessons.draw_lessons(cursor, whole)
        lessons.load_lessons(cursor, whole)
        classes.load_enrollments(cursor, whole)
        people.let_go(cursor, whole)
        clock.tell("classes, sessions, enrollments, releases")
        databases.at_once(name, lessons.evidence(whole, whole.batches))
        clock.tell("attendance, results, tools, certificates")
        databases.at_once(name, back)
        clock.tell("indexes, unique and exclusion constraints")
        ledger.enter_all(cursor)
        clock.tell("ledger of the certificates")
        rows.set_sequences(cursor)
        cursor.execute("DROP SCHEMA bench CASCADE")
        cursor.execute("VACUUM ANALYZE")
        clock.tell("statistics")
        count_everything()  # no trigger has marked what was loaded
        cursor.execute("VACUUM ANALYZE reports_batchcount, reports_lessoncount, reports_facilitycount")
        clock.tell("counts for the dashboards")
        counts, size = check.volumes(cursor)
        broken = check.violations(name)
    clock.tell("check of every rule that the load went past")
    print("  " + ", ".join(f"{count:,} {what}" for what, count in counts.items()) + f"; {size}")
    print(f"  {clock.seconds:6.1f} s  in all", flush=True)
    if broken:
        raise SystemExit("Rules broken: " + ", ".join(f"{rule} {count} times" for rule, count in broken.items()))
    return name


if __name__ == "__main__":
    main()
