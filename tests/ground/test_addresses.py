"""Who listens for others must also answer to the names by which they call."""

import socket

import pytest

from lapastraining.addresses import LOOPBACK, addresses, allowed_hosts, public_origin


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_server_for_this_machine_alone_is_called_localhost(host: str) -> None:
    assert (allowed_hosts(host), public_origin(host, 8000)) == (list(LOOPBACK), "http://localhost:8000")


@pytest.mark.parametrize(("host", "written"), [("192.0.2.7", "192.0.2.7"), ("2001:db8::7", "[2001:db8::7]")])
def test_a_server_on_one_address_answers_to_it_and_prints_it(host: str, written: str) -> None:
    assert (allowed_hosts(host), public_origin(host, 80)) == ([*LOOPBACK, written], f"http://{written}:80")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104
def test_a_server_on_all_addresses_answers_to_each_and_to_the_machines_name(host: str) -> None:
    hosts = allowed_hosts(host)

    assert hosts[:3] == list(LOOPBACK)
    assert hosts[-1] == socket.gethostname().lower()
    assert len(hosts) == len(set(hosts)) == 4 + len(addresses())


def test_papers_of_a_server_on_all_addresses_name_the_one_that_leads_outside() -> None:
    outside = next(iter(addresses()), "localhost")

    assert public_origin("0.0.0.0", 8000) == f"http://{f'[{outside}]' if ':' in outside else outside}:8000"  # noqa: S104
