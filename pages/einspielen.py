"""Neue Daten einspielen? Upload, dry run, differences to the figures in service; then publish, discard or go back."""

from etl.intake.permission import permission
from pages.parts import show, upload
from pages.parts.frame import frame
from reporting.warehouse import data_folder

page = frame("Neue Daten einspielen", filters=(), without_data=True)
folder, who = data_folder(), upload.signed_in()
w = page.w if page else None
may = permission(folder, signed_in=bool(who))

upload.said()
show.note(may.reason)
if may.granted:
    if step := upload.step():
        upload.outcome(step)
        upload.decide(step, w)
    else:
        upload.choose(folder, w, who)
upload.history(folder, may.granted, who)
