import './styles/base.css';
import './styles/home.css';
import './styles/city.css';
import './styles/sky.css';
import './styles/tables.css';
import './styles/moon.css';
import {enableFinding} from './city-finder.js';
import {showLocalTimes} from './local-times.js';
import {showMonthAhead} from './month-ahead.js';
import {watchOrigin} from './origin-watch.js';
import {showSky} from './sky.js';
import {keepForOffline} from './worker-registration.js';

enableFinding();
showLocalTimes();
showSky();
void showMonthAhead();
void watchOrigin();
void keepForOffline();
