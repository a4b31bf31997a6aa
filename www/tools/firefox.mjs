// The Firefox that the tests run in, 142 or newer.

import { installed } from './installed.mjs';

/** Its path. Throws `Advice` if there is none and none can be installed. */
export const firefox = () => installed({
  title: 'Firefox',
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  debian: 'firefox-esr',
});
