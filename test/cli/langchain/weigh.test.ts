import { describe, expect, it } from 'vitest';
import { addedBy, type Lock } from '#cli/bench/langchain/weigh.ts';

const LOCK: Lock = {
  packages: {
    '': { dependencies: { core: '1', zod: '4' } },
    'node_modules/core': { dependencies: { queue: '6' } },
    'node_modules/queue': {},
    'node_modules/zod': {},
    'node_modules/agent': { dependencies: { graph: '1', zod: '4' }, peerDependencies: { core: '1', react: '19' }, peerDependenciesMeta: { react: { optional: true } } },
    'node_modules/graph': { dependencies: { queue: '9' }, optionalDependencies: { absent: '1' } },
    'node_modules/graph/node_modules/queue': { dependencies: { events: '5' } },
    'node_modules/events': {},
    'node_modules/react': {},
  },
};

describe('what packages would add to a production install', () => {
  it('is all that they need and production has not, each copy by itself', () => {
    expect(addedBy(LOCK, ['agent']).toSorted()).toEqual(['node_modules/agent', 'node_modules/events', 'node_modules/graph', 'node_modules/graph/node_modules/queue']);
  });

  it('is nothing for what production has', () => {
    expect(addedBy(LOCK, ['core'])).toEqual([]);
  });
});
