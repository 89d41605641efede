## Moderation

moderation-what = Was anzusehen ist
moderation-queue = In Prüfung
moderation-reported = Gemeldet
moderation-none = Nichts wartet auf Sie
moderation-queue-text = Hier stehen Stellen, die auf die Moderation warten, die älteste zuerst.
moderation-reported-text = Hier stehen Stellen, die gemeldet wurden.
moderation-poster = Von
moderation-since = Wartet seit
moderation-open-reports = Offene Meldungen

## Verwaltung

section-board = Stellenbörse
section-categories = Kategorien
section-users = Konten
section-all-activity = Alle Aktivität
section-board-title = Wie die Stellenbörse mit Stellen umgeht
section-categories-title = Die Kategorien
section-users-title = Alle Konten
section-all-activity-title = Aktivität aller Konten
board-lead = Eine Änderung gilt sofort, ohne Neustart. Stellen in der Liste bleiben, wie sie sind.
board-jobs = Stellen
board-review = Prüfung
board-review-hint = Damit sieht sich die Moderation eine Stelle an, bevor sie in der Liste steht, und wieder, wenn sie bearbeitet wird.
board-review-no = Stellen stehen sofort in der Liste
board-review-yes = Die Moderation sieht sie sich zuerst an
board-salary = Gehalt
board-salary-hint = Ob eine Stelle sagen muss, was sie zahlt.
board-salary-no = Es darf fehlen
board-salary-yes = Pflicht
board-days = Tage in der Liste
board-days-hint = Wenn niemand einen letzten Tag wählt, 1 bis 365.
board-hide = Meldungen, die eine Stelle verbergen
board-hide-hint = Mit so vielen offenen Meldungen ist eine Stelle verborgen, bis die Moderation sie gesehen hat. 0 verbirgt keine.
categories-lead = Beim Ausschreiben wählt man aus ihnen, beim Lesen grenzt man damit die Liste ein. Ein neuer Name steht sofort an den Stellen; die einer entfernten haben keine.
categories-name = Name
categories-jobs =
    { $count ->
        [one] { $count } Stelle
       *[other] { $count } Stellen
    }
categories-rename = Umbenennen
categories-up = Nach oben
categories-move-up = { $name } nach oben
categories-down = Nach unten
categories-move-down = { $name } nach unten
categories-remove = Entfernen
categories-new = Noch eine
categories-add = Hinzufügen
users-text = Name oder Adresse
users-role = Rolle
users-any-role = Alle
users-none = So ein Konto gibt es nicht
users-to-all = Zu allen Konten
users-account = Konto
users-use = Betrieb
users-since = Seit
users-in-use = in Betrieb
users-out-of-use = außer Betrieb
role-member = Mitglied
role-moderator = Moderation
role-admin = Admin
user-member = Mitglied: schreibt Stellen aus und verwaltet sie
user-moderator = Moderation: verwaltet die Stellen aller
user-admin = Admin: verwaltet auch Konten und Stellenbörse
user-in-use = In Betrieb
user-out-of-use = Außer Betrieb: keine Anmeldung
user-may = Was es darf
user-may-lead = Eine Änderung meldet das Konto überall ab.
user-sign-out = Abmelden
user-sign-out-lead = Beendet jede Anmeldung des Kontos. Wer sein Passwort kennt, kann sich wieder anmelden.
user-sign-out-submit = Überall abmelden
user-lead-verified = { $name }, { $email } (bestätigt), Nummer { $id }, seit { $since }.
user-lead-open = { $name }, { $email } (nicht bestätigt), Nummer { $id }, seit { $since }.
