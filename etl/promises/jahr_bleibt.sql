-- Ein Jahr, das schon im Bestand war, verschwindet nicht.
-- bindend: ja
-- braucht: alle Dateien
-- zu tun: Bitte die fehlenden Exporte wieder nach eingang/ legen. Soll das Jahr wirklich entfallen, erst die alten Datenstände in warehouse/ löschen.
SELECT v.tabelle, v.jahr AS fehlendes_jahr
FROM vorher AS v
WHERE NOT EXISTS (FROM herkunft AS h WHERE h.tabelle = v.tabelle AND year(h.datum) = v.jahr)
ORDER BY ALL
