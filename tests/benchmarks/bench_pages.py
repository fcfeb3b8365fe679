"""`python -m tests.benchmarks.bench_pages [--page NAME ...] [--runs N] [--big]`: our pages against a bare Streamlit page.

The bare page draws the same number of Plotly charts (the very same ones, from constants) under the same configuration. Both are measured in
turns by one browser: navigation to the last chart drawn, and a changed filter to the last redraw. Limit: 1.3 times the bare page.
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
from playwright.sync_api import Browser

from tests.browser import server

LIMIT = 1.3
BARE = '''
import json
import pathlib
import streamlit as st
st.set_page_config(layout="wide")
st.title("Diagramme")
charts = json.loads(pathlib.Path(__file__).with_name("charts.json").read_text())
year = st.selectbox("Jahr", [2018, 2017])
for n, chart in enumerate(charts):
    if year == 2017:
        for trace in chart["data"]:
            for axis in ("x", "y"):
                if isinstance(trace.get(axis), list) and all(isinstance(v, (int, float)) for v in trace[axis]):
                    trace[axis] = [v * 0.9 for v in trace[axis]]
    st.plotly_chart(chart, theme=None, key=str(n))
'''
CHARTS = "document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length"
#: Remembers when the drawing of any chart last changed.
WATCH = """() => {
    window.last = 0;
    new MutationObserver(changes => {
        if (changes.some(c => (c.target.closest || (() => null)).call(c.target, '.js-plotly-plot'))) window.last = performance.now();
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""


def navigate(chrome: Browser, url: str, count: int) -> float:
    """Milliseconds from navigation to the last of `count` charts, in a fresh browser profile."""
    context = chrome.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(f"{CHARTS} >= {count}", polling="raf", timeout=120000)
    elapsed = (time.perf_counter() - start) * 1000
    context.close()
    return elapsed


def choose_year(chrome: Browser, url: str, runs: int) -> list[float]:
    """Milliseconds from the click on another year to the last redraw; the first change of a page is not counted."""
    context = chrome.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    page = context.new_page()
    page.goto(url)
    server.done(page, 120)
    page.evaluate(WATCH)
    times = []
    for n in range(runs + 1):
        page.get_by_test_id("stSelectbox").first.get_by_role("combobox").click()
        option = page.get_by_role("option", name=("2017", "2018")[n % 2])
        option.wait_for()
        page.evaluate("document.addEventListener('pointerdown', () => { window.clicked = performance.now(); window.last = 0; }, {once: true, capture: true})")
        option.click()
        page.wait_for_function("window.last > window.clicked && performance.now() - window.last > 800", timeout=120000)
        times.append(page.evaluate("window.last - window.clicked"))
    context.close()
    return times[1:]


def charts_of(chrome: Browser, url: str) -> list[dict]:
    """The charts a page draws, as Plotly received them."""
    page = chrome.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    server.done(page, 120)
    found = page.evaluate("""() => [...document.querySelectorAll('.js-plotly-plot')].map(p => {
        const data = p.data.map(({uid, ...trace}) => trace);
        return JSON.stringify({data, layout: {...p.layout, template: undefined, width: undefined, autosize: true}}); })""")
    page.close()
    return [json.loads(text) for text in found]


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
    parser.add_argument("--page", nargs="*", default=["", "kundenkontakte", "wartezeiten", "standort"])
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
        with server.dashboard(data) as ours:
            for name in options.page:
                url = f"{ours}/{name}?jahr=2018"
                charts = charts_of(chrome, url)
                (Path(folder) / "charts.json").write_text(json.dumps(charts))
                with server.dashboard(data, bare) as theirs:
                    pairs = [(navigate(chrome, theirs, len(charts)), navigate(chrome, url, len(charts))) for _ in range(options.runs + 1)][1:]
                    report(name, len(charts), "navigation", [b for b, _ in pairs], [o for _, o in pairs])
                    report(name, len(charts), "filter", choose_year(chrome, theirs, options.runs), choose_year(chrome, url, options.runs))


def report(page: str, count: int, what: str, bare: list[float], ours: list[float]) -> None:
    b, o = statistics.median(bare), statistics.median(ours)
    verdict = "ok" if o <= LIMIT * b else "TOO SLOW"
    print(f"{page or 'dashboard':16} {count} charts  {what:10} bare {b:6.0f} ms  ours {o:6.0f} ms  ratio {o / b:.2f}  {verdict}", flush=True)


if __name__ == "__main__":
    main()
