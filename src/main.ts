import { keepSmall } from './keep-small.ts';

await import('./serve.ts');
setTimeout(keepSmall, 500).unref();
