import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { exclusive, newId } from './browser.ts';
import { createConnection } from './connection.ts';
import { createMemoryStore, forgiving } from './storage.ts';

const memory = createMemoryStore();
const store = forgiving(() => localStorage, memory);
const connection = createConnection({
  api: createApi((...request) => fetch(...request)),
  store,
  exclusive,
  newId,
  now: Date.now,
  random: Math.random,
});
const root = document.getElementById('root');
if (root) render(<App connection={connection} store={store} memory={memory} session={forgiving(() => sessionStorage, createMemoryStore())} />, root);
