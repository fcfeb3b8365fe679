-- Waits as an exact histogram in seconds: served appointments with arrival and call.
-- The wait begins with the arrival, but never before the agreed time, and is at least 0.
-- Where a day of a location has no single waits, hours with a count and a mean stand in: nur_mittel forbids every quantile and share over them.
CREATE TABLE m_wartezeiten AS
WITH einzeln AS (
    SELECT
        t.termin_am::DATE AS datum, hour(t.termin_am)::INTEGER AS stunde, t.standort, t.dienstleistung, d.bereich,
        greatest(0, date_diff('second', greatest(t.ankunft, t.termin_am), t.aufruf))::BIGINT AS sekunden,
        count(*) AS termine,
        sum(t.personen)::BIGINT AS personen,
        false AS nur_mittel
    FROM termine AS t LEFT JOIN dienstleistungen AS d USING (dienstleistung)
    WHERE t.status = 'bedient' AND t.ankunft IS NOT NULL AND t.aufruf IS NOT NULL
    GROUP BY ALL
)
FROM einzeln
UNION ALL
SELECT datum, stunde, standort, NULL, NULL, round(mittel_sekunden)::BIGINT, anzahl, anzahl, true
FROM wartezeiten_stunden ANTI JOIN einzeln USING (datum, standort)
WHERE anzahl > 0 AND mittel_sekunden IS NOT NULL
ORDER BY datum, stunde
