/**
 * Where the operations are, below /api/v1. They stand here once more so that what checks and describes them is loaded
 * with the first request only: many who run Baton never make one. A test holds the two equal.
 */
export const API_PATHS: readonly (readonly [method: 'GET' | 'POST', path: string, body?: 'stream'])[] = [
  ['GET', '/conversations'],
  ['GET', '/conversations/:id'],
  ['GET', '/conversations/:id/messages'],
  ['GET', '/conversations/:id/brief'],
  ['GET', '/conversations/:id/handovers'],
  ['GET', '/queue'],
  ...['claim', 'take-over', 'accept', 'decline', 'release', 'join', 'leave', 'await-customer', 'transfer', 'reply', 'note', 'ask', 'hand-back', 'close', 'correct'].map((step) => ['POST', `/conversations/:id/${step}`] as const),
  ['GET', '/staff'],
  ['POST', '/staff/:id/remove'],
  ['GET', '/intents'],
  ['GET', '/articles'],
  ['GET', '/documents'],
  ['POST', '/documents', 'stream'],
  ['GET', '/documents/:id/:language'],
  ...['publish', 'retire', 'remove'].map((step) => ['POST', `/documents/:id/:language/${step}`] as const),
  ['GET', '/gaps'],
  ...['draft', 'dismiss', 'restore'].map((step) => ['POST', `/gaps/:id/${step}`] as const),
  ['GET', '/webhooks'],
  ['POST', '/webhooks'],
  ['GET', '/webhooks/:id'],
  ...['change', 'test', 'rotate', 'remove'].map((step) => ['POST', `/webhooks/:id/${step}`] as const),
];
