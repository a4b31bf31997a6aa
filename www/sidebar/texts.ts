// Words of our own in the reader's language: comes in a part of the string table ("words:options"), goes out texts.

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
  /** In the form that goes with a number, as src/view/plural.rs names the forms, without the number. */
  form(key: string, count: number): string;
}

/** The texts of a language of the table. */
export function textsIn(words: Words, language: string): Texts {
  const column = Math.max(0, words.languages.indexOf(language));
  const get = (key: string) => words.texts[key]?.[column] ?? key;
  // Names keep their own direction in an Arabic sentence: first strong isolate, pop directional isolate.
  const [open, close] = language === 'ar' ? ['\u2068', '\u2069'] : ['', ''];
  const fill = (key: string, values: Record<string, string>) =>
    get(key).replaceAll(/\{(\w+)\}/g, (_, name: string) => open + (values[name] ?? '') + close);
  // Made when they are needed: the first ones of a browser take it some milliseconds.
  let rules: Intl.PluralRules | undefined;
  const form = (key: string, count: number) => {
    const name = (rules ??= new Intl.PluralRules(language)).select(count).replace('zero', 'other');
    return words.texts[`${key}.${name}`]?.[column] || get(`${key}.many`);
  };
  return { language, get, fill, form };
}
