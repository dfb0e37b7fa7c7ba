"""The private database server: shared while somebody uses it, stopped by the last one to leave."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from lapastraining.postgres import Cluster, PostgresError

pytestmark = pytest.mark.slow
# Says when it has joined, works until its input ends, then leaves.
USER = "import sys; from lapastraining.postgres import Cluster; from pathlib import Path; \
Cluster(Path(sys.argv[1])).join(); print('joined', flush=True); sys.stdin.read()"


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lapas-pg-"))
    folder.chmod(0o755)
    yield folder / "var"
    if (folder / "var" / "postgres").exists():
        Cluster(folder / "var").stop()
    shutil.rmtree(folder, ignore_errors=True)


def user_of(var: Path) -> subprocess.Popen[str]:
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(var)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout.readline() == "joined\n"
    return user


def leave(user: subprocess.Popen[str]) -> None:
    user.communicate(timeout=60)


def test_the_last_one_to_leave_stops_the_server(var: Path):
    first, second = user_of(var), user_of(var)

    leave(first)
    while_second_is_there = Cluster(var).is_running()
    leave(second)

    assert (while_second_is_there, Cluster(var).is_running()) == (True, False)


def test_a_killed_user_does_not_keep_the_server_running(var: Path):
    first, second = user_of(var), user_of(var)

    first.kill()
    first.communicate()
    leave(second)

    assert not Cluster(var).is_running()


def test_rows_survive_a_killed_server(var: Path):
    first = user_of(var)
    with Cluster(var).connect().cursor() as cursor:
        cursor.execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)")
    pid = int((Cluster(var).data / "postmaster.pid").read_text().splitlines()[0])
    subprocess.run(["/bin/kill", "-9", str(pid)], check=True)

    second = user_of(var)
    with Cluster(var).connect().cursor() as cursor:
        cursor.execute("SELECT id FROM kept")
        rows = cursor.fetchall()
    leave(first)
    leave(second)

    assert rows == [(7,)]


def test_only_its_owner_may_enter_and_no_network_port_is_open(var: Path):
    user = user_of(var)
    cluster = Cluster(var)
    with cluster.connect().cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        (addresses,) = cursor.fetchone()
    modes = [folder.stat().st_mode & 0o077 for folder in (cluster.home, cluster.data, cluster.socket_folder)]
    leave(user)

    assert (addresses, modes) == ("", [0, 0, 0])


def test_its_log_keeps_no_rows_and_no_statements(var: Path):
    user = user_of(var)
    cluster = Cluster(var)
    with cluster.connect().cursor() as cursor, pytest.raises(psycopg2.Error):
        cursor.execute("CREATE TEMP TABLE people (name text UNIQUE); INSERT INTO people VALUES ('Sri'), ('Sri')")
    leave(user)

    told = cluster.log.read_text()
    assert ("duplicate key" in told, "Sri" in told) == (True, False)


def test_folders_above_keep_their_permissions(var: Path):
    before = var.parent.stat().st_mode

    leave(user_of(var))

    assert var.parent.stat().st_mode == before


def test_a_long_path_moves_the_socket_to_a_short_one(var: Path):
    (var / ("x" * 100)).mkdir(parents=True)
    cluster = Cluster(var / ("x" * 100))

    assert len(str(cluster.socket_folder)) < 80
    assert cluster.socket_folder.parent == Path(tempfile.gettempdir())


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(PostgresError, match=r"Cannot write to .*: Not a directory"):
        Cluster(tmp_path / "file" / "var").join()
