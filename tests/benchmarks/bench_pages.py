"""`python -m tests.benchmarks.bench_pages [--page NAME ...] [--runs N] [--big]`: our pages against a bare Streamlit page.

The bare page draws the same number of Plotly charts (the very same ones, from constants) under the same configuration; for a page without
charts it draws as many elements, with the same content. Both are measured in turns by one browser: navigation to the last chart (or element)
drawn, and a changed year to the last redraw. Limit: 1.3 times the bare page. A page without a filter bar has no changed filter.
--big: the sample with its counts and waits spread to ten million customers a year.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Page

from tests.browser import server

LIMIT = 1.3
BARE = '''
import json
import pathlib
import streamlit as st

def smaller(value):
    if isinstance(value, list):
        return [smaller(v) for v in value]
    return value * 0.9 if isinstance(value, (int, float)) else value

st.set_page_config(layout="wide")
st.title("Diagramme")
content = json.loads(pathlib.Path(__file__).with_name("content.json").read_text())
year = st.selectbox("Jahr", [2018, 2017])
for n, chart in enumerate(content["charts"]):
    if year == 2017:
        for trace in chart["data"]:
            trace.update({axis: smaller(trace[axis]) for axis in ("x", "y", "z") if axis in trace})
    st.plotly_chart(chart, theme=None, key=str(n))
for n, element in enumerate(content["elements"]):
    if "html" in element:
        st.html(element["html"].replace("2018", str(year)))
    else:
        st.button(element["text"], key=str(n))
'''
CHARTS = "document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length"
ELEMENTS = "document.querySelectorAll('[data-testid=stMain] [data-testid=stElementContainer]').length"
CONTENT = """() => ({
    charts: [...document.querySelectorAll('.js-plotly-plot')].map(p => JSON.parse(JSON.stringify({
        data: p.data.map(({uid, ...trace}) => trace), layout: {...p.layout, template: undefined, width: undefined, autosize: true}}))),
    elements: [...document.querySelectorAll('[data-testid=stMain] [data-testid=stElementContainer]')].map(e => {
        const html = e.querySelector('[data-testid=stHtml]');
        return html ? {html: html.innerHTML} : {text: e.innerText.trim().slice(0, 80) || 'ohne Text'}; }),
    filter: !!document.querySelector('[data-testid=stSelectbox]') })"""
#: Remembers when the drawing of any chart last changed, or without charts anything on the page.
WATCH = """place => {
    window.last = 0;
    new MutationObserver(changes => {
        if (changes.some(c => (c.target.closest || (() => null)).call(c.target.nodeType === 3 ? c.target.parentElement : c.target, place))) window.last = performance.now();
    }).observe(document.body, {subtree: true, childList: true, attributes: place !== '[data-testid=stHtml]', characterData: true});
}"""


def new_page(chrome: Browser) -> Page:
    """A page of a fresh browser profile."""
    return chrome.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE").new_page()


def content_of(chrome: Browser, url: str) -> dict:
    """What a page draws: its charts, as Plotly received them, or where it has none its elements; and whether it has a year to choose."""
    page = new_page(chrome)
    page.goto(url)
    server.done(page, 120)
    found = page.evaluate(CONTENT)
    page.context.close()
    return {**found, "elements": [] if found["charts"] else found["elements"]}


def navigate(chrome: Browser, url: str, content: dict) -> float:
    """Milliseconds from navigation to the last chart (or element), in a fresh browser profile."""
    page = new_page(chrome)
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    what, count = (CHARTS, len(content["charts"])) if content["charts"] else (ELEMENTS, len(content["elements"]))
    page.wait_for_function(f"() => {what} >= {count}", polling="raf", timeout=120000)
    elapsed = (time.perf_counter() - start) * 1000
    page.context.close()
    return elapsed


def watched(chrome: Browser, url: str, content: dict) -> Page:
    """An open page that notes when it was last redrawn."""
    page = new_page(chrome)
    page.goto(url)
    server.done(page, 120)
    page.evaluate(WATCH, ".js-plotly-plot" if content["charts"] else "[data-testid=stHtml]")
    return page


def choose_year(page: Page, year: int) -> float:
    """Milliseconds from the click on a year to the last redraw."""
    page.bring_to_front()
    page.get_by_test_id("stSelectbox").first.get_by_role("combobox").click()
    option = page.get_by_role("option", name=str(year), exact=True)
    option.wait_for()
    page.evaluate("document.addEventListener('pointerdown', () => { window.clicked = performance.now(); window.last = 0; }, {once: true, capture: true})")
    option.click()
    page.wait_for_function("() => window.last > window.clicked && performance.now() - window.last > 800", timeout=120000)
    elapsed = page.evaluate("window.last - window.clicked")
    server.done(page, 120)
    return elapsed


def page_named(name: str) -> str:
    """A page as the command line names it; "dashboard", as the report calls it, is the start page.

    Others are refused: Streamlit shows the start page for an unknown address too, but under a dialog that makes all of it inert,
    so a wrong name would be measured as the start page until the first click waits in vain.
    """
    page = "" if name == "dashboard" else name
    if page not in server.PAGES:
        raise argparse.ArgumentTypeError(f"no page {name!r}; there are dashboard, {', '.join(filter(None, server.PAGES))}")
    return page


def ten_million(data: Path) -> None:
    """Spread the sample's current warehouse to a hundred times the customers: counts times 100, every wait of a service in every hour it serves."""
    file = data / "warehouse" / json.loads((data / "warehouse" / "current.json").read_text())["current"]
    with duckdb.connect(str(file)) as con:
        con.execute("""
            UPDATE m_kontakte SET anzahl = anzahl * 100;
            UPDATE m_termine SET anzahl = anzahl * 100, personen = personen * 100, vorlauf_anzahl = vorlauf_anzahl * 100, vorlauf_sekunden = vorlauf_sekunden * 100;
            CREATE TABLE breit AS
            WITH felder AS (SELECT datum, stunde, standort, dienstleistung, bereich, sum(termine) AS n FROM m_wartezeiten GROUP BY ALL),
                 waits AS (SELECT dienstleistung, sekunden, sum(termine) AS n FROM m_wartezeiten WHERE sekunden < 3600 GROUP BY ALL)
            SELECT f.datum, f.stunde, f.standort, f.dienstleistung, f.bereich, w.sekunden, f.n * 2 AS termine, f.n * 2 AS personen, false AS nur_mittel
            FROM felder AS f JOIN waits AS w USING (dienstleistung) ORDER BY datum, stunde;
            DROP TABLE m_wartezeiten;
            ALTER TABLE breit RENAME TO m_wartezeiten;
        """)
        rows, people = con.execute("SELECT count(*), sum(personen) FROM m_wartezeiten").fetchone()
        print(f"ten million: m_wartezeiten has {rows:,} rows for {people:,} people in two years; file {file.stat().st_size / 1e6:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_pages", description=__doc__)
    parser.add_argument("--page", nargs="*", type=page_named, default=server.PAGES, help="without: all; dashboard is the start page")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--big", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, server.browser() as chrome:
        data = server.sample_office(Path(folder) / "data")
        if options.big:
            ten_million(data)
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        shutil.copytree(server.ROOT / ".streamlit", Path(folder) / ".streamlit")
        with server.dashboard(data) as ours, server.dashboard(data, bare) as theirs:
            for name in options.page:
                measure(chrome, name, f"{ours}/{name}?jahr=2018", theirs, bare.with_name("content.json"), options.runs)


def measure(chrome: Browser, name: str, ours: str, theirs: str, constants: Path, runs: int) -> None:
    """One page against the bare one, in turns; the first of each is not counted."""
    content = content_of(chrome, ours)
    constants.write_text(json.dumps(content))
    pairs = [(navigate(chrome, theirs, content), navigate(chrome, ours, content)) for _ in range(runs + 1)]
    report(name, content, "navigation", pairs[1:])
    if not content["filter"]:
        print(f"{name:15} {'':11} filter     none on this page", flush=True)
        return
    bare, page = watched(chrome, theirs, content), watched(chrome, ours, content)
    pairs = [(choose_year(bare, year), choose_year(page, year)) for year in ([2017, 2018] * (runs + 2))[:runs + 2]]
    report(name, content, "filter", pairs[2:])
    bare.context.close()
    page.context.close()


def report(page: str, content: dict, what: str, pairs: list[tuple[float, float]]) -> None:
    b, o = (statistics.median(times) for times in zip(*pairs))
    count = f"{len(content['charts'])} charts" if content["charts"] else f"{len(content['elements'])} elements"
    print(f"{page or 'dashboard':15} {count:11} {what:10} bare {b:6.0f} ms  ours {o:6.0f} ms  ratio {o / b:.2f}  {'ok' if o <= LIMIT * b else 'TOO SLOW'}", flush=True)


if __name__ == "__main__":
    main()
