import { expect } from 'vitest';
import { BatonError } from '#core/errors.ts';
import { forEach, type Part } from './promise.ts';

/** What a channel takes in: on disk before it is acknowledged, whole and in order. */
export const takingIn: Part = () => [
  {
    says: 'has a name that can be part of an identity, and says what it can do',
    keeps({ harness: { channel } }) {
      expect(channel.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(['push', 'pull']).toContain(channel.capabilities.delivery);
      const { delivery, edits } = channel.capabilities;
      if (delivery === 'push') expect(channel.edit !== undefined, 'edit() is there where capabilities.edits says so').toBe(edits);
      return Promise.resolve();
    },
  },
  {
    says: 'stores before it acknowledges',
    async keeps({ harness, log, stored, accepted }) {
      log.push(await harness.say('退款多久到账'));
      expect(log).toEqual(['stored', 'acknowledged']);
      expect((await stored()).map(({ text }) => text)).toEqual(['退款多久到账']);
      expect(accepted).toMatchObject([{ channel: harness.channel.name, address: harness.address }]);
    },
  },
  ...forEach(
    [
      ['the disk is full', new BatonError('unavailable', 'no space', { retryAfterMs: 10 })],
      ['the text is too long', new BatonError('too_large', 'too long')],
      ['the id was used for something else', new BatonError('conflict', 'another text')],
      ['something fails inside', new BatonError('internal', 'a fault')],
    ],
    'does not acknowledge what is not stored, and goes on',
    async ({ harness, fail, stored }, error) => {
      fail(error);
      expect(await harness.say('first try', 'outside-1')).toBe('refused');
      expect(await stored()).toEqual([]);
      fail(undefined);
      expect(await harness.say('first try', 'outside-1')).toBe('acknowledged');
      expect((await stored()).map(({ text }) => text)).toEqual(['first try']);
    },
  ),
  {
    says: 'hands on what is said, in order, and every character of it',
    async keeps({ harness, accepted }) {
      const said = ['one', '😀 𠮷野家', '"quotes" & <tags> \\ % _', '٣ من فضلك'];
      for (const text of said) await harness.say(text);
      expect(accepted.map(({ text }) => text)).toEqual(said);
    },
  },
];
