import { describe, expect, it } from 'vitest';
import { environmentFaults, roomFaults, styleFaults } from './support/rooms.ts';
import { blankOut, importsOf } from './support/source-code.ts';

const imports = (specifier: string, path: string): string[] => roomFaults({ path, text: `import { x } from '${specifier}';` });
const style = (text: string): string[] => styleFaults({ path: 'src/core/x.ts', text });

describe('the checker of rooms refuses', () => {
  it.each([
    ['src/core/x.ts', 'node:fs', 'the core knows zod'],
    ['src/core/x.ts', 'kysely', 'belongs to src/store'],
    ['src/core/ports/x.ts', 'pino', 'the core knows zod'],
    ['src/core/x.ts', '#store/open-store.ts', 'may not know store'],
    ['src/core/x.ts', '../store/open-store.ts', 'a relative import stays inside src/core'],
    ['src/core/x.ts', '#core/y.ts', 'inside a room imports are relative'],
    ['src/http/x.ts', '#worker/pump.ts', 'may not know worker'],
    ['src/worker/x.ts', '#adapters/web/server.ts', 'may not know adapters/web'],
    ['src/config.ts', '#store/open-store.ts', 'may not know store'],
    ['src/config.ts', '#adapters/web/server.ts', 'may not know adapters/web'],
    ['intents/x.ts', '#knowledge/split-article.ts', 'may not know knowledge'],
    ['knowledge/x.ts', 'node:sqlite', 'belongs to src/store'],
    ['adapters/web/x.ts', '#adapters/console/server.ts', 'may not know adapters/console'],
    ['adapters/web/x.ts', '../console/server.ts', 'a relative import stays inside adapters/web'],
    ['adapters/web/x.ts', 'express', 'belongs to src/http'],
    ['adapters/web/x.ts', '#src/compose.ts', 'may not know composition'],
    ['adapters/web/x.ts', './widget/app.tsx', 'a relative import stays inside adapters/web'],
    ['adapters/web/widget/x.ts', '#core/message.ts', 'browser code'],
    ['adapters/web/widget/x.ts', 'node:crypto', 'runs without Node'],
    ['adapters/web/widget/x.ts', '../limits.ts', 'a relative import stays inside adapters/web/widget'],
    ['adapters/web/demo/x.ts', '#adapters/shared/hub.ts', 'browser code'],
    ['src/core/x.ts', '#nowhere/x.ts', 'there is no such room'],
    ['src/cli/x.ts', 'langchain', 'belongs to intents or knowledge'],
    ['src/cli/bench/langchain/x.ts', 'minisearch', 'belongs to intents or knowledge'],
    ['src/cli/bench/langchain/x.ts', '../../../../test/adapters/slack/fake-slack.ts', 'a relative import stays inside src'],
    ['test/core/x.test.ts', '../../src/core/x.ts', 'a relative import stays inside test'],
  ])('%s importing %s', (path, specifier, why) => {
    const [fault, ...others] = imports(specifier, path);
    expect(fault).toContain(why);
    expect(others).toEqual([]);
  });

  it('every way of writing an import', () => {
    const ways = [
      `import type { X } from 'node:fs';`,
      `import X, {\n  Y,\n} from 'node:fs';`,
      `import * as X from 'node:fs';`,
      `import 'node:fs';`,
      `export { X } from 'node:fs';`,
      `export * from 'node:fs';`,
      `export type { X } from "node:fs";`,
      `const x = await import('node:fs');`,
      `type X = import('node:fs').Stats;`,
      `/* a comment */\nimport X from 'node:fs'; // another`,
    ];
    expect(ways.map((text) => roomFaults({ path: 'src/core/x.ts', text }).length)).toEqual(ways.map(() => 1));
  });
});

describe('the checker of rooms allows', () => {
  it.each([
    ['src/core/x.ts', 'zod'],
    ['src/core/ports/x.ts', '../message.ts'],
    ['src/store/x.ts', '#core/message.ts'],
    ['src/store/migrations/x.ts', '../tables.ts'],
    ['src/store/x.ts', 'kysely/migration'],
    ['src/compose.ts', '#adapters/web/server.ts'],
    ['src/compose-server.ts', './compose.ts'],
    ['src/cli/x.ts', '../compose.ts'],
    ['src/cli/bench/x.ts', '#knowledge/split-article.ts'],
    ['src/cli/bench/langchain/x.ts', 'langchain'],
    ['src/cli/bench/langchain/x.ts', '../../../../test/adapters/openai/fake-chat.ts'],
    ['src/cli/bench/slack.ts', '../../../test/adapters/slack/fake-slack.ts'],
    ['adapters/web/x.ts', '#adapters/shared/hub.ts'],
    ['adapters/web/widget/x.ts', '#core/protocol.ts'],
    ['adapters/web/widget/x.ts', './app.tsx'],
    ['adapters/web/widget/x.ts', 'preact'],
    ['test/http/x.test.ts', '../support/rooms.ts'],
    ['test/http/x.test.ts', '#src/compose.ts'],
    ['scripts/x.ts', '../intents/segment.ts'],
  ])('%s importing %s', (path, specifier) => expect(imports(specifier, path)).toEqual([]));

  it('what is only talked about', () => {
    expect(importsOf(`// import 'node:fs';\n/*\nimport 'node:fs';\n*/\nconst text = "import('x')".length;`)).toEqual([]);
  });
});

describe('the checker of style', () => {
  it.each([
    'const x: any = 1;',
    'const x = y as any;',
    'const x: Map<string, any> = y;',
    'type X = any[];',
    'enum Colour { Red }',
    'export const enum Colour { Red }',
    // Joined here, so that this file does not have what it looks for.
    ['// TO', 'DO: later'].join(''),
    ['/* FIX', 'ME */'].join(''),
    ['// oxlint-', 'disable-next-line'].join(''),
    ['// @ts-', 'ignore'].join(''),
  ])('refuses %s', (text) => expect(style(text)).toHaveLength(1));

  it.each([
    "const x = 'any';",
    '// any comment',
    'await Promise.any(all);',
    'const anything = company;',
    'z.enum(["a"]);',
    'const x = `any ${any1} any`;',
    'const isAny = /any/.test(x);',
    'const half = all / 2; // any',
  ])('allows %s', (text) => expect(style(text)).toEqual([]));

  it('finds a reader of the environment', () => {
    const text = 'const x = process.env["X"];';
    expect(environmentFaults({ path: 'adapters/web/x.ts', text })).toHaveLength(1);
    expect(environmentFaults({ path: 'src/cli/x.ts', text })).toHaveLength(1);
    expect(environmentFaults({ path: 'src/config.ts', text })).toEqual([]);
    expect(environmentFaults({ path: 'src/main.ts', text: '// process.env' })).toEqual([]);
  });
});

describe('blanking out', () => {
  it('keeps code and lines, and blanks texts, templates, comments and patterns', () => {
    const code = 'a("b\\"c", `d${e(`f`)}g`, /h["\']/u) / i; // j\nk';
    expect(blankOut(code).replaceAll(/\s+/g, '')).toBe('a(,e(),)/i;k');
    expect(blankOut(code).split('\n')).toHaveLength(2);
  });
});
