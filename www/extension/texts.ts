// The words of our pages in the reader's language: comes in a part of the string table, goes out pages whose elements say
// which text they show, by `data-text`.

import type { Texts, Words } from '../sidebar/texts.js';
import type { Settings } from './settings.js';

export { textsIn, type Texts, type Words } from '../sidebar/texts.js';

/** The language that an option asks for: one of the table's, English where the browser speaks none of them. */
export function chosenLanguage(words: Words, { language }: Settings): string {
  const wanted = language === 'auto' ? (navigator.language.split('-')[0] ?? '') : language;
  return words.languages.includes(wanted) ? wanted : 'en';
}

/** Puts a page, or a part of it, into a language, and says which way that is written. */
export function translate(texts: Texts): void {
  const root = document.documentElement;
  root.lang = texts.language;
  root.dir = texts.language === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts.get(element.dataset['text']!);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    element.ariaLabel = texts.get(element.dataset['label']!);
  }
}

/** An element of our own page. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element "${id}"`);
  return element as Kind;
}
