## Around every page

skip = Skip to the content
search-label = Search jobs by title
search-placeholder = Search job titles
search-button = Search
suggestions = Suggested titles
nav-main = Main
nav-menu = Menu
nav-moderation = Moderation
nav-saved = Saved
nav-my-jobs = My jobs
nav-post = Post a job
nav-settings = Settings of { $name }
nav-sign-out = Sign out
nav-sign-in = Sign in
nav-register = Register
nav-footer = Footer
nav-language = Language
nav-companies = Companies
nav-try-api = Try the API
nav-api = API reference
nav-pages = Pages
list-newest = Newest
list-latest = Latest
list-oldest = Oldest
list-older = Older
list-more = More
list-older-jobs = Older jobs
list-beginning = From the beginning
list-more-companies = More companies
list-all-read = That was all
list-to-latest = To the latest
to-all-jobs = To all jobs
show-all-jobs = Show all jobs
save = Save
cancel = Cancel
actions = Actions
optional = (optional)
choose = Choose …
wrong-fields =
    { $count ->
        [one] One field needs another look.
       *[other] { $count } fields need another look.
    }
copy-link = Copy link
copied = Copied

## Home

home-heading = Find work worth doing.
home-lead = Read without an account. The newest jobs come first.
home-what = What
home-where = Where
home-what-placeholder = Job title
home-where-placeholder = Town, region or country
home-find = Find jobs
home-newest = The newest jobs
home-empty = No jobs here yet
home-be-first = Be the first: it takes two minutes.
home-description = Open jobs, the newest first. Read without an account.

## Search and filters

search-all = All jobs
search-jobs = Jobs
search-title = { $title } jobs
search-with = Jobs with “{ $title }”
search-chosen = Chosen filters
search-take-away = take it away
search-shown =
    { $count ->
        [0] No jobs on this page.
        [one] One job on this page.
       *[other] { $count } jobs on this page.
    }
search-no-title = No job titles match
search-no-job = No jobs match
search-try-words = Try fewer or other words. Case and accents make no difference.
search-try = Try fewer or other words, or take a filter away. Case and accents make no difference.
filters = Filters
filters-close = Close
filter-place = Place
filter-pay = Yearly salary, at least
filter-amount = Amount
filter-currency = Currency
filter-apply = Show jobs
filter-chosen = (chosen; take it away)
filter-workplace = Workplace
filter-employment = Employment
filter-posted = Posted
filter-category = Category
filter-1-day = Since yesterday
filter-7-days = Last 7 days
filter-30-days = Last 30 days
filter-90-days = Last 90 days
filter-days = Last { $days } days
filter-company = Company { $id }
filter-floor = { $amount } a year or more
filter-quoted = “{ $text }”

## One job

job-page-title = { $title } at { $company }
job-new = New
job-terms = In short
job-not-listed = This job is not listed. Only you and the moderators see it.
job-about = About this job
job-save = Save this job
job-saved = Saved: forget it
job-manage = Manage
job-edit = Edit
job-take-down = Delete
job-report = Report this job
job-company = Company
job-place = Place
job-work = Work
job-salary = Salary
job-category = Category
job-tags = Tags
job-apply = Apply
job-posted = Posted
job-open-until = Open until
gone-lead = This job is no longer open.
gone-similar = This job is no longer open. These are like it.

## Companies

companies = Companies
companies-lead = Who is hiring, by name.
companies-none = Nobody is hiring just now
company-edit = Edit
company-jobs = Open jobs
company-described = { $company }: open jobs.
company-no-jobs = No open jobs just now
company-narrow = Narrow them down
company-edit-heading = Edit company
company-edit-lead = What { $company } says about itself, above its jobs.
company-web-site = Web site
company-about = About
company-markdown = Markdown works.
company-stale = Somebody has changed it meanwhile. Nothing is saved yet: what they wrote stands at each field that differs. Save again to keep yours.

## Reporting a job

report-heading = Report this job
report-lead = What is wrong with “{ $title }”? A moderator will look at it. Nobody is told who you are, and you need no account.
report-reason = What is wrong?
report-note = What else should a moderator know?
report-submit = Report it

## Saved jobs

saved-heading = Saved jobs
saved-none = You have not saved a job yet
saved-how = “Save this job” on the page of a job keeps it here for you.
saved-job = Job
saved-ended = Job { $id } is no longer open.
saved-similar = What is like it
saved-forget = Forget
saved-forget-which = job { $id }

## What has just been done

notice-registered = Your account is ready. Sign in to post a job.
notice-renamed = Your user name is saved.
notice-email-mailed = A link is on its way to the new address. Look into your mail.
notice-verification-mailed = A link is on its way. Look into your mail.
notice-too-many-mails = Three mails were sent within the last hour. The last link is still good.
notice-email-verified = Your e-mail address is verified.
notice-email-changed = Your address is changed. Sign in with the new one.
notice-password-changed = Your password is changed, and you are signed out everywhere else.
notice-password-reset = Your password is set. Sign in with it.
notice-session-ended = That sign-in has ended.
notice-account-deleted = Your account and your jobs are gone.
notice-admin = You are an admin now. Sign in again.
notice-signed-in = Welcome back.
notice-signed-out = You are signed out.
notice-posted = Your job is online.
notice-drafted = Your draft is kept. Nobody else sees it.
notice-in-review = A moderator will look at your job before it is listed.
notice-saved = Your changes are online.
notice-kept = Your changes are saved.
notice-moved = Done.
notice-commented = Your comment is sent.
notice-dismissed = The reports are closed.
notice-reported = Thank you. A moderator will look at the job.
notice-job-saved = The job is saved. You will find it under Saved.
notice-job-forgotten = The job is no longer saved.
notice-company-saved = The company is saved.
notice-account-changed = The account is changed, and signed out everywhere.
notice-account-signed-out = The account is signed out everywhere.
notice-categories-changed = The categories are changed.
notice-board-changed = The settings are changed, and apply from now on.
notice-deleted = The job is gone.
