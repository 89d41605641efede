// Mails as the board writes them into a folder: a head, and a part for text and one for HTML.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// One mail of each subject, with the name of its pictures.
export function mails(folder) {
  const bySubject = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.eml')).sort()) {
    const mail = read(readFileSync(join(folder, file), 'utf8'));
    if (mail.html && !bySubject.has(mail.subject)) bySubject.set(mail.subject, mail);
  }
  return [...bySubject.values()].map((mail) => ({ ...mail, name: `mail-${slug(mail.subject)}` }));
}

function read(text) {
  const { head, body } = split(text);
  const [, boundary] = /boundary="([^"]+)"/.exec(head['content-type']) ?? [];
  const parts = boundary ? body.split(`--${boundary}`).slice(1, -1).map(split) : [{ head, body }];
  const html = parts.find((part) => part.head['content-type']?.startsWith('text/html'));
  return { subject: head.subject ?? 'none', html: html && decode(html) };
}

// The fields of a head, unfolded, and what follows after an empty line.
function split(text) {
  const [fields, ...rest] = text.replace(/^\r\n/, '').split('\r\n\r\n');
  const lines = fields.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const pairs = lines.map((line) => /^([^:]+): *(.*)$/.exec(line)).filter(Boolean);
  const head = Object.fromEntries(pairs.map(([, name, value]) => [name.toLowerCase(), value]));
  return { head, body: rest.join('\r\n\r\n') };
}

function decode({ head, body }) {
  switch (head['content-transfer-encoding']) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable': {
      const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) =>
        String.fromCharCode(Number.parseInt(code, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    }
    default:
      return body;
  }
}

function slug(subject) {
  return subject.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
