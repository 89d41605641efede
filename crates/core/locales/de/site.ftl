## Um jede Seite

skip = Zum Inhalt
search-label = Stellen nach Titel durchsuchen
search-placeholder = Stellentitel suchen
search-button = Suchen
suggestions = Vorgeschlagene Titel
nav-main = Hauptmenü
nav-menu = Menü
nav-moderation = Moderation
nav-saved = Gemerkt
nav-my-jobs = Meine Stellen
nav-post = Stelle ausschreiben
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
list-beginning = Von Anfang an
list-more-companies = Mehr Unternehmen
list-all-read = Das war alles
list-to-latest = Zu den neuesten
to-all-jobs = Zu allen Stellen
show-all-jobs = Alle Stellen zeigen
save = Speichern
cancel = Abbrechen
actions = Aktionen
optional = (freiwillig)
wrong-fields =
    { $count ->
        [one] Ein Feld braucht noch einen Blick.
       *[other] { $count } Felder brauchen noch einen Blick.
    }
copy-link = Link kopieren
copied = Kopiert

## Startseite

home-heading = Arbeit, die sich lohnt.
home-lead = Lesen geht ohne Konto. Die neuesten Stellen stehen oben.
home-what = Was
home-where = Wo
home-what-placeholder = Stellentitel
home-where-placeholder = Ort, Region oder Land
home-find = Stellen finden
home-newest = Die neuesten Stellen
home-empty = Noch keine Stellen hier
home-be-first = Machen Sie den Anfang: Es dauert zwei Minuten.
home-description = Offene Stellen, die neuesten zuerst. Lesen geht ohne Konto.

## Suche und Filter

search-all = Alle Stellen
search-jobs = Stellen
search-title = Stellen: { $title }
search-with = Stellen mit „{ $title }“
search-chosen = Gewählte Filter
search-take-away = wegnehmen
search-no-title = Das steht in keinem Titel
search-no-job = So eine Stelle ist nicht dabei
search-try-words = Versuchen Sie weniger oder andere Wörter. Groß- und Kleinschreibung und Akzente machen keinen Unterschied.
search-try = Versuchen Sie weniger oder andere Wörter, oder nehmen Sie einen Filter weg. Groß- und Kleinschreibung und Akzente machen keinen Unterschied.
filters = Filter
filters-close = Schließen
filter-place = Ort
filter-pay = Gehalt im Jahr, mindestens
filter-amount = Betrag
filter-currency = Währung
filter-apply = Anwenden
filter-chosen = (gewählt; wegnehmen)
filter-workplace = Arbeitsort
filter-employment = Anstellung
filter-posted = Ausgeschrieben
filter-category = Kategorie
filter-1-day = Seit gestern
filter-7-days = Letzte Woche
filter-30-days = Letzter Monat
filter-90-days = Letztes Quartal
filter-days = Letzte { $days } Tage
filter-company = Unternehmen { $id }
filter-floor = ab { $amount } im Jahr
filter-quoted = „{ $text }“

## Eine Stelle

job-page-title = { $title } bei { $company }
job-not-listed = Diese Stelle steht nicht in der Liste. Nur Sie und die Moderation sehen sie.
job-about = Über diese Stelle
job-save = Stelle merken
job-saved = Gemerkt: vergessen
job-manage = Verwalten
job-edit = Bearbeiten
job-take-down = Entfernen
job-report = Diese Stelle melden
job-company = Unternehmen
job-place = Ort
job-salary = Gehalt
job-category = Kategorie
job-tags = Schlagwörter
job-apply = Bewerben
job-posted = Ausgeschrieben
job-open-until = Offen bis
gone-lead = Diese Stelle ist nicht mehr offen.
gone-similar = Diese Stelle ist nicht mehr offen. Diese sind ihr ähnlich.

## Unternehmen

companies = Unternehmen
companies-lead = Wer einstellt, nach Namen.
companies-none = Gerade stellt niemand ein
company-edit = Bearbeiten
company-jobs = Offene Stellen
company-described = { $company }: offene Stellen.
company-no-jobs = Gerade keine offenen Stellen
company-narrow = Eingrenzen
company-edit-heading = Unternehmen bearbeiten
company-edit-lead = Was { $company } von sich sagt, über den Stellen.
company-web-site = Website
company-about = Über das Unternehmen
company-markdown = Markdown geht.
company-stale = Jemand hat es inzwischen geändert. Noch ist nichts gespeichert: Was dort steht, steht an jedem Feld, das anders ist. Speichern Sie noch einmal, um Ihres zu behalten.

## Eine Stelle melden

report-heading = Diese Stelle melden
report-lead = Was stimmt nicht mit „{ $title }“? Die Moderation sieht es sich an. Niemand erfährt, wer Sie sind, und Sie brauchen kein Konto.
report-reason = Was stimmt nicht?
report-note = Was sollte die Moderation noch wissen?
report-submit = Melden

## Gemerkte Stellen

saved-heading = Gemerkte Stellen
saved-none = Sie haben sich noch keine Stelle gemerkt
saved-how = „Stelle merken“ auf der Seite einer Stelle hält sie hier für Sie fest.
saved-job = Stelle
saved-ended = Stelle { $id } ist nicht mehr offen.
saved-similar = Was ihr ähnlich ist
saved-forget = Vergessen
saved-forget-which = Stelle { $id }

## Was gerade geschehen ist

notice-registered = Ihr Konto ist bereit. Melden Sie sich an, um eine Stelle auszuschreiben.
notice-renamed = Ihr Benutzername ist gespeichert.
notice-email-mailed = Ein Link ist unterwegs zur neuen Adresse. Sehen Sie in Ihre Post.
notice-verification-mailed = Ein Link ist unterwegs. Sehen Sie in Ihre Post.
notice-too-many-mails = In dieser Stunde gingen schon drei Mails hinaus. Der letzte Link gilt noch.
notice-email-verified = Ihre E-Mail-Adresse ist bestätigt.
notice-email-changed = Ihre Adresse ist geändert. Melden Sie sich mit der neuen an.
notice-password-changed = Ihr Passwort ist geändert, und Sie sind überall sonst abgemeldet.
notice-password-reset = Ihr Passwort ist gesetzt. Melden Sie sich damit an.
notice-session-ended = Diese Anmeldung ist beendet.
notice-account-deleted = Ihr Konto und Ihre Stellen sind gelöscht.
notice-admin = Sie sind jetzt Admin. Melden Sie sich neu an.
notice-signed-in = Willkommen zurück.
notice-signed-out = Sie sind abgemeldet.
notice-posted = Ihre Stelle ist online.
notice-drafted = Ihr Entwurf ist aufgehoben. Niemand sonst sieht ihn.
notice-in-review = Die Moderation sieht sich Ihre Stelle an, bevor sie in der Liste steht.
notice-saved = Ihre Änderungen sind online.
notice-kept = Ihre Änderungen sind gespeichert.
notice-moved = Erledigt.
notice-commented = Ihr Kommentar ist abgeschickt.
notice-dismissed = Die Meldungen sind geschlossen.
notice-reported = Danke. Die Moderation sieht sich die Stelle an.
notice-job-saved = Die Stelle ist gemerkt. Sie finden sie unter Gemerkt.
notice-job-forgotten = Die Stelle ist nicht mehr gemerkt.
notice-company-saved = Das Unternehmen ist gespeichert.
notice-account-changed = Das Konto ist geändert und überall abgemeldet.
notice-account-signed-out = Das Konto ist überall abgemeldet.
notice-categories-changed = Die Kategorien sind geändert.
notice-board-changed = Die Einstellungen gelten, ab sofort.
notice-deleted = Die Stelle ist gelöscht.
