import type {Place, SharedCache} from './shared-cache.js';

export const SQUID: readonly SharedCache[] = [
  squid('accelerator', ''),
  squid('ignore-cc, collapsed_forwarding on', 'collapsed_forwarding on', ' ignore-cc'),
];

function squid(name: string, directives: string, portOptions = ''): SharedCache {
  return {
    name: `Squid: ${name}`,
    debianPackage: 'squid',
    program: 'squid',
    configure: ({port, originPort, folder}: Place) => ({
      // A name of its own: it marks the shared memory of each.
      args: ['-N', '-n', `cache${port}`, '-f', `${folder}/squid.conf`],
      files: {
        'squid.conf': `
http_port 127.0.0.1:${port} accel defaultsite=localhost no-vhost${portOptions}
cache_peer 127.0.0.1 parent ${originPort} 0 no-query originserver
http_access allow all
never_direct allow all
access_log none
cache_log ${folder}/cache.log
pinger_enable off
pid_filename ${folder}/squid.pid
coredump_dir ${folder}
cache_mem 32 MB
max_filedescriptors 8192
shutdown_lifetime 0 seconds
${directives}
`,
      },
    }),
  };
}
