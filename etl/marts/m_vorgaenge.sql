-- Back-office cases per day or month and type; receipts stay in, marked by `zaehlt`.
CREATE TABLE m_vorgaenge AS
SELECT
    v.datum, if(v.zeitraum = 'monat', last_day(v.datum), v.datum) AS bis, v.zeitraum, v.vorgangsart, a.gruppe, a.zaehlt,
    sum(v.anzahl)::BIGINT AS anzahl
FROM vorgaenge AS v LEFT JOIN vorgangsarten AS a USING (vorgangsart)
GROUP BY ALL
ORDER BY ALL
