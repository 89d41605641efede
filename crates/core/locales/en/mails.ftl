## In every mail

mail-hello = Hello { $name },
mail-or-open = Or open this address:
mail-recover = If it was not you, somebody else is in your account. Ask for a new password at { $address } at once: that ends every sign-in.
mail-nothing-to-do = If it was you, there is nothing to do.
mail-link-once-3-days = The link works once, within 3 days.

## Accounts

mail-verify-subject = Confirm your e-mail address for { $board }
mail-verify-text = Somebody made an account at { $board } with this e-mail address. If it was you, please confirm that the address is yours.
mail-verify-button = Confirm the address
mail-verify-otherwise = If it was not you, there is nothing to do: without the link the address stays unconfirmed.
mail-reset-subject = Set a new password for { $board }
mail-reset-text = Somebody asked for a new password for the account at { $board } that has this e-mail address.
mail-reset-text-from = Somebody at { $network } asked for a new password for the account at { $board } that has this e-mail address.
mail-reset-button = Set a new password
mail-reset-link = The link works once, within 30 minutes. A later one replaces it. A new password ends every sign-in.
mail-reset-otherwise = If it was not you, there is nothing to do: your password stays as it is.
mail-change-subject = Confirm your new e-mail address for { $board }
mail-change-text = Somebody wants to use this e-mail address for their account at { $board }. If it was you, please confirm it. Then you sign in with it.
mail-change-button = Use this address
mail-change-link = The link works once, within 24 hours. It ends every sign-in.
mail-change-otherwise = If it was not you, there is nothing to do: without the link nothing changes.
mail-changed-subject = Your e-mail address at { $board } was changed
mail-changed-text = Your account at { $board } now has the e-mail address { $email }, and no longer this one. If it was you, there is nothing to do.
mail-changed-button = It was not me: undo it
mail-changed-link = The link works once, within 7 days of the change. It gives the account this address back and ends every sign-in. The password no longer works then, and you get a mail to set a new one.
mail-password-subject = Your password at { $board } was changed
mail-password-text = The password of your account at { $board } was changed.
mail-reused-subject = A sign-in at { $board } was ended
mail-reused-text = A sign-in to your account at { $board } was used from two places, as happens when it has been copied. It was ended.
mail-reused-advice = If something odd has happened to your account, ask for a new password.
mail-reused-button = Sign in again
mail-deleted-subject = Your account at { $board } was deleted
mail-deleted-text = The account { $name } at { $board } was deleted, and everything that belonged to it. This is the last mail that you get from there.
mail-deleted-otherwise = If it was not you, please tell the people who run the board.

## Jobs

mail-job-named = “{ $title }”
mail-job-number = number { $id }
mail-approved-subject = Your job at { $board } is listed
mail-approved-text = A moderator has looked at your job { $job }. It is listed.
mail-approved-until = A moderator has looked at your job { $job }. It is listed until the end of { $date }.
mail-approved-after = You get a mail three days before it leaves the list.
mail-see-job = See the job
mail-rejected-subject = Your job at { $board } needs a change
mail-rejected-text = A moderator has looked at your job { $job } and sent it back:
mail-rejected-button = Change the job
mail-rejected-after = Make it a draft, change it and publish it again. There you can also ask the moderators.
mail-removed-subject = Your job at { $board } was removed
mail-removed-text = A moderator has removed your job { $job }:
mail-removed-button = Ask the moderators
mail-hidden-subject = Your job at { $board } is being looked at
mail-hidden-text = Readers have reported your job { $job }. It is off the list until a moderator has looked at it. You get a mail then.
mail-ending-subject = Your job at { $board } leaves the list soon
mail-ending-text = Your job { $job } is listed.
mail-ending-until = Your job { $job } is listed until the end of { $date }.
mail-ending-button = Renew it or mark it filled
mail-ending-after = If it is to end then, there is nothing to do.
mail-comment-subject-somebody = Somebody wrote about a job at { $board }
mail-comment-somebody = There is a new comment on the job { $job }.
mail-comment-read = Read it
mail-comment-subject = { $author } wrote about a job at { $board }
mail-comment-text = { $author } wrote about the job { $job }:
mail-comment-answer = Answer
