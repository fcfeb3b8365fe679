"""The press page: a pasted draft is checked, marked and corrected."""

from tests.pages.conftest import text_of
from tests.pages.office import build


def _tab(at, name):
    """The page with another tab open; the other three are only made when they are opened."""
    at.session_state["presse"] = name
    return at.run()


def _checked(at, text):
    at.text_area(key="entwurf_text").set_value(text)
    return at.run()


def test_a_wrong_number_is_named_with_its_correction(open_page):
    at = _tab(open_page("pages/presse.py", jahr="2018"), "Textbausteine")
    total = next(block for block in at.code if "Kundenkontakte" in block.value).value
    right = next(word for word in total.split() if word[0].isdigit() and "." in word).rstrip(".,:")
    at = _checked(at, f"Im Jahr 2018 zählte das Amt {right} Kundenkontakte.")
    assert not at.exception and not at.error
    assert "richtig" in text_of(at)
    at = _checked(at, "Im Jahr 2018 zählte das Amt 17 Kundenkontakte.")
    assert "17" in at.error[0].value and right in at.error[0].value
    assert any(block.value == f"Im Jahr 2018 zählte das Amt {right} Kundenkontakte." for block in at.code)
    assert 'class="falsch"' in text_of(at)


def test_text_is_shown_and_never_run(open_page):
    at = _checked(open_page("pages/presse.py", jahr="2018"), "<script>alert(1)</script> 2018 kamen <b>17</b> Kunden.")
    assert "<script>alert" not in text_of(at) and "&lt;script&gt;" in text_of(at)


def test_a_checked_draft_is_filed_once_and_checked_again(open_page, tmp_path):
    data = build(tmp_path / "data")
    at = _checked(open_page("pages/presse.py", jahr="2018", data=data), "Im Jahr 2018 zählte das Amt 17 Kundenkontakte.")
    at.text_input(key="meldung_name").set_value("Bilanz 2018").run()
    at.button(key="meldung_ablegen").click().run()
    assert not at.exception and "Abgelegt als" in at.success[0].value
    (filed,) = (data / "veroeffentlicht" / "meldungen").glob("*-bilanz-2018.json")
    assert "17 Kundenkontakte" in filed.read_text(encoding="utf-8")
    again = _tab(open_page("pages/presse.py", jahr="2018", data=data), "Abgelegte Meldungen")
    assert not again.exception and "Bilanz 2018" in text_of(again) and "war schon bei der Ablage falsch" in text_of(again)


def test_who_may_not_upload_may_not_file(open_page, monkeypatch):
    monkeypatch.setenv("BILANZ_EINSPIELEN", "niemand")
    at = _checked(open_page("pages/presse.py", jahr="2018"), "Im Jahr 2018 zählte das Amt 17 Kundenkontakte.")
    assert not at.exception and not any(button.key == "meldung_ablegen" for button in at.button)
    assert "Ablegen darf hier nur" in text_of(at)


def test_a_draft_is_still_there_after_a_look_at_another_tab(open_page):
    at = _checked(open_page("pages/presse.py", jahr="2018"), "Im Jahr 2018 zählte das Amt 17 Kundenkontakte.")
    at = _tab(_tab(at, "Textbausteine"), "Entwurf prüfen")
    assert at.text_area(key="entwurf_text").value == "Im Jahr 2018 zählte das Amt 17 Kundenkontakte." and "17" in at.error[0].value
