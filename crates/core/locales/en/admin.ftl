## Moderation

moderation-what = What to look at
moderation-queue = In review
moderation-reported = Reported
moderation-none = Nothing waits for you
moderation-queue-text = Jobs that wait for a moderator stand here, the oldest first.
moderation-reported-text = Jobs that readers have reported stand here.
moderation-poster = Poster
moderation-since = Arrived
moderation-open-reports = Open reports

## Admin

section-board = The board
section-categories = Categories
section-users = Accounts
section-all-activity = All activity
section-board-title = How the board treats jobs
section-categories-title = The board’s categories
section-users-title = All accounts
section-all-activity-title = Activity of all accounts
board-lead = A change takes effect at once, without a restart. Jobs that are listed stay as they are.
board-jobs = Jobs
board-review = Review
board-review-hint = With it a moderator looks at a job before it is listed, and again when its poster edits it.
board-review-no = Jobs are listed at once
board-review-yes = A moderator looks at them first
board-salary = Salary
board-salary-hint = Whether a job must say what it pays.
board-salary-no = It may be left out
board-salary-yes = Required
board-days = Days on the list
board-days-hint = When a poster chooses no closing date, 1 to 365.
board-hide = Reports that hide a job
board-hide-hint = With so many open reports a job is hidden until a moderator has seen it. 0 hides none.
categories-lead = Posters choose from them, and readers narrow the list by them. A new name is on its jobs at once; the jobs of a removed one have none.
categories-name = Name
categories-jobs =
    { $count ->
        [one] { $count } job
       *[other] { $count } jobs
    }
categories-rename = Rename
categories-up = Up
categories-move-up = Move { $name } up
categories-down = Down
categories-move-down = Move { $name } down
categories-remove = Remove
categories-confirm = Remove the category “{ $name }”? Its jobs stay, without a category.
categories-new = Another one
categories-add = Add
users-text = Name or address
users-role = Role
users-any-role = Any
users-none = No accounts match
users-to-all = To all accounts
users-account = Account
users-use = Status
users-since = Joined
users-in-use = active
users-out-of-use = deactivated
role-member = member
role-moderator = moderator
role-admin = admin
user-member = Member: own jobs
user-moderator = Moderator: all jobs
user-admin = Admin: all jobs, accounts, the board
user-in-use = Active
user-out-of-use = Deactivated: cannot sign in
user-may = What it may do
user-may-lead = A change signs the account out everywhere.
user-sign-out = Sign it out
user-sign-out-lead = Ends every sign-in of the account. Whoever knows its password can sign in again.
user-sign-out-confirm = End every sign-in of this account?
user-sign-out-submit = Sign it out everywhere
user-lead-verified = { $name }, { $email } (verified), number { $id }, since { $since }.
user-lead-open = { $name }, { $email } (not verified), number { $id }, since { $since }.
