// The keyboard shortcuts as they are set, and the browser's own page to change them.

/** In the order of importance; `name` is that of the text which says what it does; `keys` is empty where none is set. */
export async function shortcuts(): Promise<{ name: 'button' | 'next' | 'previous'; keys: string }[]> {
  const set = await chrome.commands.getAll();
  const keys = (name: string) => set.find(command => command.name === name)?.shortcut ?? '';
  return [
    { name: 'button', keys: keys('_execute_action') },
    { name: 'next', keys: keys('next') },
    { name: 'previous', keys: keys('previous') },
  ];
}

/** Opens the place where the browser lets its reader change them. */
export function showShortcuts(): void {
  if (BROWSER === 'firefox') void chrome.commands.openShortcutSettings();
  else void chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
