import { beforeAll, describe, expect, it } from 'vitest';
import { listFolders, readProjectFiles } from './support/project-files.ts';
import { environmentFaults, roomFaults, styleFaults, type SourceFile } from './support/rooms.ts';
import { importsOf } from './support/source-code.ts';

const SOURCE_FOLDERS = ['src', 'intents', 'knowledge', 'adapters', 'scripts'];
const LONGEST_SOURCE = 400;
const LONGEST_TEST = 600;
const LARGEST_MEDIAN = 100;

let source: SourceFile[];
let tests: SourceFile[];
const lines = ({ text }: SourceFile): number => text.split('\n').length - 1;
const longerThan = (limit: number, files: readonly SourceFile[]): string[] =>
  files.filter((file) => lines(file) > limit).map((file) => `${file.path} has ${lines(file)} lines; ${limit} is the most`);

beforeAll(async () => {
  source = await readProjectFiles(SOURCE_FOLDERS, /\.(?:ts|tsx|mjs|css)$/);
  tests = await readProjectFiles(['test'], /\.ts$/);
});

describe('the project', () => {
  it('lets each room know only what the table of rooms allows', () => {
    expect([...source, ...tests].flatMap(roomFaults)).toEqual([]);
  });

  it('reads its environment in one place', () => {
    expect([...source, ...tests].flatMap(environmentFaults)).toEqual([]);
  });

  it('has no any, no enum, no unfinished marks and no silenced checks', () => {
    expect([...source, ...tests].filter(({ path }) => !path.endsWith('.css')).flatMap(styleFaults)).toEqual([]);
  });

  it('has small files', () => {
    expect([...longerThan(LONGEST_SOURCE, source), ...longerThan(LONGEST_TEST, tests)]).toEqual([]);
    const sizes = source.map(lines).toSorted((a, b) => a - b);
    expect(sizes.length).toBeGreaterThan(50);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(LARGEST_MEDIAN);
  });

  it('names its files in kebab case', () => {
    expect([...source, ...tests].map(({ path }) => path).filter((path) => !/^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*\/)*[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(path))).toEqual([]);
  });
});

describe('every adapter', () => {
  it('runs the contract of what it is', async () => {
    const adapters = (await listFolders('adapters')).filter((name) => name !== 'shared');
    expect(adapters.length).toBeGreaterThan(0);
    const covered = (name: string): boolean =>
      tests.some(({ path, text }) => {
        const imported = importsOf(text).map(({ specifier }) => specifier);
        return path.endsWith('.test.ts') && imported.some((to) => to.endsWith('.contract.ts')) && imported.some((to) => to.startsWith(`#adapters/${name}/`));
      });
    expect(adapters.filter((name) => !covered(name))).toEqual([]);
  });

  it('says in a README what it is and how to use it', async () => {
    const readmes = (await readProjectFiles(['adapters'], /^README\.md$/)).map(({ path }) => path);
    const adapters = (await listFolders('adapters')).filter((name) => name !== 'shared');
    expect(adapters.filter((name) => !readmes.includes(`adapters/${name}/README.md`))).toEqual([]);
  });
});
