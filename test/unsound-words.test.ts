import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeArticles } from '#cli/upkeep-report.ts';
import { hintsIn } from '#core/service-language/hints.ts';
import { findUnsoundWords, sayUnsound } from '#src/find-unsound-words.ts';
import { realCheck } from './core/service-language/tools.ts';

const SHIPPED = { INTENTS_DIR: 'intents', KNOWLEDGE_DIR: 'knowledge' };

describe('words that customers should not read', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'baton-words-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  const found = async () => (await findUnsoundWords({ INTENTS_DIR: folder, KNOWLEDGE_DIR: folder }, await realCheck())).map(({ file, line, words }) => [path.relative(folder, file).replaceAll(path.sep, '/'), line, words]);

  it('are none in what is shipped', async () => {
    expect(await findUnsoundWords(SHIPPED, await realCheck())).toEqual([]);
  });

  it('are named with file and line in the reply of an intent, not in what customers say', async () => {
    await write('catalog/hours.yaml', 'id: hours\nkind: talk\nreply:\n  zh: 这不归我管。\n  en: We are open all day.\nexamples:\n  zh: [这不归我管]\n  en: [hours]\n');
    expect(await found()).toEqual([['catalog/hours.yaml', 4, expect.stringContaining('不归我管')]]);
  });

  it('are named in business actions and in care, however deep they stand', async () => {
    await write('actions/cancel.yaml', 'id: cancel\nanswers:\n  - status: 200\n    say:\n      - text:\n          zh: 已取消。\n          en: "That\'s not my problem."\n');
    await write('care.yaml', 'messages:\n  - id: hello\n    text: { zh: 这不归我管, en: How is it going? }\n');
    expect((await found()).map(([file, line]) => [file, line])).toEqual([['actions/cancel.yaml', 7], ['care.yaml', 3]]);
  });

  it('are named in customer articles and in suggested replies, not in what staff are taught', async () => {
    const head = '---\nid: a\nlanguage: zh\n---\n';
    await write('articles/customer/a.zh.md', `${head}退货说明\n\n这不归我管，请找厂家。\n`);
    await write('articles/staff/b.zh.md', `${head}不要说“这不归我管”，也别写：\n这不归我管。\n\n## 建议回复\n您好，这不归我管。\n`);
    expect((await found()).map(([file, line]) => [file, line])).toEqual([['articles/customer/a.zh.md', 7], ['articles/staff/b.zh.md', 9]]);
  });

  it('are said with why and a better wording', async () => {
    const [hint] = hintsIn('这不归我管。', 'zh', await realCheck());
    if (!hint) throw new Error('nothing found');
    expect(hint.better).toBeDefined();
    expect(sayUnsound({ file: 'catalog/hours.yaml', line: 4, ...hint })).toBe(`catalog/hours.yaml:4: “${hint.words}”: ${hint.why} → “${hint.better ?? ''}”`);
  });

  it('of imported articles stand in the list of upkeep', async () => {
    const [hint] = hintsIn('这不归我管。', 'zh', await realCheck());
    const nothing = { contradictions: [], denials: [], languages: [], duplicates: [], due: [], waiting: [] };
    expect(describeArticles(nothing, hint ? [{ articleId: 'imported', language: 'zh', ...hint }] : [])).toContain('Words that customers should not read (1)\n- imported (zh): ');
  });
});
