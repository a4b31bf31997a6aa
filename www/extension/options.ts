// The options: each change is kept at once, and the open panels follow. Sites that are always read are the browser's own list
// of what was granted.

import type { Layer } from 'rapporteur-wasm/rapporteur.js';
import words from 'words:options,settings,kind,layer,manifest,panel.options,voices.share';
import { LAYERS } from '../page/paint.js';
import {
  LANGUAGES, PALETTES, STYLES, keepSettings, loadSettings, onSettings, resetSettings, type Settings,
} from './settings.js';
import { shortcuts, showShortcuts } from './shortcuts.js';
import { byId, chosenLanguage, textsIn, translate, type Texts } from './texts.js';

/** Each language by its own name. */
const NAMES: Record<string, string> = {
  en: 'English', fr: 'Français', de: 'Deutsch', es: 'Español', uk: 'Українська', ar: 'العربية',
};

/** A sentence with every layer, as pieces of text and of marks. */
const SAMPLE: [string, Layer?][] = [
  ['Norway', 'speaker'], [' '], ['supports', 'favour'], [' the line and '], ['demands', 'press'], [' a vote; '],
  ['Iceland', 'speaker'], [' '], ['rejects', 'against'], [' it. “'], ['It is a modest step', 'direct'], [',” she '],
  ['maintained', 'claim'], [', and '], ['the talks would go on', 'indirect'], ['.'],
];

let texts: Texts;
/** The language that the choices are drawn in. */
let drawn: string | undefined;

void start();

async function start(): Promise<void> {
  const { settings, broken } = await loadSettings();
  byId('broken').hidden = broken.length === 0;
  draw(settings);
  onSettings(draw);
  byId('form').addEventListener('change', event => void keep(event.target as HTMLInputElement));
  byId<HTMLInputElement>('minimum').addEventListener('input', showMinimum);
  byId('reset').addEventListener('click', () => void reset());
  byId('change-keys').addEventListener('click', showShortcuts);
  byId('sites').addEventListener('click', event => void remove(event.target as HTMLElement));
  for (const change of [chrome.permissions.onAdded, chrome.permissions.onRemoved]) change.addListener(() => void drawSites());
}

function draw(settings: Settings): void {
  texts = textsIn(words, chosenLanguage(words, settings));
  translate(texts);
  document.documentElement.dataset['palette'] = settings.palette;
  document.title = `Rapporteur – ${texts.get('panel.options')}`;
  if (drawn !== texts.language) keepFocus(drawChoices);
  drawn = texts.language;
  for (const layer of LAYERS) byId<HTMLInputElement>(`marked-${layer}`).checked = !settings.unmarked.includes(layer);
  byId<HTMLInputElement>(`palette-${settings.palette}`).checked = true;
  byId<HTMLInputElement>(`style-${settings.style}`).checked = true;
  byId<HTMLSelectElement>('language').value = settings.language;
  byId<HTMLInputElement>('minimum').valueAsNumber = Math.round(settings.minimum * 100);
  showMinimum();
  drawSample(settings);
  void drawSites();
  void drawKeys();
}

/** What can be chosen, in the language of the page. */
function drawChoices(): void {
  byId('kinds').replaceChildren(...LAYERS.map(layer => choice('checkbox', 'marked', layer, layerName(layer))));
  byId('palettes').replaceChildren(...PALETTES.map(name =>
    choice('radio', 'palette', name, texts.get(`options.palette.${name}`), texts.get(`options.palette.${name}.note`))));
  byId('styles').replaceChildren(...STYLES.map(name => choice('radio', 'style', name, texts.get(`options.style.${name}`))));
  byId('language').replaceChildren(...LANGUAGES.map(language =>
    Object.assign(document.createElement('option'), { value: language, textContent: NAMES[language] ?? texts.get('options.language.auto') })));
}

/** A check box or radio button with its label, and a note below it. */
function choice(type: 'checkbox' | 'radio', name: string, value: string, text: string, note?: string): HTMLElement {
  const label = document.createElement('label');
  label.className = 'choice';
  const input = Object.assign(document.createElement('input'), { type, name, value, id: `${name}-${value}` });
  const written = document.createElement('span');
  written.textContent = text;
  label.append(input, written);
  if (note) label.append(Object.assign(document.createElement('small'), { textContent: note }));
  return label;
}

function layerName(layer: Layer): string {
  const isKind = layer === 'direct' || layer === 'mixed' || layer === 'indirect';
  return texts.get(isKind ? `kind.${layer}` : `layer.${layer}`);
}

/** What has the focus is drawn anew: it gets it back. */
function keepFocus(drawing: () => void): void {
  const id = document.activeElement?.id;
  drawing();
  if (id) document.getElementById(id)?.focus();
}

function showMinimum(): void {
  byId('minimum-value').textContent = texts.fill('voices.share', { share: byId<HTMLInputElement>('minimum').value });
}

function drawSample({ style, unmarked }: Settings): void {
  const sample = byId('sample');
  sample.dataset['style'] = style;
  sample.ariaLabel = texts.get('options.sample');
  sample.replaceChildren(...SAMPLE.map(([text, layer]) => {
    if (!layer || unmarked.includes(layer)) return document.createTextNode(text);
    const mark = Object.assign(document.createElement('span'), { className: 'sample', textContent: text });
    mark.dataset['layer'] = layer;
    return mark;
  }));
}

async function keep(field: HTMLInputElement): Promise<void> {
  const chosen = (name: string) => [...document.querySelectorAll<HTMLInputElement>(`[name=${name}]:checked`)].map(input => input.value);
  const changes: Record<string, () => Partial<Settings>> = {
    marked: () => ({ unmarked: LAYERS.filter(layer => !chosen('marked').includes(layer)) }),
    palette: () => ({ palette: chosen('palette')[0] as Settings['palette'] }),
    style: () => ({ style: chosen('style')[0] as Settings['style'] }),
    minimum: () => ({ minimum: field.valueAsNumber / 100 }),
    language: () => ({ language: field.value as Settings['language'] }),
  };
  const change = changes[field.name]?.();
  if (!change) return;
  await keepSettings(change);
  byId('broken').hidden = true;
  byId('done').textContent = texts.get('options.saved');
}

async function reset(): Promise<void> {
  await resetSettings();
  const { settings } = await loadSettings();
  byId('broken').hidden = true;
  draw(settings);
  byId('done').textContent = texts.get('options.reset.done');
}

async function drawSites(): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  byId('no-sites').hidden = origins.length > 0;
  byId('sites').replaceChildren(...origins.toSorted().map(pattern => {
    const site = pattern.replace(/^\*?(https?)?:?\/\//, '').replace(/\/\*$/, '');
    const button = Object.assign(document.createElement('button'), {
      type: 'button', className: 'plain', textContent: texts.fill('options.sites.remove', { site }),
    });
    button.dataset['pattern'] = pattern;
    const item = document.createElement('li');
    item.append(Object.assign(document.createElement('bdi'), { textContent: site }), button);
    return item;
  }));
}

async function remove(target: HTMLElement): Promise<void> {
  const { pattern } = target.dataset;
  if (!pattern) return;
  await chrome.permissions.remove({ origins: [pattern] });
  await drawSites();
  byId('done').textContent = texts.get('options.saved');
}

async function drawKeys(): Promise<void> {
  const rows = (await shortcuts()).flatMap(({ name, keys }) => [
    Object.assign(document.createElement('dt'), { textContent: texts.get(`manifest.${name}`) }),
    Object.assign(document.createElement('dd'), { textContent: keys || texts.get('options.keys.none') }),
  ]);
  byId('keys').replaceChildren(...rows);
}
