-- Keine Anzahl im Bestand ist negativ oder leer, wo es eine geben muss.
-- bindend: ja
-- zu tun: Bitte die genannte Zeile des Exports berichtigen.
WITH zeilen (tabelle, datum, anzahl, datei_id, zeile) AS (
    SELECT 'kontakte', datum, anzahl, datei_id, zeile FROM kontakte
    UNION ALL SELECT 'termine', termin_am::DATE, personen, datei_id, zeile FROM termine
    UNION ALL SELECT 'anrufe_115', datum, least(angenommen, angeboten, angenommen_30s, fallabschliessend, weitergeleitet), datei_id, zeile FROM anrufe_115
    UNION ALL SELECT 'vorgaenge', datum, anzahl, datei_id, zeile FROM vorgaenge
    UNION ALL SELECT 'grosskunden', datum, anzahl, datei_id, zeile FROM grosskunden
    UNION ALL SELECT 'online', datum, anzahl, datei_id, zeile FROM online
    UNION ALL SELECT 'wartezeiten_stunden', datum, anzahl, datei_id, zeile FROM wartezeiten_stunden
    UNION ALL SELECT 'kapazitaet', datum, least(geplant, gebucht), datei_id, zeile FROM kapazitaet
)
SELECT z.tabelle, d.datei, z.zeile, z.datum, z.anzahl
FROM zeilen AS z LEFT JOIN dateien AS d USING (datei_id)
WHERE z.anzahl < 0 OR z.anzahl IS NULL
ORDER BY ALL
