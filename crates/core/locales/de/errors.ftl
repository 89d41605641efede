## Was an einem Feld nicht stimmt

error-required = Bitte ausfüllen.
error-empty = Dieses Feld darf nicht leer sein.
error-too-short = Bitte mindestens { $least } Zeichen.
error-too-long = Bitte höchstens { $most } Zeichen.
error-too-many = Bitte höchstens { $most }.
error-one-of = Bitte einen dieser Werte: { $names }.
error-one-line = Bitte nur eine Zeile Text, ohne Steuerzeichen.
error-control-characters = Der Text darf keine Steuerzeichen enthalten.
error-number-range = Bitte eine Zahl von { $least } bis { $most }.
error-days = Bitte eine Anzahl von Tagen von 1 bis { $most }.
error-boolean = Bitte true oder false.
error-boolean-or-number = Bitte true, false oder eine ganze Zahl.
error-not-text = Bitte einen Text.
error-not-a-list = Bitte eine Liste.
error-not-an-object-here = Bitte ein Objekt.
error-no-such-field = Ein solches Feld gibt es nicht.
error-twice = Dieses Feld kommt zweimal vor.
error-cannot-be-read = { $why }
error-cursor = Bitte die Position so angeben, wie der Link zur nächsten Seite sie nennt.
error-position = Bitte eine Position ab 1.
error-key = Bitte einen Schlüssel aus 1 bis 255 sichtbaren ASCII-Zeichen.
error-key-reused = Dieser Schlüssel wurde schon mit anderem Inhalt benutzt. Bitte einen neuen.
error-only-draft = Hier geht nur draft; zu jedem anderen Status führt ein Schritt.

## Stellen

error-job-number = Bitte die Nummer einer Stelle.
error-company-number = Bitte die Nummer eines Unternehmens.
error-date = Bitte ein Datum wie 2024-06-04.
error-date-early = Bitte ein Datum nach 1970.
error-date-future = Bitte ein Datum, das nicht in der Zukunft liegt.
error-closing-passed = Dieser Tag ist vorbei. Bitte heute oder später.
error-closing-late = Bitte ein Datum innerhalb eines Jahres, spätestens den { $last }.
error-workplace = Bitte on_site, hybrid oder remote.
error-place = Bitte einen Ort, eine Region oder ein Land.
error-no-place = Bitte mindestens einen Ort, außer bei reiner Remote-Arbeit.
error-only-remote = Nur bei reiner Remote-Arbeit.
error-country = Kein Land nach ISO 3166-1. Bitte die zwei Buchstaben des Landes, etwa BE.
error-amount = Bitte einen Betrag wie 50000 oder 25,50, ohne die Währung.
error-minor-units = Bitte eine ganze Zahl in der kleinsten Währungseinheit: 5000000 sind 50.000 EUR.
error-more-than-nothing = Bitte mehr als 0.
error-salary-max = Höchstens { $most } in der kleinsten Währungseinheit.
error-salary-order = Das Höchstgehalt darf nicht unter dem Mindestgehalt liegen.
error-salary-missing = Bitte auch ein Mindest- oder Höchstgehalt angeben, oder keine Währung.
error-salary-unit = Nötig, wenn ein Gehalt angegeben ist.
error-salary-required = Bitte das Gehalt angeben. Eine Spanne genügt.
error-salary-floor = Bitte ein Jahresgehalt mit Währung, etwa 50000-EUR.
error-currency = Keine Währung nach ISO 4217. Bitte die drei Buchstaben der Währung, etwa EUR.
error-period = Bitte HOUR, DAY, WEEK, MONTH oder YEAR.
error-tag-comma = Ein Schlagwort darf kein Komma enthalten.
error-too-many-tags = Bitte höchstens { $most } Schlagwörter.
error-apply-to = Bitte eine E-Mail- oder Webadresse.
error-web-address = Bitte eine Webadresse wie https://example.org.
error-no-categories = Hier gibt es keine Kategorien.
error-category-taken = Eine Kategorie mit diesem Namen gibt es schon.
error-too-many-categories = Höchstens { $most } Kategorien.
error-too-many-comments = Höchstens { $most } Kommentare zu einer Stelle.
error-too-many-saved = Höchstens { $most } gemerkte Stellen. Bitte zuerst eine entfernen.
error-reported-already = Sie haben diese Stelle schon gemeldet. Die Moderation sieht sie sich an.

## Konten

error-email = Bitte eine E-Mail-Adresse wie ada@example.org.
error-email-taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto.
error-email-unchanged = Das ist schon Ihre Adresse.
error-username-taken = Dieser Benutzername ist schon vergeben.
error-wrong-password = Das ist nicht Ihr aktuelles Passwort.
error-password-nul = Ein Passwort darf das Zeichen NUL nicht enthalten.
error-password-long = Bitte höchstens { $most } Bytes: so viele Buchstaben, oder weniger, wenn Umlaute, Akzente oder andere Schriften dabei sind.
error-password-personal = Bitte nicht den eigenen Namen, die eigene Adresse oder den Namen dieser Seite: Die werden zuerst ausprobiert.
error-password-common = Das ist eines der häufigsten Passwörter, und die werden zuerst ausprobiert. Ein paar Wörter ohne Zusammenhang ergeben ein gutes.
error-last-admin = Außer Ihnen gibt es hier keine Admins. Machen Sie zuerst jemand anders zum Admin.
error-no-admin-left = Das ist das einzige Admin-Konto. Machen Sie zuerst jemand anders zum Admin.

## Anfragen, aus denen nichts wird

verbatim = { $text }
error-of-field = { $field }: { $message }
error-input = Die Eingabe kann nicht angenommen werden.
error-request = Die Anfrage ist nicht lesbar.
error-parameters = Die Parameter sind kein gültiges UTF-8.
error-body-broken = Die Übertragung brach ab.
error-body-slow = Der Inhalt kam nicht rechtzeitig an.
error-body-long = Der Inhalt ist länger als 64 KiB.
error-not-json = Der Inhalt ist kein gültiges JSON.
error-not-an-object = Der Inhalt muss ein JSON-Objekt sein.
error-media-type = Der Inhalt muss vom Typ { $expected } sein.
error-method = Diese Adresse nimmt nur { $allowed } an.
error-cross-site = Diese Anfrage kam nicht von einer Seite dieser Stellenbörse, darum ist nichts geschehen. Sollte sie doch von hier kommen, muss PUBLIC_URL die Adresse sein, die im Browser steht.
error-gone = Diese Stelle ist nicht mehr offen.
error-stale = Jemand hat es inzwischen geändert, darum wurde nichts gespeichert. Bitte neu laden.
error-throttled = Zu viele Versuche. Bitte warten Sie { $wait }.
seconds =
    { $count ->
        [one] eine Sekunde
       *[other] { $count } Sekunden
    }
minutes =
    { $count ->
        [one] eine Minute
       *[other] { $count } Minuten
    }
error-no-database = Die Seite erreicht ihre Daten gerade nicht. Es wurde nichts gelesen und nichts gespeichert.
error-disk-full = Es ist kein Speicherplatz mehr frei, deshalb wurde nichts gespeichert. Lesen funktioniert weiterhin.
error-busy = Gerade ist zu viel los. Bitte versuchen Sie es gleich noch einmal.
error-internal = Bei uns ist etwas schiefgegangen. Die Nummer der Anfrage hilft herauszufinden, was.
quoted = „{ $text }“
error-no-step = Status der Stelle: { $state }. Von dort gibt es weder den Schritt { $step } noch einen anderen.
error-other-steps = Status der Stelle: { $state }. Von dort gibt es den Schritt { $step } nicht, aber { $others }.
api-not-authenticated = Nicht angemeldet
api-bad-token = Die Anmeldung ist ungültig
api-bad-credentials = E-Mail-Adresse oder Passwort ist falsch
api-invalid-grant = Das Refresh-Token ist ungültig: Es wurde schon benutzt, oder seine Sitzung ist zu Ende. Bitte neu anmelden.
link-unknown = Dieser Link funktioniert nicht. Prüfen Sie, ob er vollständig kopiert ist, oder fordern Sie einen neuen an.
link-used = Dieser Link wurde schon benutzt, oder ein späterer hat ihn ersetzt. Melden Sie sich an, oder fordern Sie einen neuen an.
link-expired = Dieser Link ist abgelaufen. Bitte fordern Sie einen neuen an.
none-address = Unter dieser Adresse ist nichts.
none-job = Diese Stelle gibt es nicht.
none-company = Dieses Unternehmen gibt es nicht.
none-account = Dieses Konto gibt es nicht.
none-category = Diese Kategorie gibt es nicht.
none-session = Diese Anmeldung gibt es nicht.
forbidden-job = Das geht nur bei einer eigenen Stelle.
forbidden-company = Das geht nur beim eigenen Unternehmen.
forbidden-signed-out = Dazu müssen Sie angemeldet sein.
forbidden-moderator = Das darf nur die Moderation.
forbidden-admin = Das dürfen nur Admins.

## Seiten zu Fehlern

problem-not-found = Nicht gefunden
problem-gone = Nicht mehr offen
problem-stale = Inzwischen geändert
problem-step = Das geht von dort nicht
problem-sign-in = Bitte anmelden
problem-forbidden = Dazu fehlt die Berechtigung
problem-cross-site = Das kam von einer anderen Seite
problem-too-long = Zu lang
problem-link = Dieser Link gilt nicht mehr
problem-too-many = Zu viele Versuche
problem-slow = Zu langsam
problem-busy = Einen Augenblick, bitte
problem-no-database = Nicht erreichbar
problem-disk-full = Kein Speicherplatz
problem-no-database-next = Die Verbindung stellt sich von selbst wieder her. Warten Sie einen Moment und versuchen Sie es dann noch einmal.
problem-disk-full-next = Die Betreiber müssen erst Platz schaffen. Bewahren Sie auf, was Sie geschrieben haben, und versuchen Sie es später noch einmal.
problem-internal-next = Gehen Sie zurück und versuchen Sie es noch einmal. Passiert es wieder, nennen Sie den Betreibern die Anfragenummer.
problem-internal = Das hätte nicht passieren dürfen
problem-request = Das ist nicht lesbar
problem-method = So geht es nicht
problem-conflict = Das passt nicht zusammen
problem-input = Etwas stimmt noch nicht
problem-signed-out = Sie sind nicht mehr angemeldet, darum wurde nichts gespeichert. Melden Sie sich an und schicken Sie das Formular noch einmal ab.
problem-request-id = Nummer der Anfrage:
problem-new-link = Neuen Link anfordern
problem-too-long-next = Kürzen Sie, was Sie geschrieben haben, oder lassen Sie den längsten Teil weg, und schicken Sie es noch einmal ab.
problem-retry = Noch einmal versuchen
