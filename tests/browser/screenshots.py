"""`python -m tests.browser.screenshots --out DIR`: every page, light and dark, 1440 and 360 pixels wide, on the sample office."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.browser import server


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--data", type=Path, help="an office folder with a warehouse; else the sample is built")
    parser.add_argument("--page", nargs="*", default=server.PAGES, help='file names without ".py"; "" is the start page')
    parser.add_argument("--query", default="jahr=2018")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or server.sample_office(Path(folder) / "data")
        with server.dashboard(data) as address, server.browser() as chrome:
            for name in options.page:
                for theme in ("light", "dark"):
                    for width in (1440, 360):
                        page = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=theme, locale="de-DE")
                        page.goto(f"{address}/{name}?{options.query}")
                        server.done(page)
                        height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
                        page.set_viewport_size({"width": width, "height": max(900, height)})
                        page.wait_for_timeout(700)
                        page.screenshot(path=options.out / f"{name or 'dashboard'}-{theme}-{width}.png")
                        page.close()


if __name__ == "__main__":
    main()
