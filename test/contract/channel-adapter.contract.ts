import { describe, it } from 'vitest';
import { addresses } from './channel/addresses.ts';
import { takingIn } from './channel/basics.ts';
import { credentials } from './channel/credentials.ts';
import { ownMessages } from './channel/echoes.ts';
import { edits } from './channel/edits.ts';
import { files } from './channel/files.ts';
import type { ChannelUnderTest } from './channel/harness.ts';
import type { ChannelPromise, Part } from './channel/promise.ts';
import { redelivery } from './channel/redelivery.ts';
import { richContent } from './channel/rich.ts';
import { openStage, type Stage } from './channel/stage.ts';
import { stopping } from './channel/stopping.ts';
import { troubles } from './channel/troubles.ts';

export type { ChannelUnderTest } from './channel/harness.ts';

const PARTS = { takingIn, addresses, credentials, ownMessages, redelivery, edits, files, richContent, troubles, stopping } as const satisfies Readonly<Record<string, Part>>;
/** A subject of the contract. */
export type PartName = keyof typeof PARTS;

/** What every channel promises. */
export function describeChannel(under: ChannelUnderTest): void {
  describe(`${under.name} keeps what a channel promises`, () => {
    for (const part of Object.values(PARTS)) {
      for (const { says, keeps } of part(under)) it(says, () => onStage(under, keeps));
    }
  });
}

/** The promises about a subject that a channel breaks, among those with these words; for those who test the contract itself. Throws where no promise has them. */
export async function brokenPromises(under: ChannelUnderTest, part: PartName, words: RegExp): Promise<string[]> {
  const promises: readonly ChannelPromise[] = PARTS[part](under).filter(({ says }) => words.test(says));
  if (promises.length === 0) throw new Error(`No promise of ${part} says ${String(words)}.`);
  const broken: string[] = [];
  for (const { says, keeps } of promises) await onStage(under, keeps).catch(() => broken.push(says));
  return broken;
}

async function onStage(under: ChannelUnderTest, keeps: (stage: Stage) => Promise<void>): Promise<void> {
  const { stage, close } = await openStage(under);
  try {
    await stage.harness.channel.start(stage.sink);
    await keeps(stage);
  } finally {
    await close();
  }
}
