-- Kein Tag steht zweimal in den Kontakten: je Tag, Standort, Dienstleistung und Zugang gibt es höchstens eine Zeile.
-- bindend: ja
-- zu tun: Bitte die doppelte Lieferung aus eingang/ entfernen.
SELECT k.datum, k.standort, k.dienstleistung, k.zugang, count(*) AS zeilen, string_agg(DISTINCT d.datei, ' und ') AS dateien
FROM kontakte AS k LEFT JOIN dateien AS d USING (datei_id)
GROUP BY k.datum, k.standort, k.dienstleistung, k.zugang
HAVING count(*) > 1
ORDER BY ALL
