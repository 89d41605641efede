// Chromium, and the people who look at pages with it.

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// A browser that has never been anywhere.
export function launch(plan, name = 'browser') {
  return puppeteer.launch({
    executablePath: plan.chromium,
    userDataDir: join(plan.profile, name),
    headless: true,
    args: ARGUMENTS,
    defaultViewport: null,
  });
}

// Everybody has a browser of their own for each language, is signed in once, and gets pages back
// that they have given away.
export class People {
  constructor(browser, plan) {
    this.browser = browser;
    this.base = plan.base;
    this.password = plan.password;
    this.addresses = Object.fromEntries(plan.people);
    this.rooms = new Map();
  }

  // A page of somebody's; without a name, of a stranger's.
  async page(who, language) {
    const room = await this.#room(who, language);
    return room.idle.pop() ?? this.fresh(who, language);
  }

  // One that has never shown anything.
  async fresh(who, language) {
    const room = await this.#room(who, language);
    return listenTo(await room.context.newPage());
  }

  async giveBack(page, who, language) {
    const room = await this.#room(who, language);
    room.idle.push(page);
  }

  #room(who, language) {
    const key = `${who ?? ''} ${language}`;
    if (!this.rooms.has(key)) this.rooms.set(key, this.#open(who, language));
    return this.rooms.get(key);
  }

  async #open(who, language) {
    const context = await this.browser.createBrowserContext();
    const { hostname } = new URL(this.base);
    await context.setCookie({ name: 'language', value: language, domain: hostname, path: '/' });
    const page = listenTo(await context.newPage());
    // From now on it has the typeface, which a page that waits for nothing else does without.
    await page.goto(`${this.base}/login/`);
    if (who) await signIn(page, this.addresses[who], this.password);
    return { context, idle: [page] };
  }
}

async function signIn(page, email, password) {
  const response = await submit(page, 'form[action="/login/"]', { email, password });
  if (!response.ok()) throw new Error(`${email} cannot sign in: ${response.status()}`);
}

// Keeps what a page complains of in `page.complaints`.
function listenTo(page) {
  page.complaints = [];
  const note = (what) => page.complaints.push(what);
  page.on('pageerror', (error) => note(`script: ${error.message}`));
  page.on('requestfailed', (request) => note(`not loaded: ${request.url()}`));
  page.on('console', (message) => {
    const address = message.location().url;
    // The page itself may answer with an error; whether it should is checked elsewhere.
    const own = message.text().startsWith('Failed to load resource') && address === page.url();
    if (message.type() === 'error' && !own) note(`console: ${message.text()} (${address})`);
  });
  return page;
}

// Fills a form's fields, sends it and gives back the answer.
export async function submit(page, selector, fields = {}, button = null) {
  const [response] = await Promise.all([
    page.waitForNavigation(),
    page.$eval(selector, send, fields, button),
  ]);
  return response;
}

// Runs in the page.
function send(form, fields, button) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    field.removeAttribute('maxlength');
    field.value = value;
  }
  form.requestSubmit(button && form.querySelector(button));
}

// Asks for so many sign-ins at once, of people whom nobody knows in networks that nobody knows,
// that there is no room for one more, while something else is tried.
export async function whileBusy(base, attempt) {
  let going = true;
  const guess = async () => {
    while (going) {
      const number = Math.floor(Math.random() * 2 ** 24);
      const network = [16, 8, 0].map((bits) => (number >> bits) & 255).join('.');
      const answer = await fetch(`${base}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.${network}` },
        body: JSON.stringify({ email: `${number}@example.org`, password: 'a wrong password' }),
      });
      await answer.arrayBuffer();
      // Whoever was turned away leaves the machine to the others for a moment.
      if (answer.status === 503) await pause(100);
    }
  };
  const crowd = Array.from({ length: 64 }, guess);
  await pause(200);
  try {
    return await attempt();
  } finally {
    going = false;
    await Promise.all(crowd);
  }
}
