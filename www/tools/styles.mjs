// Style sheets that come in several files, in the order in which they lie over one another.

import { readFileSync } from 'node:fs';
import { ROOT } from './command.mjs';

/** The sidebar, wherever it lives. */
export const sidebarStyle = () => joined('www/sidebar', ['sidebar', 'overview', 'items', 'foot']);

/** What the pages of the extension have besides the sidebar. */
export const pagesStyle = () => joined('www/extension', ['pages', 'panel', 'columns', 'desk', 'print']);

const joined = (folder, names) => names.map(name => readFileSync(`${ROOT}${folder}/${name}.css`, 'utf8')).join('\n');
