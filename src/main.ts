import module from 'node:module';
import path from 'node:path';
import { keepSmall } from './keep-small.ts';

// Keeping compiled code between starts halves the time that loading it takes.
module.enableCompileCache(path.join(import.meta.dirname, '..', 'node_modules', '.cache', 'baton'));
await import('./serve.ts');
module.flushCompileCache();
setTimeout(keepSmall, 500).unref();
