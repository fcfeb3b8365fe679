-- Waits as an exact histogram in seconds: served appointments with arrival and call.
-- The wait begins with the arrival, but never before the agreed time, and is at least 0.
CREATE TABLE m_wartezeiten AS
SELECT
    t.termin_am::DATE AS datum, hour(t.termin_am)::INTEGER AS stunde, t.standort, t.dienstleistung, d.bereich,
    greatest(0, date_diff('second', greatest(t.ankunft, t.termin_am), t.aufruf))::BIGINT AS sekunden,
    count(*) AS termine,
    sum(t.personen)::BIGINT AS personen
FROM termine AS t LEFT JOIN dienstleistungen AS d USING (dienstleistung)
WHERE t.status = 'bedient' AND t.ankunft IS NOT NULL AND t.aufruf IS NOT NULL
GROUP BY ALL
ORDER BY datum, stunde
