// Colours: comes in `www/extension/palettes.json`; goes out style sheets for the marks on a page and for the sidebar. The
// first palette, "paper", is what marks.css and sidebar.css have by themselves.

import { readFileSync } from 'node:fs';
import { ROOT } from './command.mjs';

/** `{ sea: { light: { direct: [tint, ink, line], … }, dark: … }, … }`; "speaker" has no line. */
const PALETTES = JSON.parse(readFileSync(`${ROOT}www/extension/palettes.json`, 'utf8'));

/** The names of the palettes that have a sheet of their own. */
export const NAMES = Object.keys(PALETTES);

/** Lies over marks.css. In forced colours the reader's own colours stay. */
export function marksSheet(name) {
  const rules = layers => Object.entries(layers).map(([layer, [tint, ink, line]]) => {
    const decoration = line ? ` text-decoration-color: ${line};` : '';
    return `  ::highlight(rapporteur-${layer}) { background-color: ${tint}; color: ${ink};${decoration} }\n`;
  }).join('');
  const { light, dark } = PALETTES[name];
  return `@media (forced-colors: none) {\n${rules(light)}}\n`
    + `@media (forced-colors: none) and (prefers-color-scheme: dark) {\n${rules(dark)}}\n`;
}

/** Lies over sidebar.css, for pages whose root names a palette. */
export function sidebarSheet() {
  return NAMES.map(name => {
    const rule = layers => `:root[data-palette="${name}"] .rapporteur {\n${variables(layers)}}\n`;
    const { light, dark } = PALETTES[name];
    return `${rule(light)}@media (prefers-color-scheme: dark) {\n${rule(dark)}}\n`;
  }).join('');
}

function variables({ direct, indirect, speaker, favour, against, press, claim }) {
  const families = Object.entries({ favour, against, press, claim }).flatMap(([family, [tint, ink, line]]) => [
    [family, line], [`${family}-ground`, tint], [`${family}-ink`, ink],
  ]);
  const all = [
    ['direct', direct[2]], ['quote-ground', direct[0]], ['indirect', indirect[2]], ['reported-ground', indirect[0]],
    ['speaker-ground', speaker[0]], ['speaker-ink', speaker[1]], ...families,
  ];
  return all.map(([name, colour]) => `  --${name}: ${colour};\n`).join('');
}
