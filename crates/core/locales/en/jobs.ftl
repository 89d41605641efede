## Words in general

and = and
today = today
yesterday = yesterday
just-now = just now
minutes-ago =
    { $count ->
        [one] 1 minute ago
       *[other] { $count } minutes ago
    }
hours-ago =
    { $count ->
        [one] 1 hour ago
       *[other] { $count } hours ago
    }
days-ago =
    { $count ->
        [one] 1 day ago
       *[other] { $count } days ago
    }
weeks-ago =
    { $count ->
        [one] 1 week ago
       *[other] { $count } weeks ago
    }
months-ago =
    { $count ->
        [one] 1 month ago
       *[other] { $count } months ago
    }
years-ago =
    { $count ->
        [one] 1 year ago
       *[other] { $count } years ago
    }
instant = { $date }, { $time } UTC
money = { $currency } { $amount }
money-from = from { $amount }
money-up-to = up to { $amount }
per-hour = per hour
per-day = per day
per-week = per week
per-month = per month
per-year = per year

## Jobs

workplace-on-site = On site
workplace-hybrid = Hybrid
workplace-remote = Remote
employment-full-time = Full time
employment-part-time = Part time
employment-contractor = Contractor
employment-temporary = Temporary
employment-intern = Internship
employment-volunteer = Volunteer
employment-per-diem = Per diem
employment-other = Other
state-draft = Draft
state-in-review = In review
state-published = Published
state-rejected = Rejected
state-filled = Filled
state-closed = Closed
state-expired = Expired
state-removed = Removed
report-fraud = It is a fraud: it asks for money or for secrets
report-spam = It is advertising, or it is here many times
report-discrimination = It shuts people out for who they are
report-not-open = The job is taken, or there never was one
report-wrong = What it says is not true
report-other = Something else
alike-same-title = the same title
alike-title = a title like it ({ $percent }%)
alike-same-text = the same text
alike-text = a text like it ({ $percent }%)

## Posting and editing

post-heading = Post a job
post-submit = Post this job
edit-heading = Edit job
edit-submit = Save changes
post-preview = Preview
post-draft = Save as draft
post-kept = This is what you wrote on { $when }. It could not be taken.
post-kept-next = Go on with it, or
post-start-anew = start anew
post-start-anew-confirm = Throw away what you wrote?
post-stale = Somebody has changed this job meanwhile. Nothing is saved yet: what they wrote stands at each field that differs. Save again to keep yours.
preview-title = Preview of { $title }
preview-notice = This is how it will look. Nothing is saved yet.
preview-edit = Go on editing
part-job = The job
part-pay = What it pays
part-found = How it is found
part-apply = Applications
field-title = Title
field-title-hint = What somebody would search for.
field-company = Company
field-company-url = Company web site
field-location = Place
field-location-hint = Such as “Ghent, Belgium”, “Ghent (hybrid)” or “Remote in Belgium”; several with ; between them.
field-employment = Employment
field-salary-min = Salary from
field-salary-min-hint = Such as 50000 or 25.50. A job that says what it pays is read more often.
field-salary-max = Salary to
field-currency = Currency
field-period = Pay period
field-category = Category
field-tags = Tags
field-tags-hint = At most eight, with commas between them.
field-apply-to = Where to apply
field-apply-to-hint = An e-mail or a web address.
field-closes-on = Closing date
field-closes-on-hint =
    { $days ->
        [one] The last day on the list. Without it: 1 day.
       *[other] The last day on the list. Without it: { $days } days.
    }
field-description = Description
field-description-hint = What there is to do and what you offer. Markdown works.
theirs-empty = Somebody else left this empty.
theirs = Somebody else wrote: { $text }

## One's own jobs

my-jobs-heading = My jobs
my-jobs-states = States
my-jobs-all = All
my-jobs-none = You have not posted a job yet
my-jobs-here = What you post stands here, to edit and to delete.
my-jobs-job = Job
my-jobs-state = State
my-jobs-views-30 = Views, 30 days
my-jobs-views = Views
my-jobs-until = until { $date }
my-jobs-copy = Copy
delete-title = Delete { $title }
delete-heading = Delete this job?
delete-lead = { $title } at { $company } will be gone for good, here and in the API. This cannot be undone.
delete-submit = Delete it
delete-keep = Keep it

## The desk of a job

desk-title = Manage { $title }
desk-see = See its page
desk-next = What next?
desk-nothing = There is nothing to be done from here.
desk-reason = Reason or note
desk-reason-hint = The poster reads it. Sending a job back or removing it needs a reason.
desk-note = Note
desk-note-hint = It is kept in the history.
desk-closes-on-hint = The last day on the list, for a job that is published or renewed now. Left empty, the board chooses.
desk-confirm-remove = Take this job off the board for everybody?
desk-reports = Reports
desk-open-reports = { $count } open
desk-report-closed = closed
desk-close-reports = Close them: the job is all right
desk-duplicate = It may be a duplicate
desk-duplicate-why = The same company, and { $reasons }.
desk-compare = Compare the texts
desk-this-one = This one
desk-number = Number { $id }
desk-with-poster = You and the poster
desk-with-moderators = You and the moderators
desk-moderator = Moderator
desk-comment = Your comment
desk-comment-hint = The other side gets it by mail.
desk-send = Send
desk-views = Views
desk-history = History
desk-text = What it says
desk-somebody = A deleted account
desk-board = The board
views-none = Not read in the last { $days } days.
views-some = Read { $total } in the last { $days } days, { $today } today.
times-0 = not
times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
step-submit = Publish
step-withdraw = Withdraw
step-approve = Approve
step-reject = Send back
step-revise = Make a draft
step-fill = Mark filled
step-close = Close
step-renew = Renew
step-relist = List again
step-remove = Remove
step-restore = Give back
step-expire = Let it end
step-hide = Hide
step-reconsider = Look at it again
happened-post = Posted
happened-edit = Edited
happened-submit = Submitted
happened-withdraw = Withdrawn
happened-approve = Approved
happened-reject = Sent back
happened-revise = Written anew
happened-fill = Marked filled
happened-close = Closed
happened-renew = Renewed
happened-relist = Listed again
happened-remove = Removed
happened-restore = Given back
happened-expire = Closing date passed
happened-hide = Hidden after reports
happened-reconsider = Edited while listed
happened-to = { $what }: { $state }
