## Allgemeine Wörter

and = und
today = heute
yesterday = gestern
just-now = gerade eben
minutes-ago =
    { $count ->
        [one] vor 1 Minute
       *[other] vor { $count } Minuten
    }
hours-ago =
    { $count ->
        [one] vor 1 Stunde
       *[other] vor { $count } Stunden
    }
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
workplace-remote = Homeoffice
employment-full-time = Vollzeit
employment-part-time = Teilzeit
employment-contractor = Freie Mitarbeit
employment-temporary = Befristet
employment-intern = Praktikum
employment-volunteer = Ehrenamt
employment-per-diem = Tageweise
employment-other = Sonstiges
state-draft = Entwurf
state-in-review = In Prüfung
state-published = Veröffentlicht
state-rejected = Abgelehnt
state-filled = Besetzt
state-closed = Beendet
state-expired = Abgelaufen
state-removed = Entfernt
report-fraud = Betrug: Es werden Geld oder vertrauliche Daten verlangt
report-spam = Werbung oder mehrfach eingestellt
report-discrimination = Diskriminierung: Bestimmte Menschen werden ausgeschlossen
report-not-open = Die Stelle ist schon besetzt, oder es gab sie nie
report-wrong = Die Angaben stimmen nicht
report-other = Etwas anderes
alike-same-title = denselben Titel
alike-title = einen ähnlichen Titel ({ $percent } %)
alike-same-text = denselben Text
alike-text = einen ähnlichen Text ({ $percent } %)

## Ausschreiben und bearbeiten

post-heading = Stelle ausschreiben
post-submit = Diese Stelle ausschreiben
edit-heading = Stelle bearbeiten
edit-submit = Änderungen speichern
post-preview = Vorschau
post-draft = Als Entwurf speichern
post-kept = Das haben Sie am { $when } geschrieben; es konnte noch nicht angenommen werden.
post-kept-next = Machen Sie damit weiter, oder
post-start-anew = fangen Sie neu an
post-start-anew-confirm = Verwerfen, was Sie geschrieben haben?
post-stale = Jemand hat diese Stelle inzwischen geändert. Noch ist nichts gespeichert: Wo etwas abweicht, steht die andere Fassung beim Feld. Speichern Sie noch einmal, um Ihre zu behalten.
preview-title = Vorschau: { $title }
preview-notice = So wird es aussehen. Noch ist nichts gespeichert.
preview-edit = Weiter bearbeiten
part-job = Die Stelle
part-pay = Gehalt
part-found = So wird sie gefunden
part-apply = Bewerbung
field-title = Titel
field-title-hint = Wonach jemand suchen würde.
field-company = Unternehmen
field-company-url = Website des Unternehmens
field-location = Ort
field-location-hint = Etwa „Köln, Deutschland“, „Köln (hybrid)“ oder „Remote in Deutschland“; mehrere durch ; getrennt.
field-employment = Anstellungsart
field-salary-min = Gehalt von
field-salary-min-hint = Etwa 50000 oder 25,50. Stellen mit Gehaltsangabe werden öfter gelesen.
field-salary-max = Gehalt bis
field-currency = Währung
field-period = Zeitraum
field-category = Kategorie
field-tags = Schlagwörter
field-tags-hint = Höchstens acht, durch Kommas getrennt.
field-apply-to = Bewerbung an
field-apply-to-hint = Eine E-Mail- oder Webadresse.
field-closes-on = Offen bis
field-closes-on-hint =
    { $days ->
        [one] Der letzte Tag in der Liste. Ohne Angabe: 1 Tag.
       *[other] Der letzte Tag in der Liste. Ohne Angabe: { $days } Tage.
    }
field-description = Beschreibung
field-description-hint = Was zu tun ist und was Sie bieten. Markdown ist möglich.
theirs-empty = Jemand anders hat das leer gelassen.
theirs = Jemand anders hat geschrieben: { $text }

## Eigene Stellen

my-jobs-heading = Meine Stellen
my-jobs-states = Status
my-jobs-all = Alle
my-jobs-none = Sie haben noch keine Stelle ausgeschrieben
my-jobs-here = Was Sie ausschreiben, finden Sie hier und können es bearbeiten oder löschen.
my-jobs-job = Stelle
my-jobs-state = Status
my-jobs-views-30 = Aufrufe, 30 Tage
my-jobs-views = Aufrufe
my-jobs-until = bis { $date }
my-jobs-copy = Kopieren
delete-title = { $title } löschen
delete-heading = Diese Stelle löschen?
delete-lead = { $title } bei { $company } wird endgültig gelöscht, hier und in der API. Das lässt sich nicht rückgängig machen.
delete-submit = Löschen
delete-keep = Behalten

## Wo eine Stelle verwaltet wird

desk-title = { $title } verwalten
desk-see = Seite ansehen
desk-next = Wie geht es weiter?
desk-nothing = Hier ist nichts zu tun.
desk-reason = Begründung oder Notiz
desk-reason-hint = Wer die Stelle ausgeschrieben hat, liest es. Zum Zurückschicken und zum Entfernen ist eine Begründung nötig.
desk-note = Notiz
desk-note-hint = Sie steht dann im Verlauf.
desk-closes-on-hint = Der letzte Tag in der Liste, für eine Stelle, die jetzt veröffentlicht oder verlängert wird. Ohne Angabe gilt die übliche Dauer.
desk-confirm-remove = Diese Stelle für alle vom Portal nehmen?
desk-reports = Meldungen
desk-open-reports = { $count } offen
desk-report-closed = erledigt
desk-close-reports = Als erledigt markieren: Die Stelle ist in Ordnung
desk-duplicate = Vielleicht doppelt ausgeschrieben
desk-duplicate-why = Beide nennen dasselbe Unternehmen, dazu { $reasons }.
desk-compare = Texte vergleichen
desk-this-one = Diese Stelle
desk-number = Nummer { $id }
desk-with-poster = Austausch mit der ausschreibenden Person
desk-with-moderators = Austausch mit der Moderation
desk-moderator = Moderation
desk-comment = Ihr Kommentar
desk-comment-hint = Die andere Seite bekommt ihn per Mail.
desk-send = Senden
desk-views = Aufrufe
desk-history = Verlauf
desk-text = Anzeigentext
desk-somebody = Gelöschtes Konto
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
step-revise = In Entwurf umwandeln
step-fill = Als besetzt markieren
step-close = Beenden
step-renew = Verlängern
step-relist = Erneut ausschreiben
step-remove = Entfernen
step-restore = Wiederherstellen
step-expire = Ablaufen lassen
step-hide = Ausblenden
step-reconsider = Noch einmal prüfen
happened-post = Angelegt
happened-edit = Bearbeitet
happened-submit = Eingereicht
happened-withdraw = Zurückgezogen
happened-approve = Freigegeben
happened-reject = Zurückgeschickt
happened-revise = In Überarbeitung
happened-fill = Als besetzt markiert
happened-close = Beendet
happened-renew = Verlängert
happened-relist = Erneut ausgeschrieben
happened-remove = Entfernt
happened-restore = Wiederhergestellt
happened-expire = Frist abgelaufen
happened-hide = Nach Meldungen ausgeblendet
happened-reconsider = Nach der Veröffentlichung bearbeitet
happened-to = { $what }: { $state }
