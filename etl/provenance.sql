-- Where the rows come from and how far they reach: herkunft, abdeckung and the dates of each file.
-- An e-mail belongs to the day it came in and to the day of its answer; a month row covers its whole month.
INSERT INTO herkunft
WITH tage (tabelle, datum, datei_id) AS (
    SELECT 'kontakte', datum, datei_id FROM kontakte
    UNION ALL SELECT 'termine', termin_am::DATE, datei_id FROM termine
    UNION ALL SELECT 'emails', eingegangen_am::DATE, datei_id FROM emails
    UNION ALL SELECT 'emails', beantwortet_am::DATE, datei_id FROM emails WHERE beantwortet_am::DATE <> eingegangen_am::DATE
    UNION ALL SELECT 'anrufe_115', datum, datei_id FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', datum, datei_id FROM vorgaenge
    UNION ALL SELECT 'grosskunden', datum, datei_id FROM grosskunden
    UNION ALL SELECT 'online', datum, datei_id FROM online
    UNION ALL SELECT 'wartezeiten_stunden', datum, datei_id FROM wartezeiten_stunden
    UNION ALL SELECT 'kapazitaet', datum, datei_id FROM kapazitaet
)
SELECT tabelle, datum, datei_id, count(*) FROM tage GROUP BY ALL ORDER BY ALL;

INSERT INTO abdeckung
WITH reichweite (tabelle, von, bis) AS (
    SELECT 'kontakte', min(datum), max(datum) FROM kontakte
    UNION ALL SELECT 'termine', min(termin_am)::DATE, max(termin_am)::DATE FROM termine
        WHERE termin_am::DATE <= (SELECT geladen_am::DATE FROM ladung)
    UNION ALL SELECT 'emails', min(eingegangen_am)::DATE, max(eingegangen_am)::DATE FROM emails
    UNION ALL SELECT 'anrufe_115', min(datum), max(if(zeitraum = 'monat', last_day(datum), datum)) FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', min(datum), max(if(zeitraum = 'monat', last_day(datum), datum)) FROM vorgaenge
    UNION ALL SELECT 'grosskunden', min(datum), max(if(zeitraum = 'monat', last_day(datum), datum)) FROM grosskunden
    UNION ALL SELECT 'online', min(datum), max(if(zeitraum = 'monat', last_day(datum), datum)) FROM online
    UNION ALL SELECT 'wartezeiten_stunden', min(datum), max(datum) FROM wartezeiten_stunden
    UNION ALL SELECT 'kapazitaet', min(datum), max(datum) FROM kapazitaet WHERE datum <= (SELECT geladen_am::DATE FROM ladung)
)
FROM reichweite WHERE von IS NOT NULL ORDER BY ALL;

UPDATE dateien SET von = reichweite.von, bis = reichweite.bis
FROM (
    SELECT datei_id, min(datum) AS von, max(datum) AS bis FROM herkunft WHERE tabelle <> 'emails' GROUP BY ALL
    UNION ALL SELECT datei_id, min(eingegangen_am)::DATE, max(eingegangen_am)::DATE FROM emails GROUP BY ALL
) AS reichweite
WHERE reichweite.datei_id = dateien.datei_id;
