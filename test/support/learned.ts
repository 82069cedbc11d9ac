import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';

/** The data folder in which the project's own content is learned already; to be read only. The first test that asks waits until it is. */
export async function learnedFolder(): Promise<string> {
  const answer = await fetch(inject('learnedAt'));
  const said = await answer.text();
  if (!answer.ok) throw new Error(`The project's content could not be learned: ${said}`);
  return said;
}

/** A new data folder of a test's own with what is learned in it, so that a Baton on it starts at once. */
export async function makeLearnedFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `baton-${name}-`));
  await cp(await learnedFolder(), folder, { recursive: true });
  return folder;
}
