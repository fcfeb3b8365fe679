-- Jeder Termin steht genau einmal im Bestand.
-- bindend: ja
-- zu tun: Bitte die doppelte Lieferung aus eingang/ entfernen.
-- Die Nummer allein genügt nicht: Manche Systeme zählen je Datei neu.
SELECT termin_id, standort, termin_am, count(*) AS zeilen, string_agg(DISTINCT datei, ' und ') AS dateien
FROM termine LEFT JOIN dateien USING (datei_id)
GROUP BY termin_id, standort, termin_am
HAVING count(*) > 1
ORDER BY ALL
