## Um jede Seite

skip = Zum Inhalt springen
search-label = Stellen nach Titel suchen
search-placeholder = Stellentitel suchen
search-button = Suchen
suggestions = Vorgeschlagene Titel
nav-main = Hauptmenü
nav-menu = Menü
nav-moderation = Moderation
nav-saved = Merkliste
nav-my-jobs = Meine Stellen
nav-post = Stelle anbieten
nav-settings = Einstellungen von { $name }
nav-sign-out = Abmelden
nav-sign-in = Anmelden
nav-register = Registrieren
nav-footer = Fußzeile
nav-language = Sprache
nav-companies = Unternehmen
nav-try-api = API ausprobieren
nav-api = API-Referenz
nav-pages = Seiten
list-newest = Neueste
list-latest = Neueste
list-oldest = Älteste
list-older = Ältere
list-more = Mehr
list-older-jobs = Ältere Stellen
list-beginning = Zum Anfang
list-more-companies = Mehr Unternehmen
list-all-read = Das war alles
list-to-latest = Zu den neuesten
to-all-jobs = Zu allen Stellen
show-all-jobs = Alle Stellen zeigen
save = Speichern
cancel = Abbrechen
actions = Aktionen
optional = (optional)
choose = Bitte wählen …
wrong-fields =
    { $count ->
        [one] Bitte prüfen Sie ein Feld.
       *[other] Bitte prüfen Sie { $count } Felder.
    }
copy-link = Link kopieren
copied = Kopiert

## Startseite

home-heading = Arbeit, die sich lohnt.
home-lead = Zum Lesen brauchen Sie kein Konto. Die neuesten Stellen stehen oben.
home-what = Was
home-where = Wo
home-what-placeholder = Stellentitel
home-where-placeholder = Ort, Region oder Land
home-find = Stellen finden
home-newest = Die neuesten Stellen
home-empty = Hier gibt es noch keine Stellen
home-be-first = Machen Sie den Anfang: Es dauert zwei Minuten.
home-description = Offene Stellen, die neuesten zuerst. Zum Lesen brauchen Sie kein Konto.

## Suche und Filter

search-all = Alle Stellen
search-jobs = Stellen
search-title = Stellen: { $title }
search-with = Stellen mit „{ $title }“
search-chosen = Ausgewählte Filter
search-take-away = entfernen
search-shown =
    { $count ->
        [0] Keine Stellen auf dieser Seite.
        [one] Eine Stelle auf dieser Seite.
       *[other] { $count } Stellen auf dieser Seite.
    }
search-no-title = Kein Stellentitel passt
search-no-job = Keine passende Stelle
search-try-words = Versuchen Sie es mit weniger oder anderen Wörtern. Groß- und Kleinschreibung sowie Akzente spielen keine Rolle.
search-try = Versuchen Sie es mit weniger oder anderen Wörtern, oder entfernen Sie einen Filter. Groß- und Kleinschreibung sowie Akzente spielen keine Rolle.
filters = Filter
filters-close = Schließen
filter-place = Ort
filter-pay = Jahresgehalt, mindestens
filter-amount = Betrag
filter-currency = Währung
filter-apply = Stellen zeigen
filter-chosen = (ausgewählt; entfernen)
filter-workplace = Arbeitsmodell
filter-employment = Anstellungsart
filter-posted = Veröffentlicht
filter-category = Kategorie
filter-1-day = Seit gestern
filter-7-days = Letzte 7 Tage
filter-30-days = Letzte 30 Tage
filter-90-days = Letzte 90 Tage
filter-days = Letzte { $days } Tage
filter-company = Unternehmen { $id }
filter-floor = ab { $amount } pro Jahr
filter-quoted = „{ $text }“

## Eine Stelle

job-page-title = { $title } bei { $company }
job-new = Neu
job-terms = Auf einen Blick
job-not-listed = Diese Stelle steht nicht in der Liste. Nur Sie und die Moderation sehen sie.
job-about = Über diese Stelle
job-save = Stelle merken
job-saved = Gemerkt: nicht mehr merken
job-manage = Verwalten
job-edit = Bearbeiten
job-take-down = Löschen
job-report = Diese Stelle melden
job-company = Unternehmen
job-place = Ort
job-work = Arbeit
job-salary = Gehalt
job-category = Kategorie
job-tags = Schlagwörter
job-apply = Bewerben
job-posted = Veröffentlicht
job-open-until = Offen bis
gone-lead = Diese Stelle ist nicht mehr offen.
gone-similar = Diese Stelle ist nicht mehr offen. Hier sind ähnliche Stellen.

## Unternehmen

companies = Unternehmen
companies-lead = Wer gerade einstellt, nach Namen geordnet.
companies-none = Gerade stellt niemand ein
company-edit = Bearbeiten
company-jobs = Offene Stellen
company-described = { $company }: offene Stellen.
company-no-jobs = Gerade keine offenen Stellen
company-narrow = Eingrenzen
company-edit-heading = Unternehmen bearbeiten
company-edit-lead = So stellt sich { $company } auf der eigenen Seite vor, oberhalb der Stellen.
company-web-site = Website
company-about = Über das Unternehmen
company-markdown = Markdown ist möglich.
company-stale = Jemand hat das Unternehmen inzwischen geändert. Noch ist nichts gespeichert: Wo etwas abweicht, steht die andere Fassung beim Feld. Speichern Sie noch einmal, um Ihre zu behalten.

## Eine Stelle melden

report-heading = Diese Stelle melden
report-lead = Was stimmt nicht mit „{ $title }“? Die Moderation sieht es sich an. Niemand erfährt, wer Sie sind, und Sie brauchen kein Konto.
report-reason = Was stimmt nicht?
report-note = Was sollte die Moderation noch wissen?
report-submit = Melden

## Gemerkte Stellen

saved-heading = Merkliste
saved-none = Sie haben sich noch keine Stelle gemerkt
saved-how = Mit „Stelle merken“ auf der Seite einer Stelle kommt sie auf diese Liste.
saved-job = Stelle
saved-ended = Stelle { $id } ist nicht mehr offen.
saved-similar = Ähnliche Stellen
saved-forget = Entfernen
saved-forget-which = Stelle { $id }

## Was gerade geschehen ist

notice-registered = Ihr Konto ist bereit. Melden Sie sich an, um eine Stelle auszuschreiben.
notice-renamed = Ihr Benutzername ist gespeichert.
notice-email-mailed = Ein Link ist an die neue Adresse unterwegs. Sehen Sie bitte in Ihrem Postfach nach.
notice-verification-mailed = Ein Link ist unterwegs. Sehen Sie bitte in Ihrem Postfach nach.
notice-too-many-mails = In der letzten Stunde wurden schon drei Mails verschickt. Der letzte Link gilt noch.
notice-email-verified = Ihre E-Mail-Adresse ist bestätigt.
notice-email-changed = Ihre Adresse ist geändert. Melden Sie sich mit der neuen an.
notice-password-changed = Ihr Passwort ist geändert, und Sie sind überall sonst abgemeldet.
notice-password-reset = Ihr neues Passwort ist gespeichert. Melden Sie sich damit an.
notice-session-ended = Diese Anmeldung ist beendet.
notice-account-deleted = Ihr Konto und Ihre Stellen sind gelöscht.
notice-admin = Sie sind jetzt Admin. Bitte melden Sie sich neu an.
notice-signed-in = Willkommen zurück.
notice-signed-out = Sie sind abgemeldet.
notice-posted = Ihre Stelle ist online.
notice-drafted = Ihr Entwurf ist gespeichert. Niemand sonst sieht ihn.
notice-in-review = Die Moderation sieht sich Ihre Stelle an, bevor sie in der Liste steht.
notice-saved = Ihre Änderungen sind online.
notice-kept = Ihre Änderungen sind gespeichert.
notice-moved = Erledigt.
notice-commented = Ihr Kommentar ist gesendet.
notice-dismissed = Die Meldungen sind erledigt.
notice-reported = Danke. Die Moderation sieht sich die Stelle an.
notice-job-saved = Die Stelle ist gemerkt. Sie finden sie auf Ihrer Merkliste.
notice-job-forgotten = Die Stelle steht nicht mehr auf Ihrer Merkliste.
notice-company-saved = Das Unternehmen ist gespeichert.
notice-account-changed = Das Konto ist geändert und überall abgemeldet.
notice-account-signed-out = Das Konto ist überall abgemeldet.
notice-categories-changed = Die Kategorien sind geändert.
notice-board-changed = Die Einstellungen sind geändert und gelten ab sofort.
notice-deleted = Die Stelle ist gelöscht.
