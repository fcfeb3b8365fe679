"""The two commands of the README; needs nothing but Python 3.11+ with pip.

    python3 start.py         set up, load the data, open the dashboard (options go to Streamlit, such as --server.port=8600)
    python3 start.py test    set up, run every test

Everything is installed into `.venv` beside this file. Messages are German: clerks read them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DEBIAN_TOOLS = {"chromium": ("chromium", "chromium-browser", "google-chrome", "chrome"), "poppler-utils": ("pdftotext",)}


def main(arguments: list[str]) -> int:
    """`[]` or `[streamlit options]` opens the dashboard, `["test", pytest options...]` runs the tests; returns the exit code."""
    if sys.version_info < (3, 11):
        return fail(f"Python 3.11 oder neuer wird gebraucht, hier läuft {sys.version.split()[0]}. Bitte installieren: https://www.python.org/downloads/")
    testing = arguments[:1] == ["test"]
    if not set_up("requirements-dev.txt" if testing else "requirements.txt"):
        return 1
    if testing:
        install_tools()
        return run("-m", "pytest", *arguments[1:])
    load_data()
    return serve(arguments)


def serve(options: list[str]) -> int:
    """Run the dashboard until it is stopped, and show it in the browser as soon as it answers."""
    given = re.search(r"--server\.port[= ](\d+)", " ".join(options))
    port = int(given[1]) if given else free_port()
    if not given:
        options = [f"--server.port={port}", *options]
    url = f"http://localhost:{port}"
    server = subprocess.Popen([str(PYTHON), "-m", "streamlit", "run", "app.py", *options], cwd=ROOT)
    try:
        while server.poll() is None and not answers(f"{url}/_stcore/health"):
            time.sleep(0.2)
        if server.poll() is None:
            print(f"Das Dashboard läuft: {url}  (beenden mit Strg+C)", flush=True)
            webbrowser.open(url)
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        return 0


def free_port(first: int = 8501) -> int:
    """The first port from 8501 on that nobody uses."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)):
                return port
    return first


def answers(url: str) -> bool:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=2):
            return True
    except OSError:
        return False


def set_up(requirements: str) -> bool:
    """Create `.venv` and install the pinned packages; does nothing where that is already done."""
    wanted = "".join((ROOT / name).read_text(encoding="utf-8") for name in sorted({"requirements.txt", requirements}))
    stamp = VENV / f".{requirements}.{hashlib.sha256(wanted.encode()).hexdigest()[:16]}"
    if stamp.exists():
        return True
    print("Einrichten: Pakete werden geladen und in .venv installiert (einmalig, etwa eine Minute) ...", flush=True)
    if not PYTHON.exists() and subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        fail("Die Umgebung .venv ließ sich nicht anlegen. Unter Debian und Ubuntu fehlt meist ein Paket: sudo apt-get install python3-venv")
        return False
    install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "-r", str(ROOT / requirements)]
    if subprocess.run(install, cwd=ROOT).returncode:
        fail("Die Pakete ließen sich nicht installieren. Bitte die Meldung oben lesen; hinter einem Proxy vorher HTTPS_PROXY setzen.")
        return False
    stamp.touch()
    return True


def install_tools() -> None:
    """What the browser and PDF tests need beyond Python: install it where we may, else say what stays untested."""
    missing = [package for package, names in DEBIAN_TOOLS.items() if not any(map(shutil.which, names))]
    if missing and os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Für die Tests wird installiert: {', '.join(missing)} ...", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], stdout=subprocess.DEVNULL, env=environment)
        missing = [package for package, names in DEBIAN_TOOLS.items() if not any(map(shutil.which, names))]
    if missing:
        print(f"Nicht installiert, die davon abhängigen Tests entfallen: {', '.join(missing)} (Debian: sudo apt-get install {' '.join(missing)})", flush=True)


def load_data() -> None:
    """Before the first start, and after an update: write the sample exports where the office is the sample, load what lies in `eingang/`."""
    import tomllib  # new in 3.11: imported only after the version check

    folder = Path(os.environ.get("BILANZ_DATA") or ROOT / "data").resolve()
    probe = "from reporting.warehouse import open_warehouse; open_warehouse().close()"
    if subprocess.run([str(PYTHON), "-c", probe], cwd=ROOT, stderr=subprocess.DEVNULL).returncode == 0:
        return  # there is a warehouse, and this version can read it
    inbox = folder / "eingang"
    if not inbox.is_dir() or not any(inbox.iterdir()):
        office = folder / "stammdaten" / "amt.toml"
        if not office.exists() or tomllib.loads(office.read_text(encoding="utf-8")).get("datenart") != "beispiel":
            return  # the page says what belongs where
        run("-m", "etl", "sample", "--data", str(folder))
    run("-m", "etl", "load", "--data", str(folder))


def run(*arguments: str) -> int:
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT).returncode


def fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
