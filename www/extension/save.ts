// The menu of exports: each format to copy and to download. The core writes them; nothing leaves the machine.

import type { ExportFormat, Sidebar } from 'rapporteur-wasm/rapporteur.js';
import { byId, type Texts } from './texts.js';

/** The core's formats, and the report as it is. */
type Format = ExportFormat | 'json';

/** Name, ending and media type of each format. */
const FORMATS: Record<Format, [name: string, ending: string, type: string]> = {
  markdown: ['Markdown', 'md', 'text/markdown'],
  csv: ['CSV', 'csv', 'text/csv'],
  json: ['JSON', 'json', 'application/json'],
  jsonld: ['JSON-LD', 'jsonld', 'application/ld+json'],
};

/** Fills the menu, and fills it again whenever the page says that there is another article or language. */
export function fillSaveMenu(sidebar: () => Sidebar | undefined, texts: () => Texts): void {
  const draw = () => {
    const entries = (['copy', 'download'] as const).flatMap(way =>
      (Object.keys(FORMATS) as Format[]).map(format => entry(way, format, texts())));
    byId('formats').replaceChildren(...entries);
  };
  document.addEventListener('article', draw);
  byId('formats').addEventListener('click', event => {
    const chosen = event.target instanceof HTMLElement ? event.target.dataset : {};
    const shown = sidebar();
    const format = chosen['format'] as Format | undefined;
    if (!shown || !format) return;
    if (chosen['way'] === 'copy') {
      void navigator.clipboard.writeText(written(shown, format)).then(() => shown.copied(true), () => shown.copied(false));
    } else {
      download(shown, format);
    }
  });
}

function written(sidebar: Sidebar, format: Format): string {
  return format === 'json' ? `${JSON.stringify(sidebar.report(), null, 2)}\n` : sidebar.export(format);
}

function entry(way: 'copy' | 'download', format: Format, texts: Texts): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  Object.assign(button.dataset, { way, format });
  const [name] = FORMATS[format];
  button.textContent = way === 'copy' ? texts.fill('panel.copy', { format: name }) : texts.fill('panel.download', { format: name });
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function download(sidebar: Sidebar, format: Format): void {
  const [, ending, type] = FORMATS[format];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([written(sidebar, format)], { type: `${type};charset=utf-8` }));
  link.download = `${fileName(sidebar.headline())}.${ending}`;
  link.click();
  // The browser reads the file after the click; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A headline as the name of a file on any system. */
function fileName(headline: string): string {
  const name = headline.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, 80).trim();
  return name.replace(/\.+$/, '') || 'rapporteur';
}
