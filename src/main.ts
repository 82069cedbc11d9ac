import { keepSmall } from './keep-small.ts';
import { serve } from './serve.ts';

/** Starts the server and, once everything is loaded, gives back what starting needed. */
export async function main(): Promise<void> {
  await serve();
  setTimeout(keepSmall, 500).unref();
}
