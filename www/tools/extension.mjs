// Builds the extension for each browser from one source. Comes in: `www/extension/` and the string table; goes out:
// `dist/extension-chrome/`, `dist/extension-firefox/` and a zip of each.
//
// Pages are ES modules and share their parts, so that the core is there once; background and content script are IIFEs.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { zipSync } from 'fflate';
import { ROOT } from './command.mjs';
import { files } from './build.mjs';
import { bundled, compile, fill, text } from './bundle.mjs';
import { NAMES, marksSheet, sidebarSheet } from './palettes.mjs';
import { pagesStyle, sidebarStyle } from './styles.mjs';
import { locales } from './words.mjs';

export const BROWSERS = ['chrome', 'firefox'];
const FROM = 'www/extension';
const PAGES = ['panel', 'options', 'welcome', 'desk', 'report'];
const ICONS = [16, 32, 48, 128];

/** Every file in a zip bears this date, the first that the format knows: the same files give the same bytes. */
const DATE = new Date(1980, 0, 1);

/** Writes both extensions and their zips into the folder `dist`. */
export async function extensions(dist) {
  for (const browser of BROWSERS) {
    const define = { BROWSER: JSON.stringify(browser) };
    const pages = await bundled(PAGES.map(page => `${FROM}/${page}.ts`), dist, define);
    const folder = `${dist}/extension-${browser}`;
    rmSync(folder, { recursive: true, force: true });
    const put = (path, content) => {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, content);
    };
    for (const [path, content] of pages) put(path, content);
    for (const name of ['background', 'content']) put(`${name}.js`, await compile(`${FROM}/${name}.ts`, dist, define));
    for (const page of PAGES) put(`${page}.html`, text(`${FROM}/${page}.html`));
    put('pages.css', [sidebarStyle(), sidebarSheet(), pagesStyle()].join('\n'));
    put('marks.css', text('www/page/marks.css'));
    for (const name of NAMES) put(`marks-${name}.css`, marksSheet(name));
    for (const style of ['line', 'tint']) put(`marks-${style}.css`, text(`${FROM}/marks-${style}.css`));
    for (const [language, messages] of locales()) put(`_locales/${language}/messages.json`, json(messages));
    put('manifest.json', manifest(browser));
    mkdirSync(`${folder}/icons`);
    for (const size of ICONS) cpSync(`${ROOT}${FROM}/icons/${size}.png`, `${folder}/icons/${size}.png`);
    cpSync(`${ROOT}${FROM}/icons/icon.svg`, `${folder}/icons/icon.svg`);
    writeFileSync(`${dist}/extension-${browser}.zip`, zip(folder));
  }
}

/** What all browsers share, with what one of them has of its own; permissions are added up. */
function manifest(browser) {
  const { version } = JSON.parse(text('package.json'));
  const source = JSON.parse(fill(text(`${FROM}/manifest.json`), { version }));
  const { permissions = [], ...own } = source[browser];
  return json({ ...source.all, ...own, permissions: [...source.all.permissions, ...permissions] });
}

/** A folder as a zip, in a fixed order and without anything of the machine it was made on. */
function zip(folder) {
  const entries = files(folder).map(path => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]);
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: DATE, os: 0 });
}

const json = value => `${JSON.stringify(value, null, 2)}\n`;
