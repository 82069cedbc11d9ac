import { describe, expect, it } from 'vitest';
import { correctionOf } from '#core/correction.ts';
import { message } from './samples.ts';

describe('a change in a channel that cannot change what it has sent', () => {
  const said = message({ author: 'agent', text: '三天后到', editedAt: 5, extras: { agentName: '陈静', files: [{ id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1 }] } });

  it('is said again in words, once for each change, without the files once more', () => {
    expect(correctionOf(said, 'zh')).toMatchObject({ id: 'm-1.5', text: '更正：三天后到', extras: { agentName: '陈静' } });
    expect(correctionOf(said, 'en')?.text).toBe('Correction: 三天后到');
    expect(correctionOf(said, 'zh')?.extras).not.toHaveProperty('files');
    expect(correctionOf({ ...said, editedAt: 6 }, 'zh')?.id).not.toBe('m-1.5');
  });

  it('is let be where it was taken back', () => {
    expect(correctionOf({ ...said, removedAt: 6 }, 'zh')).toBeUndefined();
  });
});
