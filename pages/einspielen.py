"""Neue Daten einspielen? Upload, dry run, differences to the figures in service; then publish, discard or go back."""

from etl.intake.permission import permission
from pages.parts import show, upload
from pages.parts.frame import frame
from reporting.warehouse import data_folder

frame("Neue Daten einspielen", filters=(), without_data=True)
folder, who = data_folder(), upload.signed_in()
may = permission(folder, signed_in=bool(who))

upload.said()
show.note(may.reason)
if may.granted:
    if step := upload.step():
        upload.outcome(step)
        upload.decide(step)
    else:
        upload.choose(folder, who)
upload.history(folder, may.granted, who)
