import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChineseCutter } from '#knowledge/chinese-cutter.ts';
import { searchLayers } from '#knowledge/keyword-index.ts';
import { loadSynonyms } from '#knowledge/load-synonyms.ts';
import { subjectUnits } from '#knowledge/question-words.ts';
import { createSynonyms } from '#knowledge/synonyms.ts';
import { buildWordLayer, cutText } from '#knowledge/word-layer.ts';

const cut = await createChineseCutter();
const text = (title: string, body: string) => ({ title, headings: '', text: body, products: '' });
const index = searchLayers([buildWordLayer([text('门店营业时间', '每天10:00–22:00营业。'), text('Same-city express', 'It comes by express.'), text('Your parcel', 'Track the parcel.')].map((each) => cutText(each, cut)))]);
const synonyms = createSynonyms([['营业', '关门', '打烊'], ['parcel', 'package'], { asked: ['today', 'as fast as possible'], means: ['express'] }], subjectUnits);
const found = (question: string) => index.search(question, synonyms).hits.map(({ label }) => label);

describe('synonyms', () => {
  it('let a question find articles that use the other word', () => {
    expect(index.search('几点打烊').hits).toEqual([]);
    expect(found('几点打烊')).toEqual([0]);
    expect(found('lost packages')).toEqual([2]);
  });

  it('may hold one way only, and for phrases', () => {
    expect(found('I need it today')).toEqual([1]);
    expect(found('as fast as possible')).toEqual([1]);
    expect(synonyms.substitutesFor(subjectUnits('express'))).toEqual([]);
  });

  it('cover the place of the word that was said', () => {
    const { hits, coverage } = index.search('打烊', synonyms);
    expect(coverage(hits[0]?.places ?? [])).toBe(1);
  });
});

describe('what stands in no article', () => {
  it('is told as a share of the question', () => {
    expect(index.search('parcel').unknown).toBe(0);
    expect(index.search('telescope').unknown).toBe(1);
    expect(index.search('parcel with a telescope').unknown).toBeGreaterThan(0.3);
  });

  it('does not count when a synonym stands in one', () => {
    expect(index.search('package').unknown).toBe(1);
    expect(index.search('package', synonyms).unknown).toBe(0);
  });
});

describe('the file of synonyms', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-synonyms-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('that comes with Baton can be read', async () => {
    const groups = await loadSynonyms(join(import.meta.dirname, '../../knowledge/synonyms.yaml'));
    expect(groups.length).toBeGreaterThan(20);
  });

  it('tells what is wrong with it and where', async () => {
    const file = join(folder, 'synonyms.yaml');
    await writeFile(file, 'groups:\n  - [refund]\n  - { asked: [a] }\n');
    await expect(loadSynonyms(file)).rejects.toMatchObject({ code: 'misconfigured', details: [expect.stringContaining('groups.0'), expect.stringContaining('groups.1')] });
  });
});
