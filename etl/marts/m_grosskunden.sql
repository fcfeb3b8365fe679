-- Cases of dealers and registration services per day or month.
CREATE TABLE m_grosskunden AS
SELECT
    datum, if(zeitraum = 'monat', last_day(datum), datum) AS bis, zeitraum, vorgangsart, kunde_art, sum(anzahl)::BIGINT AS anzahl
FROM grosskunden
GROUP BY ALL
ORDER BY ALL
