import type {Place, SharedCache} from './shared-cache.js';

const MODULES = ['mpm_event', 'authz_core', 'cache', 'cache_disk', 'proxy', 'proxy_http'];

export const APACHE: readonly SharedCache[] = [
  apache('mod_cache', ''),
  apache(
    'CacheIgnoreCacheControl on, CacheLock on',
    'CacheIgnoreCacheControl on\nCacheLock on\nCacheLockPath "locks"\nCacheLockMaxAge 5',
  ),
];

function apache(name: string, directives: string): SharedCache {
  return {
    name: `Apache: ${name}`,
    debianPackage: 'apache2',
    program: 'apache2',
    configure: ({port, originPort, folder}: Place) => ({
      args: ['-D', 'FOREGROUND', '-d', folder, '-f', `${folder}/apache.conf`],
      files: {
        'apache.conf': `
ServerRoot "${folder}"
ServerName localhost
Listen 127.0.0.1:${port}
PidFile apache.pid
DefaultRuntimeDir ${folder}
Mutex sem
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ErrorLog "${folder}/error.log"
LogLevel crit
MaxKeepAliveRequests 0
# All processes from the start to the end: one that ends resets its connections.
StartServers 16
MinSpareThreads 400
MaxSpareThreads 400
MaxRequestWorkers 400
KeepAliveTimeout 60
AsyncRequestWorkerFactor 20
CacheRoot "${folder}/cache"
CacheEnable disk "/"
${directives}
ProxyPass "/" "http://127.0.0.1:${originPort}/"
`,
      },
    }),
  };
}
