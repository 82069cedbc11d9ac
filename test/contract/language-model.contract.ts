import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LanguageModel, ModelRequest } from '#core/ports/language-model.ts';

/** How the server behind a model is made to behave. */
export type ModelTrouble = 'none' | 'silent' | 'stalls' | 'breaks off' | 'unreachable';

/** A model as its contract needs it. */
export type ModelUnderTest = {
  readonly model: LanguageModel;
  /** Makes it say these pieces (with "stalls" and "breaks off": only these), with this trouble. */
  readonly arrange: (pieces: readonly string[], trouble: ModelTrouble) => void;
  /** Lets so much time pass that every limit is over, once the model works on a request. */
  readonly passLimits: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What every language model promises. */
export function describeLanguageModel(implementation: { readonly name: string; readonly create: () => Promise<ModelUnderTest> }): void {
  describe(`language model contract: ${implementation.name}`, () => {
    let under: ModelUnderTest;
    beforeAll(async () => {
      under = await implementation.create();
    });
    afterAll(() => under.stop());
    const request: ModelRequest = { messages: [{ role: 'user', content: '退款多久到账？' }], use: 'answer', maxTokens: 100 };

    it('gives every piece in order, and all of them together at the end', async () => {
      under.arrange(['退款', '3 天', '内到账。', '👍🏽'], 'none');
      const pieces: string[] = [];
      const reply = await under.model.write(request, (piece) => void pieces.push(piece));
      expect(pieces.join('')).toBe('退款3 天内到账。👍🏽');
      expect(reply).toMatchObject({ text: pieces.join(''), finish: 'stop' });
    });

    it('says which model it was, how many tokens it took and how long', async () => {
      under.arrange(['Hello.'], 'none');
      const { model, tokensIn, tokensOut, ms } = await under.model.write({ ...request, use: 'assist' });
      expect(model).not.toBe('');
      for (const count of [tokensIn, tokensOut]) expect(count).toBeGreaterThan(0);
      expect(ms).toBeGreaterThanOrEqual(0);
    });

    it.each(['silent', 'stalls'] as const)('ends with "unavailable" in time when the server %s', async (trouble) => {
      under.arrange(['Half a'], trouble);
      const writing = expect(under.model.write(request)).rejects.toMatchObject({ name: 'BatonError', code: 'unavailable' });
      await under.passLimits();
      await writing;
    });

    it.each(['breaks off', 'unreachable'] as const)('ends with "unavailable" when the server %s', async (trouble) => {
      under.arrange(['Half a'], trouble);
      await expect(under.model.write(request)).rejects.toMatchObject({ name: 'BatonError', code: 'unavailable' });
    });

    it('ends when its caller stops it, and gives no piece afterwards', async () => {
      under.arrange(['One. ', 'Two. '], 'stalls');
      const controller = new AbortController();
      const pieces: string[] = [];
      const writing = under.model.write({ ...request, signal: controller.signal }, (piece) => {
        pieces.push(piece);
        controller.abort();
      });
      await expect(writing).rejects.toMatchObject({ code: 'unavailable' });
      const before = pieces.length;
      await new Promise((resolve) => setImmediate(resolve));
      expect(pieces).toHaveLength(before);
    });

    it('does not begin for a caller that has stopped it already', async () => {
      under.arrange(['One.'], 'none');
      const pieces: string[] = [];
      await expect(under.model.write({ ...request, signal: AbortSignal.abort() }, (piece) => void pieces.push(piece))).rejects.toMatchObject({ code: 'unavailable' });
      expect(pieces).toEqual([]);
    });

    it('serves many calls at once without mixing them', async () => {
      under.arrange(['The same.'], 'none');
      const replies = await Promise.all(Array.from({ length: 8 }, () => under.model.write(request)));
      expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, () => 'The same.'));
    });
  });
}
