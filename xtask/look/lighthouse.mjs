// Measures the main pages: node lighthouse.mjs PLAN FOUND

import { readFileSync, writeFileSync } from 'node:fs';
import lighthouse from 'lighthouse';
import { launch, People } from './browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

// Things on the page that an audit names.
const PLACES = 6;

const [input, output] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(input, 'utf8'));
const { jobs, company } = plan.content;
const all = [
  { name: 'home', path: '/' },
  { name: 'list', path: '/search/' },
  { name: 'job', path: `/details/${jobs.plain}` },
  { name: 'job-long', path: `/details/${jobs.long}` },
  { name: 'company', path: `/companies/${company}/` },
  { name: 'post', path: '/post-a-job/', as: 'poster' },
  { name: 'sign-in', path: '/login/' },
];

const browser = await launch(plan);
const people = new People(browser, plan);
const pages = [];
try {
  for (const page of all.filter(({ name }) => !plan.only || name.includes(plan.only))) {
    pages.push(await measure(page));
  }
} finally {
  await browser.close();
}
writeFileSync(output, JSON.stringify({ pages }));

async function measure({ name, path, as }) {
  const tab = await people.page(as, 'en');
  const answer = await tab.goto(plan.base + path);
  if (!answer.ok()) throw new Error(`${path} is answered with ${answer.status()}`);
  const meta = await tab.evaluate(() => document.querySelector('meta[name="robots"]')?.content);
  const robots = meta ?? answer.headers()['x-robots-tag'] ?? null;
  await people.giveBack(tab, as, 'en');
  const runs = [];
  while (runs.length < plan.runs) runs.push(figures(await audit(plan.base + path, as)));
  return { name, path, robots, runs };
}

// A run in a page of its own. On a busy machine Chromium now and then records nothing.
async function audit(address, as, tries = 3) {
  const tab = await people.fresh(as, 'en');
  // It forgets what it has loaded, and does not forget who is signed in.
  const flags = { output: 'json', logLevel: 'error', onlyCategories: CATEGORIES };
  const { lhr } = await lighthouse(address, flags, undefined, tab);
  await tab.close();
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return audit(address, as, tries - 1);
  throw new Error(`${address}: ${lhr.runtimeError.message}`);
}

function figures({ categories, audits, runWarnings, environment }) {
  const score = (id) => Math.round(categories[id].score * 100);
  const number = (id) => audits[id].numericValue;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    best_practices: score('best-practices'),
    seo: score('seo'),
    cls: number('cumulative-layout-shift'),
    lcp: number('largest-contentful-paint'),
    bytes: number('total-byte-weight'),
    benchmark: environment.benchmarkIndex,
    failing: CATEGORIES.flatMap((id) => failing(categories[id], audits)),
    warnings: runWarnings,
  };
}

// What Lighthouse itself shows as not passed.
function failing(category, audits) {
  return category.auditRefs
    .filter((ref) => ref.group !== 'hidden' && !hasPassed(audits[ref.id]))
    .map((ref) => {
      const { id, title, displayValue, details } = audits[ref.id];
      return {
        category: category.title,
        id,
        title,
        value: displayValue ?? '',
        counts: ref.weight > 0,
        places: (details?.items ?? []).flatMap(place).slice(0, PLACES),
      };
    });
}

function hasPassed({ score, scoreDisplayMode }) {
  switch (scoreDisplayMode) {
    case 'manual':
    case 'notApplicable':
    case 'informative':
      return true;
    case 'numeric':
    case 'metricSavings':
      return score >= 0.9;
    default:
      return score === 1;
  }
}

function place(item) {
  const node = item.node ?? item.element ?? {};
  const words = [
    node.snippet ?? node.selector,
    node.nodeLabel && `“${node.nodeLabel.replace(/\s+/g, ' ').slice(0, 60)}”`,
    item.url ?? item.source?.url ?? item.href,
    item.description ?? item.reason ?? item.issueType,
    item.wastedMs && `${Math.round(item.wastedMs)} ms`,
    item.wastedBytes && `${Math.round(item.wastedBytes)} bytes`,
  ].filter((word) => typeof word === 'string');
  return words.length > 0 ? [words.join(' ')] : [];
}
