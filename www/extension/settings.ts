// The reader's options, kept on this machine by storage.local. Whatever is read is checked: a value that is none gives way to
// its default, and the reader is told.

import type { Layer } from 'rapporteur-wasm/rapporteur.js';
import { LAYERS } from '../page/paint.js';

/** Colours of the marks; "clear" for readers of any colour vision. */
export const PALETTES = ['paper', 'sea', 'clear'] as const;
/** What a mark is made of. */
export const STYLES = ['both', 'line', 'tint'] as const;
/** "auto" is the language of the browser. */
export const LANGUAGES = ['auto', 'en', 'fr', 'de', 'es', 'uk', 'ar'] as const;

/** Everything that can be chosen. */
export interface Settings {
  /** Layers that are not marked. */
  unmarked: Layer[];
  palette: (typeof PALETTES)[number];
  style: (typeof STYLES)[number];
  /** Statements of less confidence are left out; 0 to 1. */
  minimum: number;
  language: (typeof LANGUAGES)[number];
}

/** What holds before anything was chosen. */
export const DEFAULTS: Settings = { unmarked: [], palette: 'paper', style: 'both', minimum: 0, language: 'auto' };

const NAMES = Object.keys(DEFAULTS) as (keyof Settings)[];

/** Whether a value is one that the option can have. */
const CHECKS: { [Name in keyof Settings]: (value: unknown) => boolean } = {
  unmarked: value => Array.isArray(value) && value.every(layer => isOneOf(LAYERS, layer)),
  palette: value => isOneOf(PALETTES, value),
  style: value => isOneOf(STYLES, value),
  minimum: value => typeof value === 'number' && value >= 0 && value <= 1,
  language: value => isOneOf(LANGUAGES, value),
};

/** The options, and the names of those that were kept but broken. */
export async function loadSettings(): Promise<{ settings: Settings; broken: string[] }> {
  const kept = await chrome.storage.local.get(NAMES).catch(() => ({}) as Record<string, unknown>);
  const given = NAMES.filter(name => kept[name] !== undefined);
  const [sound, broken] = [given.filter(name => CHECKS[name](kept[name])), given.filter(name => !CHECKS[name](kept[name]))];
  return { settings: { ...DEFAULTS, ...Object.fromEntries(sound.map(name => [name, kept[name]])) }, broken };
}

/** Keeps some options, and forgets what was broken. */
export async function keepSettings(changed: Partial<Settings>): Promise<void> {
  const { broken } = await loadSettings();
  await chrome.storage.local.remove(broken.filter(name => !(name in changed)));
  await chrome.storage.local.set(changed);
}

/** Forgets all choices. Notes on wrong marks, which are kept in the same place, stay. */
export const resetSettings = () => chrome.storage.local.remove(NAMES);

/** Calls back with the new options whenever they change, on whatever page that happened. */
export function onSettings(act: (settings: Settings) => void): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && NAMES.some(name => name in changes)) void loadSettings().then(({ settings }) => act(settings));
  });
}

/** The style sheets of the marks, later ones above earlier ones. */
export function marksFiles({ palette, style }: Settings): string[] {
  const files = ['marks.css'];
  if (palette !== 'paper') files.push(`marks-${palette}.css`);
  if (style !== 'both') files.push(`marks-${style}.css`);
  return files;
}

function isOneOf(values: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && values.includes(value);
}
