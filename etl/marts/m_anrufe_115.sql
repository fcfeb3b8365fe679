-- Calls to 115 per day or month; `bis` is the last day the row covers.
CREATE TABLE m_anrufe_115 AS
SELECT
    datum, if(zeitraum = 'monat', last_day(datum), datum) AS bis, zeitraum,
    angenommen, angeboten, angenommen_30s, fallabschliessend, weitergeleitet
FROM anrufe_115
ORDER BY ALL
