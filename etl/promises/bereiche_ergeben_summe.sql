-- Die Bereiche ergeben zusammen die Gesamtzahl: kein Kontakt geht verloren, keiner zählt zweimal.
-- bindend: ja
-- zu tun: Bitte in stammdaten/dienstleistungen.csv prüfen, ob jede Dienstleistung genau einen Bereich hat.
WITH gesamt AS (SELECT datum, sum(anzahl) AS summe FROM kontakte GROUP BY datum),
bereiche AS (SELECT datum, sum(anzahl) AS summe FROM m_kontakte WHERE bereich IS NOT NULL GROUP BY datum)
SELECT datum, gesamt.summe AS gesamtzahl, coalesce(bereiche.summe, 0) AS summe_der_bereiche
FROM gesamt FULL JOIN bereiche USING (datum)
WHERE gesamt.summe IS DISTINCT FROM coalesce(bereiche.summe, 0)
ORDER BY ALL
