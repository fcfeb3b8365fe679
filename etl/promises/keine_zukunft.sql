-- Was geschehen ist, liegt nicht in der Zukunft: Kontakte, E-Mails, Anrufe und Vorgänge enden spätestens am Tag des Ladens.
-- bindend: nein
-- zu tun: Bitte die Datumsangaben dieser Zeilen prüfen.
WITH zeilen (tabelle, datum, datei_id) AS (
    SELECT 'kontakte', datum, datei_id FROM kontakte
    UNION ALL SELECT 'emails', eingegangen_am::DATE, datei_id FROM emails
    UNION ALL SELECT 'anrufe_115', datum, datei_id FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', datum, datei_id FROM vorgaenge
    UNION ALL SELECT 'grosskunden', datum, datei_id FROM grosskunden
    UNION ALL SELECT 'online', datum, datei_id FROM online
    UNION ALL SELECT 'wartezeiten_stunden', datum, datei_id FROM wartezeiten_stunden
)
SELECT z.tabelle, z.datum, d.datei, count(*) AS zeilen
FROM zeilen AS z LEFT JOIN dateien AS d USING (datei_id)
WHERE z.datum > (SELECT geladen_am::DATE FROM ladung)
GROUP BY ALL
ORDER BY ALL
