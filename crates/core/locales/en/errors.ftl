## What is wrong with a field

error-required = This field is required.
error-empty = This field must not be empty.
error-too-short = At least { $least } characters, please.
error-too-long = At most { $most } characters, please.
error-too-many = At most { $most }, please.
error-one-of = One of { $names }, please.
error-one-line = One line of text, please, without control characters.
error-control-characters = Text may not contain control characters.
error-number-range = A number from { $least } to { $most }, please.
error-days = A number of days from 1 to { $most }, please.
error-boolean = true or false, please.
error-boolean-or-number = true, false or a whole number, please.
error-not-text = Text, please.
error-not-a-list = A list, please.
error-not-an-object-here = An object, please.
error-no-such-field = There is no such field.
error-twice = This field is there twice.
error-cannot-be-read = { $why }
error-cursor = A place in the list as the link to the next page gave it, please.
error-position = A place from 1 on, please.
error-key = One key of 1 to 255 visible ASCII characters, please.
error-key-reused = This key came with another body before. A new key, please.
error-only-draft = Only draft can be said here; a step leads to every other state.

## Jobs

error-job-number = The number of a job, please.
error-company-number = The number of a company, please.
error-date = A date such as 2024-06-04, please.
error-date-early = A date after 1970, please.
error-date-future = A date that is not in the future, please.
error-closing-passed = The closing date has passed. Today or later, please.
error-closing-late = A date within a year, please: { $last } at the latest.
error-workplace = One of on_site, hybrid, remote, please.
error-place = A town, a region or a country, please.
error-no-place = At least one place, please, unless the work is remote.
error-only-remote = Only for remote work.
error-country = No country of ISO 3166-1. Its two letters, please, such as BE.
error-amount = An amount such as 50000 or 25.50, please, without the currency.
error-minor-units = A whole number of minor units, please: 5000000 is EUR 50,000.
error-more-than-nothing = More than nothing, please.
error-salary-max = At most { $most } in minor units.
error-salary-order = The highest salary must not be below the lowest.
error-salary-missing = The lowest or the highest salary, please, or no currency.
error-salary-unit = Needed when there is a salary.
error-salary-required = This board asks for the salary. A range is enough.
error-salary-floor = An amount a year and its currency, please, such as 50000-EUR.
error-currency = No currency of ISO 4217. Its three letters, please, such as EUR.
error-period = One of HOUR, DAY, WEEK, MONTH, YEAR, please.
error-tag-comma = A tag has no comma in it.
error-too-many-tags = At most { $most } tags, please.
error-apply-to = An e-mail or a web address, please.
error-web-address = A web address, please, such as https://example.org.
error-no-categories = This board has no categories.
error-category-taken = There is a category of this name already.
error-too-many-categories = At most { $most } categories.
error-too-many-comments = At most { $most } comments about one job.
error-too-many-saved = At most { $most } saved jobs. Take one away first.
error-reported-already = You have reported this job already. A moderator will look at it.

## Accounts

error-email = An e-mail address, please, such as ada@example.org.
error-email-taken = There is an account with this e-mail address already.
error-email-unchanged = That is your address already.
error-username-taken = Somebody else has this user name.
error-wrong-password = That is not your current password.
error-password-nul = A password may not contain the NUL character.
error-password-long = At most { $most } bytes, please: that many letters, or fewer when they have accents or are not Latin ones.
error-password-personal = Please not your own name or address or the name of this site: they are tried first.
error-password-common = This is one of the commonest passwords, and they are tried first. Some words that do not belong together make a good one.
error-last-admin = You are the only admin. Make somebody else one first.
error-no-admin-left = This is the only admin. Make somebody else one first.

## Requests that cannot be done

verbatim = { $text }
error-of-field = { $field }: { $message }
error-input = The input cannot be taken.
error-request = The request cannot be read.
error-parameters = The parameters are not valid UTF-8.
error-body-broken = The body broke off.
error-body-slow = The body did not arrive in time.
error-body-long = The body is longer than 64 KiB.
error-not-json = The body is not valid JSON.
error-not-an-object = The body must be a JSON object.
error-media-type = The body must be { $expected }.
error-method = This address takes { $allowed } only.
error-cross-site = This request did not come from a page of this site, so nothing was done. If it should have: the board’s PUBLIC_URL must be the address in the browser.
error-gone = This job is no longer open.
error-stale = Somebody has changed it meanwhile, so nothing was saved. Read it again.
error-throttled = Too many tries. Please wait { $wait }.
seconds =
    { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
error-no-database = The board cannot reach its data just now, so nothing was read or saved.
error-disk-full = There is no room left to save anything, so nothing was saved. Reading works.
error-busy = Too busy just now. Please try again in a moment.
error-internal = Something went wrong on our side. The request id helps to find out what.
quoted = “{ $text }”
error-no-step = The job’s state is “{ $state }”: there is no step { $step } from there, nor any other.
error-other-steps = The job’s state is “{ $state }”: there is no step { $step } from there, but { $others }.
api-not-authenticated = Not authenticated
api-bad-token = Could not validate credentials
api-bad-credentials = Incorrect e-mail address or password
api-invalid-grant = The refresh token is not valid: it was used before, or its session has ended. Sign in again.
link-unknown = This link does not work. Check that it was copied as a whole, or ask for a new one.
link-used = This link was used already, or a later one has replaced it. Sign in, or ask for a new one.
link-expired = This link has expired. Please ask for a new one.
none-address = There is nothing at this address.
none-job = There is no such job.
none-company = There is no such company.
none-account = There is no such account.
none-category = There is no such category.
none-session = There is no such session.
forbidden-job = You may not do this to somebody else's job.
forbidden-company = You may not change somebody else's company.
forbidden-signed-out = Sign in to do this.
forbidden-moderator = Only a moderator may do this.
forbidden-admin = Only an admin may do this.

## Pages of errors

problem-not-found = Not here
problem-gone = No longer open
problem-stale = Changed meanwhile
problem-step = Not from there
problem-sign-in = Please sign in
problem-forbidden = Not yours to do
problem-cross-site = That came from somewhere else
problem-too-long = Too long
problem-link = That link is no longer good
problem-too-many = Too many tries
problem-slow = Too slow
problem-busy = One moment, please
problem-no-database = Out of reach
problem-disk-full = No room left
problem-no-database-next = The board connects again by itself. Wait a moment, then try once more.
problem-disk-full-next = The people who run this board have to make room. Keep what you wrote, and try again later.
problem-internal-next = Go back and try once more. If it happens again, tell the people who run this board the request id.
problem-internal = That should not have happened
problem-request = That cannot be read
problem-method = Not this way
problem-conflict = That does not go together
problem-input = Something is not right yet
problem-signed-out = You are not signed in any more, so nothing was saved. Sign in and send the form again.
problem-request-id = Request id:
problem-new-link = Ask for a new link
problem-too-long-next = Shorten what you wrote, or leave the longest part out, and send it again.
problem-retry = Try again
