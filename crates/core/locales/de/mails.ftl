## In jeder Mail

mail-hello = Hallo { $name },
mail-or-open = Oder öffnen Sie diese Adresse:
mail-recover = Wenn Sie das nicht waren, ist jemand anders in Ihrem Konto. Fordern Sie sofort unter { $address } ein neues Passwort an: Das beendet jede Anmeldung.
mail-nothing-to-do = Wenn Sie das waren, ist nichts zu tun.
mail-link-once-3-days = Der Link gilt 3 Tage und nur einmal.

## Konten

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse für { $board }
mail-verify-text = Jemand hat bei { $board } mit dieser E-Mail-Adresse ein Konto angelegt. Wenn Sie das waren, bestätigen Sie bitte, dass es Ihre Adresse ist.
mail-verify-button = Adresse bestätigen
mail-verify-otherwise = Wenn Sie das nicht waren, ist nichts zu tun: Ohne den Link bleibt die Adresse unbestätigt.
mail-reset-subject = Neues Passwort für { $board }
mail-reset-text = Jemand hat ein neues Passwort für das Konto bei { $board } angefordert, das diese E-Mail-Adresse hat.
mail-reset-text-from = Jemand hat von { $network } aus ein neues Passwort für das Konto bei { $board } angefordert, das diese E-Mail-Adresse hat.
mail-reset-button = Neues Passwort festlegen
mail-reset-link = Der Link gilt 30 Minuten und nur einmal. Ein späterer ersetzt ihn. Ein neues Passwort beendet jede Anmeldung.
mail-reset-otherwise = Wenn Sie das nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-change-subject = Bestätigen Sie Ihre neue E-Mail-Adresse für { $board }
mail-change-text = Jemand möchte diese E-Mail-Adresse für ein Konto bei { $board } verwenden. Wenn Sie das sind, bestätigen Sie es bitte. Danach melden Sie sich damit an.
mail-change-button = Diese Adresse verwenden
mail-change-link = Der Link gilt 24 Stunden und nur einmal. Er beendet jede Anmeldung.
mail-change-otherwise = Wenn Sie das nicht sind, ist nichts zu tun: Ohne den Link ändert sich nichts.
mail-changed-subject = Ihre E-Mail-Adresse bei { $board } wurde geändert
mail-changed-text = Ihr Konto bei { $board } hat jetzt die E-Mail-Adresse { $email } und nicht mehr diese. Wenn Sie das waren, ist nichts zu tun.
mail-changed-button = Das war ich nicht: rückgängig machen
mail-changed-link = Der Link gilt 7 Tage ab der Änderung und nur einmal. Er gibt dem Konto diese Adresse zurück und beendet jede Anmeldung. Das Passwort gilt dann nicht mehr, und Sie bekommen eine Mail, mit der Sie ein neues festlegen.
mail-password-subject = Ihr Passwort bei { $board } wurde geändert
mail-password-text = Das Passwort Ihres Kontos bei { $board } wurde geändert.
mail-reused-subject = Eine Anmeldung bei { $board } wurde beendet
mail-reused-text = Eine Anmeldung bei Ihrem Konto bei { $board } wurde von zwei Orten aus benutzt. Das geschieht, wenn sie kopiert wurde. Sie wurde beendet.
mail-reused-advice = Wenn mit Ihrem Konto etwas Merkwürdiges geschehen ist, fordern Sie ein neues Passwort an.
mail-reused-button = Neu anmelden
mail-deleted-subject = Ihr Konto bei { $board } wurde gelöscht
mail-deleted-text = Das Konto { $name } bei { $board } wurde gelöscht, mit allem, was dazugehörte. Das ist die letzte Mail, die Sie von dort bekommen.
mail-deleted-otherwise = Wenn Sie das nicht waren, geben Sie bitte denen Bescheid, die die Stellenbörse betreiben.

## Stellen

mail-job-named = „{ $title }“
mail-job-number = Nummer { $id }
mail-approved-subject = Ihre Stellenanzeige bei { $board } steht in der Liste
mail-approved-text = Die Moderation hat sich Ihre Stellenanzeige { $job } angesehen. Sie steht in der Liste.
mail-approved-until = Die Moderation hat sich Ihre Stellenanzeige { $job } angesehen. Sie steht bis einschließlich { $date } in der Liste.
mail-approved-after = Drei Tage, bevor sie abläuft, bekommen Sie eine Mail.
mail-see-job = Stellenanzeige ansehen
mail-rejected-subject = Bitte ändern Sie Ihre Stellenanzeige bei { $board }
mail-rejected-text = Die Moderation hat sich Ihre Stellenanzeige { $job } angesehen und sie zurückgeschickt:
mail-rejected-button = Stellenanzeige ändern
mail-rejected-after = Machen Sie sie zum Entwurf, ändern Sie sie und veröffentlichen Sie sie noch einmal. Dort können Sie auch die Moderation fragen.
mail-removed-subject = Ihre Stellenanzeige bei { $board } wurde entfernt
mail-removed-text = Die Moderation hat Ihre Stellenanzeige { $job } entfernt:
mail-removed-button = Moderation fragen
mail-hidden-subject = Ihre Stellenanzeige bei { $board } wird geprüft
mail-hidden-text = Ihre Stellenanzeige { $job } wurde gemeldet. Sie steht nicht in der Liste, bis die Moderation sie sich angesehen hat. Dann bekommen Sie eine Mail.
mail-ending-subject = Ihre Stellenanzeige bei { $board } läuft bald ab
mail-ending-text = Ihre Stellenanzeige { $job } steht in der Liste.
mail-ending-until = Ihre Stellenanzeige { $job } steht bis einschließlich { $date } in der Liste.
mail-ending-button = Verlängern oder als besetzt markieren
mail-ending-after = Wenn sie dann enden soll, ist nichts zu tun.
mail-comment-subject-somebody = Neuer Kommentar zu einer Stellenanzeige bei { $board }
mail-comment-somebody = Zur Stellenanzeige { $job } gibt es einen neuen Kommentar.
mail-comment-read = Lesen
mail-comment-subject = { $author } hat zu einer Stellenanzeige bei { $board } geschrieben
mail-comment-text = { $author } schreibt zur Stellenanzeige { $job }:
mail-comment-answer = Antworten
