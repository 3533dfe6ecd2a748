"""The paths of a machine, which its pages must not show."""

import os
import sys

import pytest

from sitekit.worker import machine


def test_python_and_home_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere/ada")
    found = machine.paths()
    assert found["home"] == "/somewhere/ada"
    assert found["environment"] == sys.prefix
    assert os.__file__.startswith(found["library"])


def test_what_lies_anywhere_is_no_path_of_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/")
    monkeypatch.setattr("sys.base_prefix", "/usr")
    assert not {"home", "python"} & machine.paths().keys()
