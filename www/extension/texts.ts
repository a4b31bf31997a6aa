// The words of our pages in the reader's language: comes in a part of the string table ("words:options"), goes out texts,
// and pages whose elements say which text they show, by `data-text`.

import type { Settings } from './settings.js';

/** A part of the string table: for each key one text a language. */
export interface Words {
  languages: string[];
  texts: Record<string, string[]>;
}

/** Texts of one language. */
export interface Texts {
  /** As BCP 47 has it. */
  language: string;
  get(key: string): string;
  /** With its {names} filled in. */
  fill(key: string, values: Record<string, string>): string;
}

/** The language that an option asks for: one of the table's, English where the browser speaks none of them. */
export function chosenLanguage(words: Words, { language }: Settings): string {
  const wanted = language === 'auto' ? (navigator.language.split('-')[0] ?? '') : language;
  return words.languages.includes(wanted) ? wanted : 'en';
}

/** The texts of a language of the table. */
export function textsIn(words: Words, language: string): Texts {
  const column = Math.max(0, words.languages.indexOf(language));
  const get = (key: string) => words.texts[key]?.[column] ?? key;
  // Names keep their own direction in an Arabic sentence: first strong isolate, pop directional isolate.
  const [open, close] = language === 'ar' ? ['\u2068', '\u2069'] : ['', ''];
  const fill = (key: string, values: Record<string, string>) =>
    get(key).replaceAll(/\{(\w+)\}/g, (_, name: string) => open + (values[name] ?? '') + close);
  return { language, get, fill };
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
