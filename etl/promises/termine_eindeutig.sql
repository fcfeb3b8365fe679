-- Jeder Termin steht genau einmal im Bestand.
-- bindend: ja
-- zu tun: Bitte die doppelte Lieferung aus eingang/ entfernen.
SELECT termin_id, count(*) AS zeilen, string_agg(DISTINCT datei, ' und ') AS dateien
FROM (FROM termine WHERE termin_id IN (SELECT termin_id FROM termine GROUP BY termin_id HAVING count(*) > 1))
LEFT JOIN dateien USING (datei_id)
GROUP BY termin_id
ORDER BY ALL
