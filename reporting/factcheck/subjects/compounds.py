"""Compounds: services also called by one ("Wohnsitz ummelden" as "Wohnsitzummeldung"), and what is counted of a part in one ("Bußgeldvorgänge")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reporting.factcheck.drafts.words import stem

_PREFIX = re.compile(r"^(?:ab|an|auf|aus|bei|ein|nach|um|vor|zu|zurück)(?=[a-zäöüß]{5,}$)")  # those that separate
_DO = re.compile(r"([A-ZÄÖÜ][a-zäöüß]{3,})\s+([a-zäöüß]{4,}n)")
_BOTH = re.compile(r"([A-ZÄÖÜ][a-zäöüß]{3,})\s+([a-zäöüß]+)-\s+(?:oder|und)\s+([a-zäöüß]{6,}n)")
#: What is done about a service: says nothing else than the service itself.
_DEALING = re.compile(r"(?:antr[aä]g(?:en?|s)?|beantragung(?:en)?|ausstellung(?:en)?|angelegenheit(?:en)?|sachen?)$", re.IGNORECASE)


def dealing_with(word: str) -> list[str]:
    """What a word such as "Reisepassanträge" or "Führerschein-Antrag" may be about ("Reisepass", "Führerschein"); empty for other words."""
    m = _DEALING.search(word)
    about = word[: m.start()].rstrip("-\u2010\u2011") if m else ""
    return [about, about.removesuffix("s"), about.removesuffix("es")] if len(about) > 3 else []


#: What cases may be called, of whatever kind they are: "XMeld-Meldungen", "Bußgeldverfahren". And those that may be brought to the counter too.
CASES = re.compile(r"(?:Meldung|F[aä]ll|Sache|Vorg[aä]ng|Nachricht|Mitteilung|Datens[aä]tz|Bearbeitung|Verfahren|Eing[aä]ng|Anliegen)(?:e|s|es|n|en)?")
ANY_CASES = re.compile(r"(?:F[aä]ll(?:e[ns]?|s)?|Anliegen)$", re.IGNORECASE)
_LINKS = ("", "s", "es", "n", "en")


def halves(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a compound in two: what it is of, as it is written alone, and what it is; "Bußgeldvorgänge" among others into "Bußgeld" and "Vorgänge"."""
    pieces = re.split("[-\u2010\u2011]", word)
    cuts = [("".join(pieces[:-1]), pieces[-1])] if len(pieces) > 1 else [(word[:at], word[at:].capitalize()) for at in range(4, len(word) - 3)] if word[:1].isupper() else []
    for first, last in cuts:
        yield from ((first[: len(first) - len(link)], last) for link in _LINKS if first.endswith(link) and len(first) - len(link) > 2)


def compounds(services: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Compounds made of the words of just one service, with that service. services: each with its names and synonyms."""
    return _of_just_one((word, own, service) for service, phrases in services.items() for word, own in _of_one(list(phrases)))


def turned(services: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Just one service's verb first, as a noun: "Melden [des] Wohnsitz[es]". services: each with its names and synonyms."""
    return _of_just_one((word, True, service) for service, phrases in services.items() for word in _turned(list(phrases)))


def _of_just_one(words: Iterable[tuple[str, bool, str]]) -> dict[str, str]:
    """The words that stand for a service, where no other claims them. words: each with whether it does and its service."""
    found = list(words)
    claimed: dict[str, set[str]] = {}
    for word, _, service in found:
        claimed.setdefault(stem(word), set()).add(service)
    return {word: service for word, own, service in found if own and len(claimed[stem(word)]) == 1}


def _turned(phrases: list[str]) -> Iterator[str]:
    """The verb first, as a noun: "Wohnsitz melden" as "Melden [des] Wohnsitz[es]", "Gewerbeanmeldung" as "Anmeldung" and "Anmelden [des] Gewerbe[s]"."""
    done = [(m[1], m[2]) for phrase in phrases if (m := _DO.fullmatch(phrase))]
    cuts = [(phrase, at) for phrase in phrases for at in range(4, len(phrase) - 7) if re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+ung", phrase) and _PREFIX.match(phrase[at:])]
    done += [(phrase[:at].removesuffix(link), re.sub(r"ung$", "en", phrase[at:])) for phrase, at in cuts for link in ("", "s")]
    for noun, verb in done:
        yield from (f"{word.capitalize()} {noun}" for word in (verb, _noun(verb)))


def kinds_for(dealers: Iterable[str], kinds: Iterable[str]) -> dict[str, str]:
    """What a kind of case is called where dealers are spoken of: "Händlerzulassung" is then a "Zulassung"; by stem. dealers: the words for them."""
    found = [(stem(kind[len(word) :].lstrip("s-").capitalize()), kind) for kind in kinds for word in dealers if re.fullmatch(rf"{word}s?-?[A-ZÄÖÜa-zäöüß]{{5,}}", kind)]
    return {tail: kind for tail, kind in found if sum(tail == other for other, _ in found) == 1}


_DONE = re.compile(r"([A-ZÄÖÜ]\S+)\s+([a-zäöüß]{5,}(?:t|en))(?:\s+(und|oder)\s+([a-zäöüß]{5,}(?:t|en)))?")


def participles_first(kind: str) -> str:
    """"Dokument bestellt und geprüft" as "bestellte und geprüfte Dokument", for its stems; empty for other kinds of cases."""
    m = _DONE.fullmatch(kind)
    return " ".join(filter(None, (f"{m[2]}e", m[3], m[4] and f"{m[4]}e", m[1]))) if m else ""


def _of_one(phrases: list[str]) -> Iterable[tuple[str, bool]]:
    """Noun and verb as one word: "Wohnsitz anmelden" is "Wohnsitzanmeldung"; with its synonym "Ummeldung" also "Wohnsitzummeldung".

    The second says whether the word stands for the service: "Wohnsitzmeldung" does for "Wohnsitz an- und abmelden", but not for one of both.
    """
    for whole in phrases:  # "Wohnungsanmeldung", with its synonyms "Anmeldung" and "Ummeldung" also "Wohnungsummeldung"
        for part in (part for part in phrases if whole != part and re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]{5,}", part) and whole.endswith(part.lower())):
            yield from ((whole.removesuffix(part.lower()) + other.lower(), True) for other in phrases if _PREFIX.sub("", other.lower()) == _PREFIX.sub("", part.lower()))
    for phrase in phrases:
        if m := _DO.fullmatch(phrase):
            noun, verbs, plain = m[1], [m[2]], _PREFIX.sub("", m[2])
        elif m := _BOTH.fullmatch(phrase):
            noun, plain = m[1], _PREFIX.sub("", m[3])
            verbs = [m[2] + plain, m[3], plain]
        else:
            continue
        yield from ((noun + _noun(verb), True) for verb in verbs)
        yield noun + _noun(plain), plain in verbs
        yield from ((noun + other.lower(), True) for other in phrases if _PREFIX.sub("", other.lower()).removesuffix("en") == _noun(plain))


def _noun(verb: str) -> str:
    """"melden" as "meldung", "ändern" as "änderung"."""
    return re.sub(r"(?<=er)n$|(?<=el)n$|en$", "", verb) + "ung"
