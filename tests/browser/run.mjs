// Everything in one process: `LOOKBACK_SITE=path/of/a/built/site node run.mjs`.

import './links.test.mjs';
import './pages.test.mjs';
import './search.test.mjs';
