-- Back-office cases per day or month and type; receipts stay in, marked by `zaehlt`. What XMeld calls a message group lies in the message's number.
CREATE TABLE m_vorgaenge AS
WITH nachrichtengruppen (von, bis, name) AS (
    VALUES
        ('0001', '0020', 'Technische Nachrichten'), ('0021', '0099', 'Fortschreibung zwischen Meldebehörden'), ('0200', '0299', 'Rückmeldung bei Zuzug und Wegzug'),
        ('0500', '0599', 'Steuer-ID'), ('0800', '0899', 'Statistik'), ('0900', '0999', 'Technische Nachrichten'), ('1000', '1099', 'Rentenversicherung'),
        ('1100', '1199', 'Landesregister'), ('1300', '1399', 'Auskunft an Behörden'), ('1400', '1499', 'Rundfunkbeitrag'),
        ('1600', '1649', 'Religionsgesellschaften'), ('1650', '1699', 'Ausländerzentralregister'), ('1700', '1799', 'Online-Anmeldung'), ('9500', '9599', 'Online-Anmeldung')
),
arten AS (
    SELECT *, regexp_extract(vorgangsart, '(^|\D)(\d{4})($|\D)', 2) AS nummer
    FROM vorgangsarten
)
SELECT
    v.datum, if(v.zeitraum = 'monat', last_day(v.datum), v.datum) AS bis, v.zeitraum, v.vorgangsart, a.gruppe, a.zaehlt,
    if(lower(a.gruppe) = 'xmeld', coalesce(n.name, 'Übrige Nachrichten'), NULL) AS nachrichtengruppe, sum(v.anzahl)::BIGINT AS anzahl
FROM vorgaenge AS v LEFT JOIN arten AS a USING (vorgangsart) LEFT JOIN nachrichtengruppen AS n ON a.nummer BETWEEN n.von AND n.bis
GROUP BY ALL
ORDER BY ALL
