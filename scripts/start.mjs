// Plain JavaScript, because it runs before the compile cache is there: once every file comes from that cache, Node does
// not have to load what strips the types (17 MB of memory), and loading takes half the time. With `--warm` it only fills
// the cache.
import module from 'node:module';
import path from 'node:path';
import process from 'node:process';

module.enableCompileCache(path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'baton'));
const { main } = await import('../src/main.ts');
if (process.argv.includes('--warm')) {
  // What is loaded only when somebody asks for it shall come from the cache, too.
  await import('../src/http/api/endpoints.ts');
  module.flushCompileCache();
} else {
  await main();
  module.flushCompileCache();
}
