import type {Place, SharedCache} from './shared-cache.js';

const CACHE = 'proxy_cache shared;';
const REVALIDATE = `${CACHE} proxy_cache_revalidate on;`;
const UPDATING = `${REVALIDATE} proxy_cache_use_stale updating;`;

/** nginx, from a plain proxy to what its documentation offers against many misses at once. */
export const NGINX: readonly SharedCache[] = [
  nginx('no cache', ''),
  nginx('proxy_cache', CACHE),
  nginx('proxy_cache_revalidate on', REVALIDATE),
  nginx('proxy_cache_revalidate on, proxy_cache_lock on', `${REVALIDATE} proxy_cache_lock on;`),
  nginx('revalidate, use_stale updating', UPDATING),
  nginx(
    'revalidate, use_stale updating, background_update on',
    `${UPDATING} proxy_cache_background_update on;`,
  ),
  nginx(
    'revalidate, use_stale updating, proxy_pass_header Date',
    `${UPDATING} proxy_pass_header Date;`,
  ),
  nginx(
    'revalidate, bypass on Cache-Control',
    `${REVALIDATE} proxy_cache_bypass $http_cache_control;`,
  ),
];

/** What a browser talks to first, to see what it sends: nothing is answered from a cache. */
export const PLAIN_NGINX = NGINX[0] as SharedCache;

function nginx(name: string, directives: string): SharedCache {
  return {
    name: `nginx: ${name}`,
    debianPackage: 'nginx',
    program: 'nginx',
    configure: ({port, originPort, folder, user}: Place) => ({
      args: ['-p', folder, '-c', `${folder}/nginx.conf`, '-e', 'stderr', '-g', 'daemon off;'],
      files: {
        'nginx.conf': `
${process.getuid?.() === 0 ? `user ${user} ${user};` : ''}
worker_processes 2;
error_log stderr crit;
pid ${folder}/nginx.pid;
events {worker_connections 4096;}
http {
  access_log off;
  keepalive_requests 100000;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=shared:1m;
  upstream origin {server 127.0.0.1:${originPort}; keepalive 64;}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      ${directives}
    }
  }
}
`,
      },
    }),
  };
}
