// The words of the string table, `src/lexicon/ui.tsv`, for pages that do without the core: comes in the table, goes out what
// a bundle imports as 'words:options,app.waiting$' (the keys that start with "options.", and one key alone; a star stands for
// a part of a key), `_locales`, and the words of an embed.

import { readFileSync } from 'node:fs';
import { ROOT } from './command.mjs';

const TABLE = `${ROOT}src/lexicon/ui.tsv`;

/** The table: its languages in order, and for each key one text a language. */
export function readWords(table = readFileSync(TABLE, 'utf8')) {
  const [head, ...rows] = table.split('\n')
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

/** The sidebar's words in each language but English, which the core of an embed has: pairs of a language and its texts. */
export function languageFiles() {
  const { languages, texts } = readWords(readFileSync(TABLE, 'utf8').split('\n##')[0]);
  return languages.slice(1).map((language, at) => {
    const own = Object.entries(texts).map(([key, cells]) => [key, cells[at + 1]]);
    return [language, Object.fromEntries(own.filter(([, text]) => text))];
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
      const patterns = wanted.map(name => {
        const parts = name.replace(/\$$/, '').split('*').map(part => part.replaceAll('.', '\\.')).join('[^.]+');
        return new RegExp(`^${parts}${name.endsWith('$') ? '$' : '($|\\.)'}`);
      });
      const chosen = Object.entries(texts).filter(([key]) => patterns.some(pattern => pattern.test(key)));
      for (const [at, pattern] of patterns.entries()) {
        if (!chosen.some(([key]) => pattern.test(key))) throw new Error(`No text is called "${wanted[at]}"`);
      }
      const contents = JSON.stringify({ languages, texts: Object.fromEntries(chosen) });
      return { contents, loader: 'json', watchFiles: [TABLE] };
    });
  },
};
