## Moderation

moderation-what = Was zu prüfen ist
moderation-queue = In Prüfung
moderation-reported = Gemeldet
moderation-none = Nichts zu prüfen
moderation-queue-text = Hier stehen Stellen, die auf die Moderation warten, die älteste zuerst.
moderation-reported-text = Hier stehen Stellen, die gemeldet wurden.
moderation-poster = Ausgeschrieben von
moderation-since = Eingegangen
moderation-open-reports = Offene Meldungen

## Verwaltung

section-board = Stellenbörse
section-categories = Kategorien
section-users = Konten
section-all-activity = Alle Aktivitäten
section-board-title = Wie die Stellenbörse mit Stellen umgeht
section-categories-title = Die Kategorien
section-users-title = Alle Konten
section-all-activity-title = Aktivitäten aller Konten
board-lead = Änderungen gelten sofort, ohne Neustart. Stellen in der Liste bleiben, wie sie sind.
board-jobs = Stellen
board-review = Prüfung
board-review-hint = Damit sieht sich die Moderation eine Stelle an, bevor sie in der Liste steht, und noch einmal, wenn sie bearbeitet wird.
board-review-no = Stellen stehen sofort in der Liste
board-review-yes = Die Moderation sieht sie sich zuerst an
board-salary = Gehalt
board-salary-hint = Ob eine Stelle das Gehalt nennen muss.
board-salary-no = Es darf fehlen
board-salary-yes = Pflicht
board-days = Tage in der Liste
board-days-hint = Wenn kein letzter Tag gewählt wird, 1 bis 365.
board-hide = Meldungen, ab denen eine Stelle ausgeblendet wird
board-hide-hint = Bei so vielen offenen Meldungen wird eine Stelle ausgeblendet, bis die Moderation sie gesehen hat. Bei 0 wird keine ausgeblendet.
categories-lead = Beim Ausschreiben wählt man eine aus, beim Suchen grenzt man damit die Liste ein. Ein neuer Name steht sofort an den Stellen; wird eine Kategorie entfernt, haben ihre Stellen keine mehr.
categories-name = Name
categories-jobs =
    { $count ->
        [one] { $count } Stelle
       *[other] { $count } Stellen
    }
categories-rename = Umbenennen
categories-up = Nach oben
categories-move-up = { $name } nach oben verschieben
categories-down = Nach unten
categories-move-down = { $name } nach unten verschieben
categories-remove = Entfernen
categories-confirm = Die Kategorie „{ $name }“ entfernen? Ihre Stellen bleiben, ohne Kategorie.
categories-new = Neue Kategorie
categories-add = Hinzufügen
users-text = Name oder Adresse
users-role = Rolle
users-any-role = Alle
users-none = Kein passendes Konto
users-to-all = Zu allen Konten
users-account = Konto
users-use = Status
users-since = Registriert
users-in-use = aktiv
users-out-of-use = deaktiviert
role-member = Mitglied
role-moderator = Moderation
role-admin = Admin
user-member = Mitglied: eigene Stellen
user-moderator = Moderation: alle Stellen
user-admin = Admin: alle Stellen, Konten, die Stellenbörse
user-in-use = Aktiv
user-out-of-use = Deaktiviert: kann sich nicht anmelden
user-may = Was dieses Konto darf
user-may-lead = Eine Änderung meldet das Konto überall ab.
user-sign-out = Abmelden
user-sign-out-lead = Beendet jede Anmeldung des Kontos. Wer sein Passwort kennt, kann sich wieder anmelden.
user-sign-out-confirm = Alle Anmeldungen dieses Kontos beenden?
user-sign-out-submit = Überall abmelden
user-lead-verified = { $name }, { $email } (bestätigt), Nummer { $id }, seit dem { $since }.
user-lead-open = { $name }, { $email } (nicht bestätigt), Nummer { $id }, seit dem { $since }.
