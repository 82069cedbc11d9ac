import { beforeAll, describe, expect, it } from 'vitest';
import type { Classifier } from '#core/ports/classifier.ts';

/** What every classifier must promise, whatever it is made of. `create` gives one that knows the shop's catalogue. */
export function describeClassifier(implementation: { readonly name: string; readonly create: () => Promise<Classifier> }): void {
  describe(`classifier contract: ${implementation.name}`, () => {
    let classifier: Classifier;
    beforeAll(async () => {
      classifier = await implementation.create();
    });

    const broken: readonly (readonly [string, string])[] = [
      ['nothing', ''],
      ['blanks', ' \n\t\u3000 '],
      ['a lone surrogate', '\ud800 \udfff'],
      ['control characters', '\u0000\u0007\u001b[31m'],
      ['right-to-left marks', '\u202e\u200f'],
      ['20,000 characters', '退货怎么办？'.repeat(3_400)],
      ['100,000 equal letters', 'a'.repeat(100_000)],
      ['10,000 equal words', 'refund '.repeat(10_000)],
      ['many at-signs and digits', `${'1'.repeat(30_000)}${'@a.'.repeat(10_000)}`],
    ];
    it.each(broken)('understands %s without throwing, in the agreed ranges, within 500 ms', async (_, text) => {
      const started = performance.now();
      const understanding = await classifier.understand(text, 'en');
      expect(performance.now() - started).toBeLessThan(500);
      expect(understanding.sentiment).toBeGreaterThanOrEqual(-1);
      expect(understanding.sentiment).toBeLessThanOrEqual(1);
      expect(understanding.urgency).toBeGreaterThanOrEqual(0);
      expect(understanding.urgency).toBeLessThanOrEqual(1);
      expect(understanding.intents.length).toBeLessThanOrEqual(5);
    });

    it.each(['', '   ', '\ud800', '\u0000'])('finds an empty or broken text (%j) out of scope, in the language assumed', async (text) => {
      const understanding = await classifier.understand(text, 'zh');
      expect(understanding).toMatchObject({ isOutOfScope: true, intents: [], language: 'zh', mood: 'neutral', sentiment: 0 });
    });

    it('orders guesses from sure to unsure, with confidence in [0, 1]', async () => {
      const { intents } = await classifier.understand('我要退货，退款多久到账', 'zh');
      const confidences = intents.map(({ confidence }) => confidence);
      expect(intents.length).toBeGreaterThan(0);
      expect(confidences).toEqual([...confidences].toSorted((a, b) => b - a));
      expect(Math.max(...confidences)).toBeLessThanOrEqual(1);
      expect(Math.min(...confidences)).toBeGreaterThanOrEqual(0);
    });

    it('names no intent for a message out of scope', async () => {
      const understanding = await classifier.understand('qwxz vbnm jjkk', 'en');
      expect(understanding.isOutOfScope).toBe(true);
      expect(understanding.intents).toEqual([]);
    });

    it.each([
      ['快递什么时候到', 'en', 'zh'],
      ['where is my parcel', 'zh', 'en'],
      ['12345', 'zh', 'zh'],
      ['ok', 'zh', 'zh'],
    ] as const)('hears the language of %j, assumed %s, as %s', async (text, fallback, language) => {
      expect((await classifier.understand(text, fallback)).language).toBe(language);
    });

    it.each(['转人工', 'Talk to a person', '我要找客服', 'can I speak to someone please'])('hears that %j asks for a person', async (text) => {
      const { signals } = await classifier.understand(text, 'zh');
      expect(signals.map(({ kind }) => kind)).toContain('person');
    });

    it('gives facts with offsets into the text as written', async () => {
      const text = '订单 20261107-0032 到哪了';
      const { entities } = await classifier.understand(text, 'zh');
      expect(entities).toContainEqual({ kind: 'order', value: '20261107-0032', text: '20261107-0032', start: 3, end: 16 });
      for (const entity of entities) expect(text.slice(entity.start, entity.end)).toBe(entity.text);
    });

    it('says the same of the same message', async () => {
      const text = '空调不制冷，什么时候能来修';
      expect(await classifier.understand(text, 'zh')).toEqual(await classifier.understand(text, 'zh'));
    });
  });
}
