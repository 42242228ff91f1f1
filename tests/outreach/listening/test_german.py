"""Complaints in German as companies write them, polite or angry, and what is said politely and is none."""

import pytest

from outreach.listening.noticer import Noticer

COMPLAINTS = (
    "Guten Morgen, seit dem Update gestern lassen sich keine Berichte mehr öffnen.",
    "Ihre Hotline hat uns dreimal vertröstet, so kann es nicht weitergehen.",
    "Wir haben die Datei jetzt schon viermal hochgeladen und sie kommt nie an.",
    "Könnten Sie bitte prüfen, warum die Zahlen im Dashboard nicht mit der Rechnung übereinstimmen?",
    "Ehrlich gesagt sind wir mit der Einführung überhaupt nicht glücklich.",
    "Bei jeder zweiten Abfrage bricht die Verbindung ab.",
    "Das Ticket liegt seit drei Wochen unbeantwortet bei euch.",
    "Unsere Kollegen in Graz kommen seit heute früh nicht mehr ins System.",
    "Die versprochene Lösung lässt immer noch auf sich warten.",
    "Es wäre schön, wenn die Exporte endlich vollständig wären, es fehlen wieder die Hälfte der Konten.",
    "Das kann doch nicht euer Ernst sein!",
    "Wieder ein Ausfall mitten im Monatsabschluss, das kostet uns richtig Geld.",
    "Nach dem letzten Release ist alles langsamer als vorher.",
    "Entschuldigung, aber die neue Oberfläche ist für unser Team kaum zu gebrauchen.",
    "Wir zahlen für Premium-Support und hören tagelang nichts.",
    "Die Schulung war leider nicht das, was wir vereinbart hatten.",
    "Schon wieder wurden uns Lizenzen berechnet, die wir nicht bestellt haben.",
    "Die API liefert seit gestern nur noch Fehler 500, bitte kümmert euch darum.",
    "Mir fehlen langsam die Worte: der Import hängt zum fünften Mal.",
    "Ich muss mich leider beschweren: der Termin wurde zweimal ohne Absage verschoben.",
    "Bei uns geht seit zehn Uhr gar nichts mehr.",
    "Die Zahlen in eurem Export stimmen hinten und vorne nicht.",
    "Ich bekomme beim Speichern ständig eine Fehlermeldung.",
    "Auf unsere letzten drei Mails kam keine Reaktion.",
    "So war das nicht abgesprochen.",
    "Wir sind ziemlich verärgert über die Preiserhöhung ohne Ankündigung.",
    "Die Suche findet nur die Hälfte der Einträge.",
    "Wie lange sollen wir denn noch auf den Zugang warten?",
    "Das Formular verliert jedes Mal unsere Eingaben.",
    "Euer Support hat uns leider überhaupt nicht weitergeholfen.",
)
POLITE = (
    "Guten Morgen, könnten Sie uns bitte die Unterlagen von gestern schicken?",
    "Der neue Bericht gefällt uns sehr, vielen Dank dafür.",
    "Wann passt es Ihnen nächste Woche für das Quartalsgespräch?",
    "Wir haben das Update eingespielt, alles läuft wie erwartet.",
    "Wie viele Nutzer sind in unserem Paket enthalten?",
    "Frau Klein übernimmt ab Juli die Betreuung bei uns.",
    "Ich bin am Freitag nicht im Büro, bitte an meinen Kollegen wenden.",
    "Gibt es schon einen Termin für das nächste Release?",
    "Die Schulung gestern war wirklich gut, das Team hat viel mitgenommen.",
    "Könnten wir den Termin am Dienstag um eine Stunde verschieben?",
    "Nicht dringend: ich hätte gern eine Übersicht aller aktiven Lizenzen.",
    "Hat sich erledigt, es lag an unserer Firewall.",
    "Wir warten noch auf die Freigabe durch unsere Rechtsabteilung und melden uns dann.",
    "Danke für die schnelle Lösung, der Fehler ist behoben.",
    "Ich habe die Rechnung an die Buchhaltung weitergeleitet.",
    "Bitte legen Sie einen Zugang für Herrn Vogel an.",
    "Wir planen die Umstellung auf das neue System im Herbst.",
    "Kein Stress, morgen reicht völlig.",
    "Bei uns ist gerade Urlaubszeit, wir antworten deshalb etwas später.",
    "Unser Ziel ist es, den Abschluss auf drei Tage zu verkürzen.",
    "Super, der Zugang klappt jetzt.",
    "Wir hätten gern zwei weitere Lizenzen für das Team in Linz.",
    "Ist der Workshop am Mittwoch schon ausgebucht?",
    "Ich schaue mir das morgen in Ruhe an.",
    "Unsere Nutzerzahlen sind im März um zehn Prozent gestiegen.",
    "Darf ich Sie mit unserer neuen Kollegin bekannt machen?",
    "Die Agenda habe ich im Kanal abgelegt.",
    "Wir melden uns, sobald der Test abgeschlossen ist.",
    "Das war ein guter Termin, bis nächste Woche.",
    "Könnten Sie uns erklären, wie die Filter funktionieren?",
)


def upset(text: str) -> bool:
    return any(finding.kind in ("complaint", "contempt") for finding in Noticer().notice(text))


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_is_noticed_however_politely_it_is_put(text: str) -> None:
    assert upset(text)


@pytest.mark.parametrize("text", POLITE)
def test_what_is_merely_told_or_asked_is_no_complaint(text: str) -> None:
    assert not upset(text)
