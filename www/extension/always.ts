// "Always read this site": a button that asks the browser for this one site, or gives it back. The browser's own list of what
// was granted is the only list there is.

import { byId, type Texts } from './texts.js';

/** Keeps the button up to date. `address` is that of the article that is shown; undefined where nothing may be offered. */
export function offerAlways(address: () => string | undefined, texts: () => Texts): void {
  const button = byId<HTMLButtonElement>('always');
  let pattern: string | undefined;
  const draw = async () => {
    const site = siteOf(address());
    pattern = site?.pattern;
    button.hidden = !site;
    if (!site) return;
    button.textContent = texts().fill('panel.always', { site: site.name });
    const granted = await chrome.permissions.contains({ origins: [site.pattern] }).catch(() => false);
    if (pattern === site.pattern) button.ariaPressed = String(granted);
  };
  button.addEventListener('click', () => {
    if (!pattern) return;
    // At once: the browser asks its question only while it remembers the click.
    const asked = { origins: [pattern] };
    const done = button.ariaPressed === 'true' ? chrome.permissions.remove(asked) : chrome.permissions.request(asked);
    done.catch(() => false).then(draw, draw);
  });
  document.addEventListener('article', () => void draw());
  chrome.permissions.onAdded.addListener(() => void draw());
  chrome.permissions.onRemoved.addListener(() => void draw());
}

/** The site of an address, as browsers name it in a permission; undefined for what is no site. */
export function siteOf(address: string | undefined): { name: string; pattern: string } | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return { name: hostname, pattern: `${protocol}//${hostname}/*` };
}
