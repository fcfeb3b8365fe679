-- Monatszahlen und Tageszahlen derselben Art überschneiden sich nicht; sonst würde doppelt gezählt.
-- bindend: ja
-- zu tun: Bitte für diesen Monat entweder die Tagesmeldung oder die Monatsmeldung aus eingang/ entfernen.
WITH zeilen (tabelle, art, datum, zeitraum, datei_id) AS (
    SELECT 'anrufe_115', '115', datum, zeitraum, datei_id FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', vorgangsart, datum, zeitraum, datei_id FROM vorgaenge
    UNION ALL SELECT 'grosskunden', vorgangsart, datum, zeitraum, datei_id FROM grosskunden
    UNION ALL SELECT 'online', leistung, datum, zeitraum, datei_id FROM online
),
monate AS (SELECT tabelle, art, date_trunc('month', datum) AS monat, datei_id FROM zeilen WHERE zeitraum = 'monat'),
tage AS (SELECT tabelle, art, date_trunc('month', datum) AS monat, count(*) AS tageszeilen, any_value(datei_id) AS tagesdatei FROM zeilen WHERE zeitraum = 'tag' GROUP BY ALL)
SELECT m.tabelle, m.art, strftime(m.monat, '%m/%Y') AS monat, t.tageszeilen, dm.datei AS monatsdatei, dt.datei AS tagesdatei
FROM monate AS m JOIN tage AS t USING (tabelle, art, monat)
LEFT JOIN dateien AS dm ON dm.datei_id = m.datei_id
LEFT JOIN dateien AS dt ON dt.datei_id = t.tagesdatei
ORDER BY ALL
