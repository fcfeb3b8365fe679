"""The house rules as tests: floors, thin pages, the frame first, one place for numbers, colours and SQL."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("etl", "reporting", "pages")
PAGES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))]
PARTS = sorted((ROOT / "pages" / "parts").glob("*.py"))
SOURCES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))] + [ROOT / "dashboard.py"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """The top-level modules a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_go_one_way(path):
    floor = "pages" if path.name == "dashboard.py" else path.relative_to(ROOT).parts[0]
    above = set(FLOORS[FLOORS.index(floor) + 1 :])
    assert not imports(path) & above
    if floor != "pages":
        assert "streamlit" not in imports(path)
    if floor == "etl":
        assert "plotly" not in imports(path)


ROOMS = ("drafts", "printed", "dates", "subjects", "reading", "memory", "judging")  # of the press check, in the order of docs/press-check.md
CHECK = ROOT / "reporting" / "factcheck"


@pytest.mark.parametrize("path", sorted(CHECK.glob("*/*.py")), ids=name)
def test_a_room_of_the_press_check_knows_only_those_before_it(path):
    known = ROOMS[: ROOMS.index(path.parent.name) + 1]
    asked = re.findall(r"^\s*from reporting\.factcheck(?:\.(\w+))?[. ]", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(asked) <= set(known)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_file_is_longer_than_it_can_be_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 360


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_is_thin_and_calls_the_frame_first(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 70
    statements = [node for node in ast.parse(text).body if not isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef))]
    assert isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant), "a docstring says the page's question"
    first = statements[1]
    assert isinstance(first, (ast.Assign, ast.Expr)) and isinstance(first.value, ast.Call) and ast.unparse(first.value.func) == "frame"


def _computes(node: ast.AST) -> bool:
    """Arithmetic and aggregation; joining texts and lists with + or repeating a text is none."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.Mult, ast.Sub))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("sum", "round", "max", "min", "sorted", "float")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_computes_nothing(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [f"line {node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree) if _computes(node)]
    assert not found


@pytest.mark.parametrize("path", [*PAGES, *PARTS], ids=name)
def test_pages_hold_no_sql_no_number_format_no_colour(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\bSELECT\b.+\bFROM\b|\bGROUP BY\b", text), "SQL belongs into reporting"
    assert not re.search(r"#[0-9A-Fa-f]{6}\b|\brgba?\(", text), "colours belong into look.css and charts/style.py"
    assert not re.search(r"\{[^{}]*:[^{}]*[,.]\d*[fdg%]\}", text), "numbers are written by reporting.german"
    assert "px." not in text and "plotly.express" not in text


def test_pages_use_streamlits_own_discovery():
    for path in [*PAGES, *PARTS]:
        assert "st.navigation" not in path.read_text(encoding="utf-8"), "st.navigation bypasses the frame on a cold deep link"


def test_the_colours_of_the_page_are_those_of_the_charts():
    from reporting.charts.style import DARK, LIGHT

    css = (ROOT / "pages" / "parts" / "look.css").read_text(encoding="utf-8")
    for token, role in (("text", "text"), ("muted", "muted"), ("panel", "panel"), ("accent", "accent"), ("mark", "mark"), ("good", "good"), ("bad", "bad")):
        assert f"--{token}: light-dark({getattr(LIGHT, role)}, {getattr(DARK, role)});" in css


def test_nothing_in_the_code_names_the_sample_city():
    for path in SOURCES:
        assert "offenbach" not in path.read_text(encoding="utf-8").lower(), name(path)
