"""What many tests of loading start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.publish import load
from tests.etl.folder import CONTACTS, write_office


@pytest.fixture
def office(tmp_path) -> Path:
    """An office with 1,207 contacts in July 2023, published."""
    folder = write_office(tmp_path / "amt", {"kontakte_2023.csv": CONTACTS})
    assert load(folder).published
    return folder
