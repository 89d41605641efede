// Every page, by a name to find its pictures by.
//
// A page has a `path`; `as` says who looks at it (nobody: a stranger), `status` with what it
// answers (200 if not said), `act` what is done on it first, `german` that it is also looked at
// in German, `optional` that it may not be there, `widths` that it is for some only, and `last`
// that it disturbs the others.

import { submit, whileBusy } from './browser.mjs';

const LOGIN = 'form[action="/login/"]';
const REGISTER = 'form[action="/register/"]';
const JOB = 'main form:has([name="description"])';
const WRONG = { email: 'nobody@example.org', password: 'not the password' };

const GOOD_JOB = {
  title: 'Lock keeper',
  company: 'Hotel Öberg',
  company_url: 'hotel.example.org',
  location: 'Ghent, Belgium; Remote in Germany',
  salary_min: '38000',
  salary_max: '46000',
  salary_currency: 'EUR',
  salary_period: 'YEAR',
  tags: 'Water, Boats',
  apply_to: 'https://hotel.example.org/apply',
  closes_on: '',
  description: '## You\n\n- open the lock\n- close the lock\n\n| day | hours |\n|---|---|\n| Monday | 8 |',
};

const BAD_JOB = {
  title: 'x',
  company_url: 'javascript:alert(1)',
  salary_min: 'a lot',
  salary_max: '12',
  closes_on: '2001-01-01',
  apply_to: 'by bicycle',
  description: 'Too short.',
};

export function pages({ jobs, company, user, links }) {
  return [
    ...lists(),
    ...jobPages(jobs),
    ...companies(company),
    ...doors(links),
    ...posting(jobs),
    ...settings(),
    ...moderation(jobs),
    ...administration(user),
    ...others(),
    ...errors(jobs),
  ];
}

function lists() {
  const filters = 'workplace=remote&type=FULL_TIME&salary=30000-EUR';
  return [
    { name: 'home', path: '/', german: true },
    { name: 'home-signed-in', path: '/', as: 'poster' },
    { name: 'home-notice', path: '/?msg=signed-out' },
    { name: 'home-menu', path: '/', widths: [360], act: (page) => open(page, 'links') },
    { name: 'home-older', path: '/', act: (page) => follow(page, 'a[rel="next"]') },
    { name: 'list', path: '/search/', german: true },
    { name: 'list-filtered', path: `/search/?${filters}`, german: true },
    { name: 'list-filters', path: `/search/?${filters}`, widths: [360], act: (page) => open(page, 'filters') },
    { name: 'list-found', path: '/search/?query=engineer', german: true },
    { name: 'list-none', path: '/search/?query=zzzz' },
    { name: 'list-none-filtered', path: '/search/?place=Atlantis&within=7' },
  ];
}

function jobPages(jobs) {
  const names = [
    'long', 'places', 'arabic', 'hebrew', 'chinese', 'accented', 'title-long', 'title-letter',
    'no-salary', 'hourly', 'remote',
  ];
  return [
    { name: 'job-plain', path: `/details/${jobs.plain}`, german: true },
    ...names.map((name) => ({ name: `job-${name}`, path: `/details/${jobs[name]}` })),
    ...['plain', 'arabic', 'title-long'].map((name) => ({ name: `share-${name}`, path: `/details/${jobs[name]}/card.png`, widths: [1440] })),
    { name: 'job-own', path: `/details/${jobs.plain}?msg=posted`, as: 'poster' },
    { name: 'job-own-draft', path: `/details/${jobs.draft}`, as: 'poster' },
    { name: 'job-report', path: `/report/${jobs.plain}/` },
    { name: 'job-report-wrong', path: `/report/${jobs.plain}/`, status: 422, act: (page) => submit(page, 'form[action^="/report/"]') },
  ];
}

function companies(company) {
  return [
    { name: 'companies', path: '/companies/' },
    { name: 'company', path: `/companies/${company}/` },
    { name: 'company-edit', path: `/companies/${company}/edit/`, as: 'poster' },
  ];
}

// Registering, signing in, and what to do when that does not work.
function doors(links) {
  return [
    { name: 'sign-in', path: '/login/', german: true },
    { name: 'sign-in-next', path: '/login/?next=%2Fpost-a-job%2F' },
    { name: 'sign-in-wrong', path: '/login/', status: 401, german: true, act: (page) => submit(page, LOGIN, WRONG) },
    { name: 'sign-in-kept', path: '/login/', status: 401, act: postSignedOut },
    { name: 'register', path: '/register/' },
    { name: 'register-wrong', path: '/register/', status: 422, act: (page) => submit(page, REGISTER, { username: 'x', email: 'nowhere', password: 'password' }) },
    { name: 'forgot-password', path: '/forgot-password/' },
    { name: 'forgot-password-sent', path: '/forgot-password/', act: (page) => submit(page, 'form[action="/forgot-password/"]', { email: WRONG.email }) },
    { name: 'reset-password', path: links['reset-password'] },
    { name: 'verify-email', path: links['verify-email'] },
    { name: 'confirm-email', path: links['confirm-email'] },
    { name: 'undo-email', path: links['undo-email'] },
  ];
}

function posting(jobs) {
  return [
    { name: 'post', path: '/post-a-job/', as: 'poster', german: true },
    { name: 'post-again', path: `/post-a-job/?from=${jobs.plain}`, as: 'poster' },
    { name: 'post-wrong', path: '/post-a-job/', as: 'author', status: 422, german: true, act: (page) => submit(page, JOB, BAD_JOB) },
    { name: 'post-preview', path: '/post-a-job/', as: 'author', german: true, act: (page) => submit(page, JOB, GOOD_JOB, '[value="preview"]') },
    { name: 'edit', path: `/edit-job/${jobs.plain}/`, as: 'poster' },
    { name: 'edit-long', path: `/edit-job/${jobs.long}/`, as: 'poster' },
    { name: 'edit-stale', path: `/edit-job/${jobs.plain}/`, as: 'poster', status: 412, act: (page) => submit(page, JOB, { version: '0', title: 'Foot gardener' }) },
    { name: 'my-jobs', path: '/my-jobs/', as: 'poster', german: true },
    { name: 'my-jobs-state', path: '/my-jobs/?state=draft', as: 'poster' },
    { name: 'desk', path: `/my-jobs/${jobs.plain}/`, as: 'poster', german: true },
    { name: 'desk-draft', path: `/my-jobs/${jobs.draft}/`, as: 'poster' },
    { name: 'desk-rejected', path: `/my-jobs/${jobs.rejected}/`, as: 'poster' },
    { name: 'desk-removed', path: `/my-jobs/${jobs.removed}/`, as: 'poster' },
    { name: 'desk-filled', path: `/my-jobs/${jobs.filled}/`, as: 'poster' },
    { name: 'delete-job', path: `/delete-job/${jobs.plain}/`, as: 'poster' },
    { name: 'saved', path: '/saved/', as: 'poster' },
    { name: 'saved-none', path: '/saved/', as: 'author' },
  ];
}

function settings() {
  const wrong = { current_password: 'not the password', new_password: 'short' };
  return [
    { name: 'settings-profile', path: '/settings/', as: 'poster', german: true },
    { name: 'settings-email', path: '/settings/email/', as: 'poster' },
    { name: 'settings-email-unproven', path: '/settings/email/', as: 'author' },
    { name: 'settings-password', path: '/settings/password/', as: 'poster' },
    { name: 'settings-password-wrong', path: '/settings/password/', as: 'author', status: 422, act: (page) => submit(page, 'form[action="/settings/password/"]', wrong) },
    { name: 'settings-sessions', path: '/settings/sessions/', as: 'poster' },
    { name: 'settings-activity', path: '/settings/activity/', as: 'poster' },
    { name: 'settings-delete', path: '/settings/delete/', as: 'poster' },
    { name: 'claim-admin', path: '/claim-admin/', as: 'author' },
  ];
}

function moderation(jobs) {
  return [
    { name: 'moderation', path: '/moderation/', as: 'moderator', german: true },
    { name: 'moderation-reported', path: '/moderation/reports/', as: 'moderator' },
    { name: 'moderation-review', path: `/my-jobs/${jobs.duplicate}/`, as: 'moderator' },
    { name: 'moderation-hidden', path: `/my-jobs/${jobs.hidden}/`, as: 'moderator' },
  ];
}

function administration(user) {
  return [
    { name: 'admin-users', path: '/admin/users/', as: 'admin' },
    { name: 'admin-user', path: `/admin/users/${user}/`, as: 'admin' },
    { name: 'admin-categories', path: '/admin/categories/', as: 'admin' },
    { name: 'admin-board', path: '/admin/board/', as: 'admin' },
    { name: 'admin-activity', path: '/admin/activity/', as: 'admin' },
  ];
}

function others() {
  return [
    { name: 'redoc', path: '/redoc' },
    { name: 'styleguide', path: '/styleguide', optional: true, german: true },
  ];
}

function errors(jobs) {
  const long = { username: 'x'.repeat(70_000) };
  return [
    { name: 'error-400', path: '/reset-password/?token=x', status: 400 },
    { name: 'error-403', path: '/admin/users/', as: 'poster', status: 403 },
    { name: 'error-404', path: '/nowhere', status: 404, german: true },
    { name: 'error-410', path: `/details/${jobs.filled}`, status: 410, german: true },
    { name: 'error-413', path: '/register/', status: 413, act: (page) => submit(page, REGISTER, long) },
    { name: 'error-429', path: '/login/', status: 429, act: guessTooOften },
    { name: 'error-503', path: '/login/', status: 503, last: true, act: signInAmongMany },
  ];
}

// Opens what a button on a narrow screen opens.
async function open(page, id) {
  await page.$eval(`[popovertarget="${id}"]`, (button) => button.click());
}

async function follow(page, selector) {
  const [response] = await Promise.all([
    page.waitForNavigation(),
    page.$eval(selector, (link) => link.click()),
  ]);
  return response;
}

// Sends the form of a job as somebody does whose session has ended meanwhile.
async function postSignedOut(page) {
  await page.evaluate((job) => {
    const form = document.createElement('form');
    form.id = 'signed-out';
    form.method = 'post';
    form.action = '/post-a-job/';
    for (const [name, value] of Object.entries(job)) {
      const field = document.createElement('textarea');
      Object.assign(field, { name, value });
      form.append(field);
    }
    document.body.append(form);
  }, GOOD_JOB);
  return submit(page, '#signed-out');
}

// Each wait is twice as long as the one before, so at last a guess comes too soon.
async function guessTooOften(page) {
  const guess = { ...WRONG, email: 'guessed@example.org' };
  let response;
  for (let tries = 0; tries < 12 && response?.status() !== 429; tries += 1) {
    response = await submit(page, LOGIN, guess);
  }
  return response;
}

// The board hashes so many passwords at a time, and says so to the next one.
async function signInAmongMany(page) {
  const address = page.url();
  return whileBusy(new URL(address).origin, async () => {
    let response = await submit(page, LOGIN, WRONG);
    for (let tries = 0; tries < 10 && response.status() !== 503; tries += 1) {
      await page.goto(address);
      response = await submit(page, LOGIN, WRONG);
    }
    return response;
  });
}
