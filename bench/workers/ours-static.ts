import {registerRoutes, routeStatically} from 'workbox-revalidate';

const routes = [{match: '/image/*'}, {match: '/stale/*'}];
registerRoutes(routes);
routeStatically(routes);
