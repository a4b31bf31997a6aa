// The Chromium or Chrome that the tests run in.

import { installed } from './installed.mjs';

/** Its path. Throws `Advice` if there is none and none can be installed. */
export const chromium = () => installed({
  title: 'Chromium or Chrome',
  variable: 'CHROME_PATH',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  elsewhere: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  debian: 'chromium',
});
