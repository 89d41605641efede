// The page on which all pictures are.

import { readdirSync } from 'node:fs';

const PICTURE = /^(.+)-(360|768|1440)-(light|dark)\.png$/;

// All pictures of a folder, also those of earlier runs, in the order of the pages.
export function sheet(folder, tasks, found) {
  const byTitle = new Map(tasks.map((task) => [task.title, []]));
  for (const file of readdirSync(folder).sort()) {
    const [, title, width, theme] = PICTURE.exec(file) ?? [];
    if (!title) continue;
    if (!byTitle.has(title)) byTitle.set(title, []);
    byTitle.get(title).push({ file, width: Number(width), theme });
  }
  const about = new Map(tasks.map((task) => [task.title, task]));
  const sections = [...byTitle].filter(([, pictures]) => pictures.length > 0);
  return html(sections, about, [...found.failed, ...found.remarks]);
}

function html(sections, about, remarks) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The board as it looks</title>
<style>
body { margin: 0; font: 14px/1.4 system-ui, sans-serif; }
header { position: sticky; top: 0; z-index: 1; padding: 8px 16px; background: Canvas; border-bottom: 1px solid GrayText; }
header label { margin-inline-end: 12px; }
main { padding: 0 16px; }
section { scroll-margin-top: 50px; }
.row { display: flex; gap: 12px; align-items: start; overflow-x: auto; padding-bottom: 8px; }
figure { margin: 0; flex: none; }
img { display: block; max-height: 420px; border: 1px solid GrayText; }
figcaption, .muted { color: GrayText; }
.remark { color: #c33; }
nav { columns: 12em; }
${[360, 768, 1440].map((width) => `body:has(#w${width}:not(:checked)) .w${width} { display: none; }`).join('\n')}
${['light', 'dark'].map((theme) => `body:has(#${theme}:not(:checked)) .${theme} { display: none; }`).join('\n')}
</style>
<header>
${[360, 768, 1440].map((width) => check(`w${width}`, `${width} px`)).join('\n')}
${['light', 'dark'].map((theme) => check(theme, theme)).join('\n')}
</header>
<main>
<nav>${sections.map(([title]) => `<a href="#${title}">${title}</a><br>`).join('\n')}</nav>
${remarks.map((remark) => `<p class="remark">${escape(remark)}</p>`).join('\n')}
${sections.map(([title, pictures]) => section(title, pictures, about.get(title))).join('\n')}
</main>
`;
}

function check(id, label) {
  return `<label><input type="checkbox" id="${id}" checked> ${label}</label>`;
}

function section(title, pictures, task) {
  const details = task?.path ? `${task.path} · ${task.as ?? 'a stranger'}` : (task?.subject ?? '');
  const sorted = [...pictures].sort((a, b) => a.width - b.width || b.theme.localeCompare(a.theme));
  return `<section id="${title}"><h2>${title} <small class="muted">${escape(details)}</small></h2>
<div class="row">${sorted.map(figure).join('\n')}</div></section>`;
}

function figure({ file, width, theme }) {
  return `<figure class="w${width} ${theme}"><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${width} px, ${theme}</figcaption></figure>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
