// Starts Baton as `npm start` does, with a day that passes faster. Plain JavaScript for the reason that start.mjs tells.
import module from 'node:module';
import path from 'node:path';
import process from 'node:process';

module.enableCompileCache(path.join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'baton'));
const [{ serve }, { createFastClock }, { keepSmall }] = await Promise.all([import('../../../serve.ts'), import('./fast-clock.ts'), import('../../../keep-small.ts')]);
const { begun, paces } = JSON.parse(process.env['BENCH_DAY'] ?? '');
await serve(createFastClock(begun, paces));
setTimeout(keepSmall, 500).unref();
module.flushCompileCache();
