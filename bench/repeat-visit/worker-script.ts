import {fileURLToPath} from 'node:url';
import {build, type Rollup} from 'vite';

/** A worker of ./workers as a site would send it. */
export async function workerScript(name: string): Promise<string> {
  const {output} = (await build({
    root: fileURLToPath(new URL('workers', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    define: {'process.env.NODE_ENV': '"production"'},
    build: {
      write: false,
      rollupOptions: {input: `${name}.ts`, output: {format: 'iife'}},
    },
  })) as Rollup.RollupOutput;
  return output[0].code;
}
