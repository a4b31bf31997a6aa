// The language that an embed speaks, and its words in it.
//
// Comes in: what the site or the page asks for, as BCP 47 has it. Goes out: the few words of the element itself, which are
// inside the script, and rows for the core, which has English alone, from the file of the language beside the script. A
// language that the table does not have is English.

import words from 'words:embed,figures.speakers,figures.quotes,voices.unknown,tab.positions,app.nothing$,verb$,stance.*$,stance.*.many$';
import { textsIn, type Texts } from '../sidebar/texts.js';
import { beside } from './core.js';

/** The element's own words in a language. */
export function textsFor(wanted: string): Texts {
  const primary = wanted.split('-')[0]!.toLowerCase();
  return textsIn(words, words.languages.includes(primary) ? primary : 'en');
}

/** The sidebar's words in one of the table's languages, as the core learns them; none where it has them or they are missing. */
export async function loadWords(language: string): Promise<string> {
  if (language === 'en') return '';
  try {
    const address = beside(`rapporteur.${language}.json`);
    const { default: texts } = await import(/* @vite-ignore */ address, { with: { type: 'json' } }) as { default: Record<string, string> };
    return Object.entries(texts).map(row => row.join('\t')).join('\n');
  } catch (error) {
    console.warn(`rapporteur-sidebar: no words in the language "${language}", so these are in English:`, error);
    return '';
  }
}
