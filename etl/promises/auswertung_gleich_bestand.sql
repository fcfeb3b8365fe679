-- Die Auswertungstabellen ergeben dieselben Summen wie der Bestand, aus dem sie gebaut sind.
-- bindend: ja
-- zu tun: Das ist ein Fehler des Programms, nicht der Daten; bitte diese Meldung den Entwicklern zeigen.
WITH summen (auswertung, bestand, auswertung_summe) AS (
    VALUES
    ('m_kontakte', (SELECT sum(anzahl) FROM kontakte), (SELECT sum(anzahl) FROM m_kontakte)),
    ('m_termine', (SELECT count(*) FROM termine), (SELECT sum(anzahl) FROM m_termine)),
    ('m_termine (Personen)', (SELECT sum(personen) FROM termine), (SELECT sum(personen) FROM m_termine)),
    ('m_wartezeiten', (SELECT sum(personen) FROM termine WHERE status = 'bedient' AND ankunft IS NOT NULL AND aufruf IS NOT NULL),
        (SELECT sum(personen) FROM m_wartezeiten WHERE NOT nur_mittel)),
    ('m_emails', (SELECT count(*) FROM emails), (SELECT sum(eingegangen) FROM m_emails)),
    ('m_antwortzeiten', (SELECT count(beantwortet_am) FROM emails), (SELECT sum(anzahl) FROM m_antwortzeiten)),
    ('m_anrufe_115', (SELECT sum(angenommen) FROM anrufe_115), (SELECT sum(angenommen) FROM m_anrufe_115)),
    ('m_vorgaenge', (SELECT sum(anzahl) FROM vorgaenge), (SELECT sum(anzahl) FROM m_vorgaenge)),
    ('m_grosskunden', (SELECT sum(anzahl) FROM grosskunden), (SELECT sum(anzahl) FROM m_grosskunden)),
    ('m_online', (SELECT sum(anzahl) FROM online), (SELECT sum(anzahl) FROM m_online))
)
FROM summen
WHERE coalesce(bestand, 0) <> coalesce(auswertung_summe, 0)
