// The words of the string table, `src/lexicon/ui.tsv`, for pages that do without the core: comes in the table, goes out what
// a bundle imports as 'words:options,settings' (the keys that start with "options." or "settings."), and `_locales`.

import { readFileSync } from 'node:fs';
import { ROOT } from './command.mjs';

const TABLE = `${ROOT}src/lexicon/ui.tsv`;

/** The table: its languages in order, and for each key one text a language. */
export function readWords() {
  const [head, ...rows] = readFileSync(TABLE, 'utf8').split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => line.split('\t'));
  return { languages: head.slice(1), texts: Object.fromEntries(rows.map(([key, ...cells]) => [key, cells])) };
}

/** The messages of the manifest, as `_locales/<language>/messages.json` wants them. */
export function locales() {
  const { languages, texts } = readWords();
  const own = Object.entries(texts).filter(([key]) => key.startsWith('manifest.'));
  return languages.map((language, at) => {
    const messages = own.map(([key, cells]) => [key.slice('manifest.'.length), { message: cells[at] }]);
    return [language, Object.fromEntries(messages)];
  });
}

/** Lets a script import words by the beginnings of their keys. */
export const wordsPlugin = {
  name: 'words',
  setup(bundler) {
    bundler.onResolve({ filter: /^words:/ }, ({ path }) => ({ path: path.slice('words:'.length), namespace: 'words' }));
    bundler.onLoad({ filter: /.*/, namespace: 'words' }, ({ path }) => {
      const { languages, texts } = readWords();
      const wanted = path.split(',');
      const chosen = Object.entries(texts).filter(([key]) => wanted.some(name => key === name || key.startsWith(`${name}.`)));
      for (const name of wanted) {
        if (!chosen.some(([key]) => key === name || key.startsWith(`${name}.`))) throw new Error(`No text is called "${name}"`);
      }
      const contents = JSON.stringify({ languages, texts: Object.fromEntries(chosen) });
      return { contents, loader: 'json', watchFiles: [TABLE] };
    });
  },
};
