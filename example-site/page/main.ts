import './styles/base.css';
import './styles/controls.css';
import './styles/home.css';
import './styles/city.css';
import './styles/sky.css';
import './styles/tables.css';
import './styles/moon.css';
import './styles/cache.css';
import './styles/cache-tables.css';
import './styles/traffic.css';
import {showCache} from './cache/cache-page.js';
import {enableFinding} from './city-finder.js';
import {showLocalTimes} from './local-times.js';
import {showMonthAhead} from './month-ahead.js';
import {watchOrigin} from './origin-watch.js';
import {Session} from './session.js';
import {showSky} from './sky.js';
import {keepForOffline} from './worker-registration.js';

// First, since it hears only what is decided from now on.
const session = new Session();
enableFinding();
showLocalTimes();
showSky();
void showMonthAhead();
void watchOrigin();
void showCache(session, keepForOffline());
