import { expect } from 'vitest';
import type { Part } from './promise.ts';

/** How a channel ends. */
export const stopping: Part = () => [
  {
    says: 'takes nothing in after it has stopped',
    async keeps({ harness, accepted }) {
      await harness.say('hello');
      await harness.channel.stop();
      expect(await harness.say('too late')).toBe('refused');
      expect(accepted.map(({ text }) => text)).toEqual(['hello']);
    },
  },
  {
    says: 'leaves nothing open, however often it is stopped',
    async keeps({ harness, openBefore }) {
      await harness.say('hello');
      await harness.read(harness.channel.capabilities.delivery === 'pull' ? 1 : 0);
      await harness.channel.stop();
      expect(harness.leftOpen()).toBe(openBefore);
      await expect(harness.channel.stop()).resolves.toBeUndefined();
    },
  },
];
