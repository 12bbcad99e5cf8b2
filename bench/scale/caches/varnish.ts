import type {Place, SharedCache} from './shared-cache.js';

export const VARNISH: readonly SharedCache[] = [
  varnish('as it comes (grace of 10 s)', ''),
  varnish(
    'grace of 0 s, keep of 1 min',
    'sub vcl_backend_response {set beresp.grace = 0s; set beresp.keep = 1m;}',
  ),
];

function varnish(name: string, subroutines: string): SharedCache {
  return {
    name: `Varnish: ${name}`,
    debianPackage: 'varnish',
    program: 'varnishd',
    configure: ({port, originPort, folder}: Place) => ({
      // -j none: it stays with whoever started it, who owns its folder.
      args: [
        ...['-F', '-j', 'none', '-n', `${folder}/work`, '-a', `127.0.0.1:${port}`],
        ...['-f', `${folder}/cache.vcl`, '-s', 'malloc,32m'],
      ],
      files: {
        'cache.vcl': `vcl 4.1;
backend default {.host = "127.0.0.1"; .port = "${originPort}";}
${subroutines}
`,
      },
    }),
  };
}
