import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const names = z.record(z.string(), z.string()).optional();
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ dependencies: names, optionalDependencies: names, peerDependencies: names, peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).optional() })),
});

/** The packages of a lock file with what each needs, by their places such as `node_modules/zod`. */
export type Lock = z.infer<typeof lockSchema>;

/** What an install would grow by. */
export type Weight = { readonly packages: number; readonly megabytes: number };

/** What the production install of a project would grow by if these packages belonged to it, by its lock and what is installed. Throws what reading throws. */
export async function weighPackages(project: string, wanted: readonly string[]): Promise<Weight> {
  const lock = lockSchema.parse(JSON.parse(await readFile(path.join(project, 'package-lock.json'), 'utf8')));
  const added = addedBy(lock, wanted);
  const sizes = await Promise.all(added.map((place) => sizeOf(path.join(project, place))));
  return { packages: added.length, megabytes: Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e5) / 10 };
}

/** The places of the packages that `wanted` need and production does not. */
export function addedBy({ packages }: Lock, wanted: readonly string[]): string[] {
  const production = placesFrom(packages, Object.keys(packages['']?.dependencies ?? {}));
  return [...placesFrom(packages, wanted)].filter((place) => !production.has(place));
}

function placesFrom(packages: Lock['packages'], roots: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = roots.map((name) => find(packages, '', name));
  for (let place = waiting.pop(); waiting.length > 0 || place !== undefined; place = waiting.pop()) {
    if (place === undefined || reached.has(place)) continue;
    reached.add(place);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[place] ?? {};
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) waiting.push(find(packages, place, name));
  }
  return reached;
}

/** Where Node finds a package from a place: beside it, or beside what it stands in. */
function find(packages: Lock['packages'], from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (place in packages) return place;
    if (at === '') return undefined;
  }
}

/** Bytes of a package's own files, without packages inside it. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(entries.map(async (entry): Promise<number> => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? 0 : sizeOf(place);
    return (await stat(place)).size;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
