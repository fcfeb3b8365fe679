-- Anrufe, Vorgänge, Großkunden und Online-Leistungen stehen je Zeitraum und Art höchstens einmal im Bestand.
-- bindend: ja
-- zu tun: Bitte die doppelte Lieferung aus eingang/ entfernen.
WITH zeilen (tabelle, datum, zeitraum, art, kunde_art, datei_id) AS (
    SELECT 'anrufe_115', datum, zeitraum, NULL, NULL, datei_id FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', datum, zeitraum, vorgangsart, NULL, datei_id FROM vorgaenge
    UNION ALL SELECT 'grosskunden', datum, zeitraum, vorgangsart, kunde_art, datei_id FROM grosskunden
    UNION ALL SELECT 'online', datum, zeitraum, leistung, NULL, datei_id FROM online
)
SELECT z.tabelle, z.datum, z.zeitraum, z.art, z.kunde_art, count(*) AS zeilen, string_agg(DISTINCT d.datei, ' und ') AS dateien
FROM zeilen AS z LEFT JOIN dateien AS d USING (datei_id)
GROUP BY z.tabelle, z.datum, z.zeitraum, z.art, z.kunde_art
HAVING count(*) > 1
ORDER BY ALL
