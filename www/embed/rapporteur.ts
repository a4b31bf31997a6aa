// What a page loads as `rapporteur.js`: the element. The same script is its own worker, which has no page.

import { answer } from './analysis.js';
import { define } from './element.js';

if (typeof document === 'undefined') answer();
else define();
