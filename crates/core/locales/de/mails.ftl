## In jeder Mail

mail-hello = Hallo { $name },
mail-or-open = Oder öffnen Sie diese Adresse:
mail-recover = Waren Sie es nicht, dann ist jemand anders in Ihrem Konto. Lassen Sie sich sofort unter { $address } ein neues Passwort schicken: Das beendet jede Anmeldung.
mail-nothing-to-do = Waren Sie es, dann ist nichts zu tun.
mail-link-once-3-days = Der Link geht einmal, 3 Tage lang.

## Konten

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse für { $board }
mail-verify-text = Jemand hat bei { $board } mit dieser E-Mail-Adresse ein Konto angelegt. Waren Sie es, dann bestätigen Sie bitte, dass es Ihre Adresse ist.
mail-verify-button = Adresse bestätigen
mail-verify-otherwise = Waren Sie es nicht, dann ist nichts zu tun: Ohne den Link bleibt die Adresse unbestätigt.
mail-reset-subject = Neues Passwort für { $board }
mail-reset-text = Jemand hat ein neues Passwort für das Konto bei { $board } verlangt, das diese E-Mail-Adresse hat.
mail-reset-text-from = Jemand hat von { $network } aus ein neues Passwort für das Konto bei { $board } verlangt, das diese E-Mail-Adresse hat.
mail-reset-button = Neues Passwort setzen
mail-reset-link = Der Link geht einmal, 30 Minuten lang. Ein späterer ersetzt ihn. Ein neues Passwort beendet jede Anmeldung.
mail-reset-otherwise = Waren Sie es nicht, dann ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-change-subject = Bestätigen Sie Ihre neue E-Mail-Adresse für { $board }
mail-change-text = Jemand möchte diese E-Mail-Adresse für sein Konto bei { $board } benutzen. Waren Sie es, dann bestätigen Sie es bitte. Dann melden Sie sich damit an.
mail-change-button = Diese Adresse benutzen
mail-change-link = Der Link geht einmal, 24 Stunden lang. Er beendet jede Anmeldung.
mail-change-otherwise = Waren Sie es nicht, dann ist nichts zu tun: Ohne den Link ändert sich nichts.
mail-changed-subject = Ihre E-Mail-Adresse bei { $board } wurde geändert
mail-changed-text = Ihr Konto bei { $board } hat jetzt die E-Mail-Adresse { $email } und nicht mehr diese. Waren Sie es, dann ist nichts zu tun.
mail-changed-button = Das war ich nicht: rückgängig machen
mail-changed-link = Der Link geht einmal, 7 Tage lang ab der Änderung. Er gibt dem Konto diese Adresse zurück und beendet jede Anmeldung. Das Passwort gilt dann nicht mehr, und Sie bekommen eine Mail, um ein neues zu setzen.
mail-password-subject = Ihr Passwort bei { $board } wurde geändert
mail-password-text = Das Passwort Ihres Kontos bei { $board } wurde geändert.
mail-reused-subject = Eine Anmeldung bei { $board } wurde beendet
mail-reused-text = Eine Anmeldung bei Ihrem Konto bei { $board } wurde von zwei Stellen aus benutzt, wie es geschieht, wenn sie kopiert wurde. Sie wurde beendet.
mail-reused-advice = Ist mit Ihrem Konto etwas Merkwürdiges geschehen, lassen Sie sich ein neues Passwort schicken.
mail-reused-button = Neu anmelden
mail-deleted-subject = Ihr Konto bei { $board } wurde gelöscht
mail-deleted-text = Das Konto { $name } bei { $board } wurde gelöscht, und alles, was dazu gehörte. Das ist die letzte Mail, die Sie von dort bekommen.
mail-deleted-otherwise = Waren Sie es nicht, dann sagen Sie es bitte denen, die die Stellenbörse betreiben.

## Stellen

mail-job-named = „{ $title }“
mail-job-number = Nummer { $id }
mail-approved-subject = Ihre Stelle bei { $board } steht in der Liste
mail-approved-text = Die Moderation hat sich Ihre Stelle { $job } angesehen. Sie steht in der Liste.
mail-approved-until = Die Moderation hat sich Ihre Stelle { $job } angesehen. Sie steht bis zum Ende des { $date } in der Liste.
mail-approved-after = Drei Tage, bevor sie die Liste verlässt, bekommen Sie eine Mail.
mail-see-job = Stelle ansehen
mail-rejected-subject = Ihre Stelle bei { $board } braucht eine Änderung
mail-rejected-text = Die Moderation hat sich Ihre Stelle { $job } angesehen und sie zurückgeschickt:
mail-rejected-button = Stelle ändern
mail-rejected-after = Ändern Sie sie und reichen Sie sie wieder ein. Dort können Sie auch die Moderation fragen.
mail-removed-subject = Ihre Stelle bei { $board } wurde entfernt
mail-removed-text = Die Moderation hat Ihre Stelle { $job } entfernt:
mail-removed-button = Moderation fragen
mail-hidden-subject = Ihre Stelle bei { $board } wird geprüft
mail-hidden-text = Ihre Stelle { $job } wurde gemeldet. Sie steht nicht in der Liste, bis die Moderation sie sich angesehen hat. Dann bekommen Sie eine Mail.
mail-ending-subject = Ihre Stelle bei { $board } verlässt bald die Liste
mail-ending-text = Ihre Stelle { $job } steht in der Liste.
mail-ending-until = Ihre Stelle { $job } steht bis zum Ende des { $date } in der Liste.
mail-ending-button = Verlängern oder als besetzt markieren
mail-ending-after = Soll sie dann enden, ist nichts zu tun.
mail-comment-subject-somebody = Jemand hat zu einer Stelle bei { $board } geschrieben
mail-comment-somebody = Zur Stelle { $job } gibt es einen neuen Kommentar.
mail-comment-read = Lesen
mail-comment-subject = { $author } hat zu einer Stelle bei { $board } geschrieben
mail-comment-text = { $author } schreibt zur Stelle { $job }:
mail-comment-answer = Antworten
