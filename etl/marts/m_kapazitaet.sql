-- Planned and booked appointment capacity, every day and location told once: minutes before slots, hours before whole days,
-- the channel "insgesamt" before the channels it is the sum of.
CREATE TABLE m_kapazitaet AS
WITH einheit AS (
    FROM kapazitaet QUALIFY einheit = min(einheit) OVER (PARTITION BY datum, standort)  -- Minuten before Zeitschlitze
),
stunden AS (
    FROM einheit QUALIFY stunde IS NOT NULL OR NOT bool_or(stunde IS NOT NULL) OVER (PARTITION BY datum, standort)
)
SELECT datum, stunde, standort, kanal, einheit, geplant, gebucht
FROM stunden
QUALIFY kanal = 'insgesamt' OR NOT bool_or(kanal = 'insgesamt') OVER (PARTITION BY datum, standort)
ORDER BY datum, stunde
