import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './project-files.ts';

/** The shop's intents in a folder of their own, with teams that are there at any hour: tests run by day and by night. */
export async function makeOpenHours(folder: string): Promise<string> {
  const [from, to] = [path.join(PROJECT, 'intents'), path.join(folder, 'intents')];
  await mkdir(to, { recursive: true });
  await cp(path.join(from, 'catalog'), path.join(to, 'catalog'), { recursive: true });
  await cp(path.join(from, 'person-phrases.yaml'), path.join(to, 'person-phrases.yaml'));
  const policy = await readFile(path.join(from, 'policy.yaml'), 'utf8');
  await writeFile(path.join(to, 'policy.yaml'), policy.replace(/hours: \{[^}]*\}/g, 'hours: { from: "00:00", to: "24:00" }'));
  return to;
}
