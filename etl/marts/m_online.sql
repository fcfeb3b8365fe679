-- Online services used per day or month, with the area of the offer (of the service where no offer of that name is listed).
CREATE TABLE m_online AS
SELECT
    o.datum, if(o.zeitraum = 'monat', last_day(o.datum), o.datum) AS bis, o.zeitraum, o.leistung,
    coalesce(a.bereich, d.bereich) AS bereich, sum(o.anzahl)::BIGINT AS anzahl
FROM online AS o
LEFT JOIN (SELECT leistung, any_value(bereich) AS bereich FROM online_angebote GROUP BY leistung) AS a USING (leistung)
LEFT JOIN dienstleistungen AS d ON d.dienstleistung = o.leistung
GROUP BY ALL
ORDER BY ALL
