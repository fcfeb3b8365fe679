-- Bei der 115 sind nie mehr Anrufe angenommen als angeboten, und nie mehr in 30 Sekunden oder abschließend als angenommen.
-- bindend: ja
-- zu tun: Bitte beim Servicecenter nachfragen oder die Zuordnung der Spalten in quellen.toml prüfen.
SELECT d.datei, a.zeile, a.datum, a.angeboten, a.angenommen, a.angenommen_30s, a.fallabschliessend
FROM anrufe_115 AS a LEFT JOIN dateien AS d USING (datei_id)
WHERE a.angenommen > a.angeboten OR a.angenommen_30s > a.angenommen OR a.fallabschliessend > a.angenommen
ORDER BY ALL
