## Was an einem Feld nicht stimmt

error-required = Bitte ausfüllen.
error-empty = Dieses Feld darf nicht leer sein.
error-too-short = Bitte mindestens { $least } Zeichen.
error-too-long = Bitte höchstens { $most } Zeichen.
error-too-many = Bitte höchstens { $most }.
error-one-of = Bitte eines von { $names }.
error-one-line = Bitte eine Zeile Text ohne Steuerzeichen.
error-control-characters = Der Text darf keine Steuerzeichen enthalten.
error-number-range = Bitte eine Zahl von { $least } bis { $most }.
error-days = Bitte eine Zahl von Tagen von 1 bis { $most }.
error-boolean = Bitte true oder false.
error-boolean-or-number = Bitte true, false oder eine ganze Zahl.
error-not-text = Bitte Text.
error-not-a-list = Bitte eine Liste.
error-not-an-object-here = Bitte ein Objekt.
error-no-such-field = Ein solches Feld gibt es nicht.
error-twice = Dieses Feld ist zweimal da.
error-cannot-be-read = { $why }
error-cursor = Bitte eine Stelle der Liste, wie der Link zur nächsten Seite sie nennt.
error-position = Bitte eine Stelle ab 1.
error-key = Bitte einen Schlüssel aus 1 bis 255 sichtbaren ASCII-Zeichen.
error-key-reused = Dieser Schlüssel kam schon mit anderem Inhalt. Bitte einen neuen.
error-only-draft = Hier geht nur draft; zu jedem anderen Zustand führt ein Schritt.

## Stellen

error-job-number = Bitte die Nummer einer Stelle.
error-company-number = Bitte die Nummer eines Unternehmens.
error-date = Bitte ein Datum wie 2024-06-04.
error-date-early = Bitte ein Datum nach 1970.
error-date-future = Bitte ein Datum, das nicht in der Zukunft liegt.
error-closing-passed = Dieser Tag ist vorbei. Bitte heute oder später.
error-closing-late = Bitte ein Datum innerhalb eines Jahres: spätestens { $last }.
error-workplace = Bitte on_site, hybrid oder remote.
error-place = Bitte ein Ort, eine Region oder ein Land.
error-no-place = Bitte mindestens ein Ort, außer bei Arbeit aus der Ferne.
error-only-remote = Nur bei Arbeit aus der Ferne.
error-country = Kein Land nach ISO 3166-1. Bitte seine zwei Buchstaben, etwa BE.
error-amount = Bitte ein Betrag wie 50000 oder 25,50, ohne die Währung.
error-minor-units = Bitte eine ganze Zahl kleinster Einheiten: 5000000 sind 50.000 EUR.
error-more-than-nothing = Bitte mehr als nichts.
error-salary-max = Höchstens { $most } in kleinsten Einheiten.
error-salary-order = Das Höchste ist weniger als das Mindeste.
error-salary-missing = Bitte auch, wie viel mindestens oder höchstens gezahlt wird, oder keine Währung.
error-salary-required = Hier wird das Gehalt genannt. Eine Spanne genügt.
error-salary-floor = Bitte ein Betrag im Jahr und seine Währung, etwa 50000-EUR.
error-currency = Keine Währung nach ISO 4217. Bitte ihre drei Buchstaben, etwa EUR.
error-period = Bitte HOUR, DAY, WEEK, MONTH oder YEAR.
error-tag-comma = In einem Schlagwort steht kein Komma.
error-too-many-tags = Bitte höchstens { $most } Schlagwörter.
error-apply-to = Bitte eine E-Mail- oder eine Web-Adresse.
error-web-address = Bitte eine Web-Adresse wie https://example.org.
error-no-categories = Hier gibt es keine Kategorien.
error-category-taken = Eine Kategorie mit diesem Namen gibt es schon.
error-too-many-categories = Höchstens { $most } Kategorien.
error-too-many-comments = Höchstens { $most } zu einer Stelle.
error-too-many-saved = Höchstens { $most } gemerkte Stellen. Bitte zuerst eine herausnehmen.
error-reported-already = Sie haben diese Stelle schon gemeldet. Die Moderation sieht sie sich an.

## Konten

error-email = Bitte eine E-Mail-Adresse wie ada@example.org.
error-email-taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto.
error-email-unchanged = Das ist schon Ihre Adresse.
error-username-taken = Jemand anders hat diesen Benutzernamen.
error-wrong-password = Das ist nicht Ihr jetziges Passwort.
error-password-nul = Ein Passwort darf das Zeichen NUL nicht enthalten.
error-password-long = Bitte höchstens { $most } Bytes: so viele Buchstaben, oder weniger, wenn sie Akzente haben oder nicht lateinisch sind.
error-password-personal = Bitte nicht der eigene Name, die eigene Adresse oder der Name dieser Seite: die werden zuerst probiert.
error-password-common = Das ist eines der häufigsten Passwörter, und die werden zuerst probiert. Ein paar Wörter ohne Zusammenhang ergeben ein gutes.
error-last-admin = Sie verwalten diese Seite als Einzige. Machen Sie zuerst jemand anders zum Admin.
error-no-admin-left = Das ist der einzige Admin. Machen Sie zuerst jemand anders dazu.

## Anfragen, aus denen nichts wird

verbatim = { $text }
error-of-field = { $field }: { $message }
error-input = Die Eingabe kann nicht angenommen werden.
error-request = Die Anfrage ist nicht zu lesen.
error-parameters = Die Parameter sind kein gültiges UTF-8.
error-body-broken = Der Inhalt brach ab.
error-body-slow = Der Inhalt kam nicht rechtzeitig an.
error-body-long = Der Inhalt ist länger als 64 KiB.
error-not-json = Der Inhalt ist kein gültiges JSON.
error-not-an-object = Der Inhalt muss ein JSON-Objekt sein.
error-media-type = Der Inhalt muss { $expected } sein.
error-method = Diese Adresse nimmt nur { $allowed }.
error-cross-site = Diese Anfrage kam nicht von einer Seite dieser Stellenbörse, darum ist nichts geschehen. Falls doch: PUBLIC_URL muss die Adresse im Browser sein.
error-gone = Diese Stelle ist nicht mehr offen.
error-stale = Jemand hat es inzwischen geändert, darum ist nichts gespeichert. Bitte noch einmal lesen.
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
error-busy = Gerade ist zu viel los. Bitte versuchen Sie es gleich noch einmal.
error-internal = Bei uns ist etwas schiefgegangen. Mit der Nummer der Anfrage findet sich, was.
error-no-step = Zustand der Stelle: { $state }. Von dort gibt es den Schritt { $step } nicht, und auch keinen anderen.
error-other-steps = Zustand der Stelle: { $state }. Von dort gibt es den Schritt { $step } nicht, aber { $others }.
api-not-authenticated = Nicht angemeldet
api-bad-token = Die Anmeldung ist nicht gültig
api-bad-credentials = Adresse oder Passwort ist falsch
api-invalid-grant = Das Refresh-Token gilt nicht: Es wurde schon benutzt, oder seine Sitzung ist zu Ende. Bitte neu anmelden.
link-unknown = Dieser Link funktioniert nicht. Ist er ganz kopiert? Sonst lassen Sie sich einen neuen schicken.
link-used = Dieser Link wurde schon benutzt, oder ein späterer hat ihn ersetzt. Melden Sie sich an, oder lassen Sie sich einen neuen schicken.
link-expired = Dieser Link ist abgelaufen. Bitte lassen Sie sich einen neuen schicken.
none-address = Unter dieser Adresse ist nichts.
none-job = Diese Stelle gibt es nicht.
none-company = Dieses Unternehmen gibt es nicht.
none-account = Dieses Konto gibt es nicht.
none-category = Diese Kategorie gibt es nicht.
none-session = Diese Sitzung gibt es nicht.
forbidden-job = Das geht nur mit einer eigenen Stelle.
forbidden-company = Das geht nur mit einem eigenen Unternehmen.
forbidden-signed-out = Das geht nur angemeldet.
forbidden-moderator = Das darf nur die Moderation.
forbidden-admin = Das darf nur ein Admin.

## Seiten zu Fehlern

problem-not-found = Nicht hier
problem-gone = Nicht mehr offen
problem-stale = Inzwischen geändert
problem-step = Von dort nicht
problem-sign-in = Bitte anmelden
problem-forbidden = Das steht Ihnen nicht zu
problem-cross-site = Das kam von anderswo
problem-too-long = Zu lang
problem-link = Dieser Link gilt nicht mehr
problem-too-many = Zu viele Versuche
problem-slow = Zu langsam
problem-busy = Einen Augenblick, bitte
problem-internal = Das hätte nicht geschehen dürfen
problem-request = Das ist nicht zu lesen
problem-method = So nicht
problem-conflict = Das passt nicht zusammen
problem-input = Etwas stimmt noch nicht
problem-signed-out = Sie sind nicht mehr angemeldet, darum ist nichts gespeichert. Melden Sie sich an und schicken Sie das Formular noch einmal ab.
problem-request-id = Nummer der Anfrage:
problem-new-link = Neuen Link schicken lassen
problem-too-long-next = Kürzen Sie, was Sie geschrieben haben, oder lassen Sie den längsten Teil weg, und schicken Sie es noch einmal ab.
problem-retry = Noch einmal versuchen
