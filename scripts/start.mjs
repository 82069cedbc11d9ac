// Plain JavaScript, because it runs before the compile cache is there: once every file comes from that cache, Node does
// not have to load what strips the types (17 MB of memory), and loading takes half the time.
import module from 'node:module';
import path from 'node:path';

module.enableCompileCache(path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'baton'));
await import('../src/main.ts');
module.flushCompileCache();
