import subprocess
from collections.abc import Mapping, Sequence

import pytest

from devtools import system
from devtools.project import StopError


class FakeDebian:
    """Answers for dpkg and apt, remembering what was installed."""

    def __init__(self, *, installed: set[str], archive: set[str], apt_works: bool = True) -> None:
        self.installed = installed
        self.archive = archive
        self.apt_works = apt_works
        self.installations: list[list[str]] = []

    def run(
        self, command: Sequence[str], extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        code, output = 0, ""
        match command[:2]:
            case ["dpkg-query", _]:
                output = "".join(f"{name} installed\n" for name in command[4:] if name in self.installed)
                code = 0 if set(command[4:]) <= self.installed else 1
            case ["apt-cache", _]:
                code = 0 if command[-1] in self.archive else 100
            case ["apt-get", "install"]:
                assert extra == {"DEBIAN_FRONTEND": "noninteractive"}
                self.installations.append([name for name in command[2:] if not name.startswith("-")])
                code = 0 if self.apt_works else 100
                output = "" if self.apt_works else "no room on the disk"
        return subprocess.CompletedProcess(command, code, output, "")


PACKAGES: tuple[system.Package, ...] = (("libegl1",), ("libglib2.0-0t64", "libglib2.0-0"))


def use(monkeypatch: pytest.MonkeyPatch, debian: FakeDebian, *, root: bool) -> None:
    monkeypatch.setattr(system, "run_quietly", debian.run)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000, raising=False)


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = FakeDebian(installed={"libegl1", "libglib2.0-0"}, archive=set())
    use(monkeypatch, debian, root=True)
    system.ensure_system_packages(PACKAGES)
    assert debian.installations == []


@pytest.mark.parametrize("glib", ["libglib2.0-0", "libglib2.0-0t64"])
def test_root_gets_what_is_missing_under_this_release_s_name(
    monkeypatch: pytest.MonkeyPatch, glib: str
) -> None:
    debian = FakeDebian(installed={"libegl1"}, archive={glib})
    use(monkeypatch, debian, root=True)
    system.ensure_system_packages(PACKAGES)
    assert debian.installations == [[glib]]


def test_another_user_is_told_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = FakeDebian(installed={"libglib2.0-0"}, archive={"libegl1"})
    use(monkeypatch, debian, root=False)
    with pytest.raises(StopError, match="sudo apt-get install -y --no-install-recommends libegl1\n") as stop:
        system.ensure_system_packages(PACKAGES)
    assert stop.value.code == 2
    assert debian.installations == []


def test_another_user_may_go_on_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, FakeDebian(installed=set(), archive=set()), root=False)
    system.ensure_system_packages(PACKAGES, ignore_missing=True)
    assert "sudo apt-get install" in capsys.readouterr().out


def test_a_failed_installation_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = FakeDebian(installed=set(), archive={"libegl1", "libglib2.0-0"}, apt_works=False)
    use(monkeypatch, debian, root=True)
    with pytest.raises(StopError, match="no room on the disk"):
        system.ensure_system_packages(PACKAGES)


def test_a_python_without_ensurepip_gets_its_venv_package(monkeypatch: pytest.MonkeyPatch) -> None:
    debian = FakeDebian(installed=set(), archive=set())
    use(monkeypatch, debian, root=True)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    system.ensure_venv_module()
    (names,) = debian.installations
    assert len(names) == 1 and names[0].endswith("-venv")
