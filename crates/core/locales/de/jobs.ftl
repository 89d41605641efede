## Allgemeine Wörter

and = und
today = heute
yesterday = gestern
days-ago =
    { $count ->
        [one] vor 1 Tag
       *[other] vor { $count } Tagen
    }
weeks-ago =
    { $count ->
        [one] vor 1 Woche
       *[other] vor { $count } Wochen
    }
months-ago =
    { $count ->
        [one] vor 1 Monat
       *[other] vor { $count } Monaten
    }
years-ago =
    { $count ->
        [one] vor 1 Jahr
       *[other] vor { $count } Jahren
    }
instant = { $date }, { $time } UTC
money = { $amount } { $currency }
money-from = ab { $amount }
money-up-to = bis { $amount }
per-hour = pro Stunde
per-day = pro Tag
per-week = pro Woche
per-month = pro Monat
per-year = pro Jahr

## Stellen

workplace-on-site = Vor Ort
workplace-hybrid = Hybrid
workplace-remote = Remote
employment-full-time = Vollzeit
employment-part-time = Teilzeit
employment-contractor = Freie Mitarbeit
employment-temporary = Befristet
employment-intern = Praktikum
employment-volunteer = Ehrenamt
employment-per-diem = Tageweise
employment-other = Anderes
state-draft = Entwurf
state-in-review = In Prüfung
state-published = Veröffentlicht
state-rejected = Zurückgewiesen
state-filled = Besetzt
state-closed = Geschlossen
state-expired = Abgelaufen
state-removed = Entfernt
report-fraud = Es ist Betrug: Es geht um Geld oder Geheimnisse
report-spam = Es ist Werbung, oder es steht vielfach hier
report-discrimination = Es schließt Menschen aus, weil sie sind, wer sie sind
report-not-open = Die Stelle ist vergeben, oder es gab sie nie
report-wrong = Was darin steht, stimmt nicht
report-other = Etwas anderes
alike-same-title = denselben Titel
alike-title = einen ähnlichen Titel ({ $percent } %)
alike-same-text = denselben Text
alike-text = einen ähnlichen Text ({ $percent } %)

## Ausschreiben und bearbeiten

post-heading = Stelle ausschreiben
post-submit = Diese Stelle ausschreiben
edit-heading = Stelle bearbeiten
edit-submit = Änderungen speichern
post-preview = Vorschau
post-draft = Als Entwurf aufheben
post-kept = Das haben Sie am { $when } geschrieben, und es war noch nicht vollständig.
post-kept-next = Machen Sie weiter, oder
post-start-anew = fangen Sie neu an
post-stale = Jemand hat diese Stelle inzwischen geändert. Noch ist nichts gespeichert: Was dort steht, steht an jedem Feld, das anders ist. Speichern Sie noch einmal, um Ihres zu behalten.
preview-title = Vorschau: { $title }
preview-notice = So wird es aussehen. Noch ist nichts gespeichert.
preview-edit = Weiter bearbeiten
field-title = Titel
field-title-hint = Wonach jemand suchen würde.
field-company = Unternehmen
field-company-url = Website des Unternehmens
field-location = Ort
field-location-hint = Etwa „Ghent, Belgium“, „Ghent (hybrid)“ oder „Remote in Belgium“; mehrere mit ; dazwischen.
field-employment = Anstellung
field-salary-min = Gehalt von
field-salary-min-hint = Etwa 50000 oder 25,50. Wer das Gehalt nennt, wird öfter gelesen.
field-salary-max = Gehalt bis
field-currency = Währung
field-period = Gezahlt
field-category = Kategorie
field-tags = Schlagwörter
field-tags-hint = Höchstens acht, mit Kommas dazwischen.
field-apply-to = Wie man sich bewirbt
field-apply-to-hint = Eine E-Mail- oder eine Web-Adresse.
field-closes-on = Offen bis
field-closes-on-hint = Der letzte Tag in der Liste. Ohne Angabe: { $days } Tage.
field-description = Beschreibung
field-description-hint = Was zu tun ist und was Sie bieten. Markdown geht.
theirs-empty = Jemand anders hat das leer gelassen.
theirs = Jemand anders schrieb: { $text }

## Eigene Stellen

my-jobs-heading = Meine Stellen
my-jobs-states = Zustände
my-jobs-all = Alle
my-jobs-none = Sie haben noch keine Stelle ausgeschrieben
my-jobs-here = Was Sie ausschreiben, steht hier, zum Bearbeiten und zum Entfernen.
my-jobs-job = Stelle
my-jobs-state = Zustand
my-jobs-views-30 = Aufrufe, 30 Tage
my-jobs-views = Aufrufe
my-jobs-until = bis { $date }
my-jobs-copy = Kopieren
delete-title = { $title } entfernen
delete-heading = Diese Stelle entfernen?
delete-lead = { $title } bei { $company } ist dann für immer weg, hier und in der API. Das lässt sich nicht rückgängig machen.
delete-submit = Entfernen
delete-keep = Behalten

## Wo eine Stelle verwaltet wird

desk-title = { $title } verwalten
desk-see = Zu ihrer Seite
desk-next = Wie geht es weiter?
desk-nothing = Von hier aus ist nichts zu tun.
desk-reason = Grund oder Notiz
desk-reason-hint = Wer ausschreibt, liest es. Zurückschicken und Entfernen brauchen einen Grund.
desk-note = Notiz
desk-note-hint = Sie bleibt im Verlauf stehen.
desk-closes-on-hint = Der letzte Tag in der Liste. Ohne Angabe wählt die Stellenbörse.
desk-reports = Meldungen
desk-open-reports = { $count } offen
desk-report-closed = geschlossen
desk-close-reports = Schließen: Die Stelle ist in Ordnung
desk-duplicate = Vielleicht ist sie doppelt
desk-duplicate-why = Dasselbe Unternehmen und { $reasons }.
desk-compare = Texte vergleichen
desk-this-one = Diese
desk-number = Nummer { $id }
desk-with-poster = Sie und wer ausschreibt
desk-with-moderators = Sie und die Moderation
desk-moderator = Moderation
desk-comment = Ihr Kommentar
desk-comment-hint = Die andere Seite bekommt ihn per Mail.
desk-send = Abschicken
desk-views = Aufrufe
desk-history = Verlauf
desk-text = Was darin steht
desk-somebody = Jemand, den es nicht mehr gibt
desk-board = Die Stellenbörse
views-none = In den letzten { $days } Tagen nicht gelesen.
views-some = In den letzten { $days } Tagen { $total } gelesen, heute { $today }.
times-0 = nicht
times =
    { $count ->
        [one] einmal
       *[other] { $count }-mal
    }
step-submit = Veröffentlichen
step-withdraw = Zurückziehen
step-approve = Freigeben
step-reject = Zurückschicken
step-revise = Zum Entwurf machen
step-fill = Als besetzt markieren
step-close = Schließen
step-renew = Verlängern
step-relist = Wieder ausschreiben
step-remove = Entfernen
step-restore = Zurückgeben
step-expire = Enden lassen
step-hide = Verbergen
step-reconsider = Noch einmal prüfen
happened-post = Ausgeschrieben
happened-edit = Bearbeitet
happened-submit = Eingereicht
happened-withdraw = Zurückgezogen
happened-approve = Freigegeben
happened-reject = Zurückgeschickt
happened-revise = Neu geschrieben
happened-fill = Als besetzt markiert
happened-close = Geschlossen
happened-renew = Verlängert
happened-relist = Wieder ausgeschrieben
happened-remove = Entfernt
happened-restore = Zurückgegeben
happened-expire = Frist abgelaufen
happened-hide = Nach Meldungen verborgen
happened-reconsider = In der Liste bearbeitet
happened-to = { $what }: { $state }
