// Takes the pictures: node pictures.mjs PLAN FOUND

import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, People } from './browser.mjs';
import { mails } from './mails.mjs';
import { pages } from './pages.mjs';
import { sheet } from './sheet.mjs';

// Browsers that work at the same time. Each shows one page: a page in the background may wait for
// minutes to be drawn.
const AT_ONCE = 2;

// What fits into a window, in CSS pixels.
const HEIGHTS = { 360: 740, 768: 1024, 1440: 900 };
const MAIL_WIDTHS = [360, 768];

// Where a picture of a whole page ends.
const TALLEST = 2500;

const [input, output] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(input, 'utf8'));
const themes = plan.theme ? [plan.theme] : ['light', 'dark'];
const widths = plan.width ? [plan.width] : Object.keys(HEIGHTS).map(Number);
const found = { pictures: 0, pages: 0, failed: [], remarks: [], absent: [] };

const all = tasks();
const wanted = all.filter((task) => !plan.only || task.name.includes(plan.only));
const isWhole = !(plan.only || plan.width || plan.theme || plan.language);
if (isWhole) forget();
const queue = wanted.filter((task) => !task.last);
await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => work(queue, number)));
await work(wanted.filter((task) => task.last), AT_ONCE);
writeFileSync(join(plan.output, 'index.html'), sheet(plan.output, all, found));
writeFileSync(output, JSON.stringify(found));

// What there is to be pictured: pages in their languages, and mails.
function tasks() {
  const seen = pages(plan.content).flatMap((page) => {
    const languages = page.german ? ['en', 'de'] : ['en'];
    return (plan.language ? [plan.language] : languages).map((language) => ({
      ...page,
      language,
      title: language === 'en' ? page.name : `${page.name}-${language}`,
    }));
  });
  const letters = mails(plan.mails).map((mail) => ({ ...mail, title: mail.name, widths: MAIL_WIDTHS }));
  return [...seen, ...letters];
}

// Takes the pictures of earlier runs away.
function forget() {
  for (const file of readdirSync(plan.output).filter((name) => name.endsWith('.png'))) {
    rmSync(join(plan.output, file));
  }
}

// Works off tasks, in a browser of its own.
async function work(queue, number) {
  if (queue.length === 0) return;
  const browser = await launch(plan, `${number}`);
  const people = new People(browser, plan);
  try {
    for (let task = queue.shift(); task; task = queue.shift()) await look(people, task);
  } finally {
    await browser.close();
  }
}

async function look(people, task) {
  const { as, language = 'en' } = task;
  const page = await people.page(as, language);
  try {
    if (await arrive(page, task)) await picture(page, task);
    await people.giveBack(page, as, language);
  } catch (error) {
    found.failed.push(`${task.title}: ${error.message}`);
    await page.close();
  }
}

// Goes to a page, or shows a mail, and says whether there is something to see.
async function arrive(page, task) {
  page.complaints.length = 0;
  await features(page, themes[0]);
  if (task.html) {
    await page.goto('about:blank');
    await page.setContent(task.html);
    return true;
  }
  await page.setViewport({ width: 1440, height: HEIGHTS[1440] });
  const first = await page.goto(plan.base + task.path);
  if (task.optional && !first.ok()) {
    found.absent.push(`${task.title}: ${first.status()}`);
    return false;
  }
  const answer = (await task.act?.(page)) ?? first;
  const expected = task.status ?? 200;
  const isExpected = [expected, expected === 200 && 304].includes(answer.status());
  if (!isExpected) {
    found.failed.push(`${task.title}: answered with ${answer.status()} instead of ${expected}`);
  }
  return true;
}

// All pictures of a page. It is loaded once and made wider and darker, as a window would be.
async function picture(page, task) {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  for (const width of widths.filter((width) => (task.widths ?? widths).includes(width))) {
    await page.setViewport({ width, height: HEIGHTS[width] });
    const wider = await page.evaluate(overflow);
    if (wider) found.remarks.push(`${task.title}: at ${width} px it is ${wider}`);
    for (const theme of themes) {
      await features(page, theme);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({
        path: join(plan.output, `${task.title}-${width}-${theme}.png`),
        clip: { x: 0, y: 0, width, height: Math.min(Math.max(height, HEIGHTS[width]), TALLEST) },
        captureBeyondViewport: true,
      });
      found.pictures += 1;
    }
  }
  found.pages += 1;
  // The page around a bare picture is Chromium's.
  if (task.path?.endsWith('.png')) return;
  found.remarks.push(...new Set(page.complaints.map((what) => `${task.title}: ${what}`)));
}

// Calm pages change their colours at once.
function features(page, theme) {
  return page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

// Runs in the page: how much wider than the window it is, and for what.
function overflow() {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const sticksOut = (element) => element.getBoundingClientRect().right > clientWidth;
  const scrolls = (element) => getComputedStyle(element).overflowX !== 'visible';
  const within = (element) => element && element !== document.body && (scrolls(element) || within(element.parentElement));
  const culprit = [...document.body.querySelectorAll('*')].findLast((element) => sticksOut(element) && !within(element));
  return `${scrollWidth} px wide: ${culprit?.outerHTML.slice(0, 120) ?? 'unknown'}`;
}
