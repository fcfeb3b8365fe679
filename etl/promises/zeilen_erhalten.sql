-- Jede gelesene Zeile ist entweder geladen oder abgelehnt, in jeder Datei.
-- bindend: ja
-- zu tun: Das ist ein Fehler des Programms, nicht der Daten; bitte die genannte Datei den Entwicklern zeigen.
WITH geladen (datei_id, zeilen) AS (
    SELECT datei_id, count(*) FROM (
        SELECT datei_id FROM kontakte UNION ALL SELECT datei_id FROM termine UNION ALL SELECT datei_id FROM emails
        UNION ALL SELECT datei_id FROM anrufe_115 UNION ALL SELECT datei_id FROM vorgaenge
        UNION ALL SELECT datei_id FROM grosskunden UNION ALL SELECT datei_id FROM online
        UNION ALL SELECT datei_id FROM wartezeiten_stunden UNION ALL SELECT datei_id FROM kapazitaet
    ) GROUP BY ALL
),
abgelehnt (datei, zeilen) AS (SELECT datei, count(*) FROM ablehnungen GROUP BY ALL)
SELECT d.datei, d.gelesen, coalesce(g.zeilen, 0) AS geladen, coalesce(a.zeilen, 0) AS abgelehnt
FROM dateien AS d LEFT JOIN geladen AS g USING (datei_id) LEFT JOIN abgelehnt AS a USING (datei)
WHERE d.gelesen <> coalesce(g.zeilen, 0) + coalesce(a.zeilen, 0)
    OR d.geladen <> coalesce(g.zeilen, 0) OR d.abgelehnt <> coalesce(a.zeilen, 0)
ORDER BY ALL
