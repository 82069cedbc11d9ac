import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { createPersonFinder } from '#intents/person-request.ts';
import type { PersonFinder } from '#intents/person-request.ts';
import { CATALOG, PERSON_PHRASES } from './shop.ts';

let phrases: readonly string[] = [];
let find: PersonFinder;
beforeAll(async () => {
  phrases = await loadPersonPhrases(PERSON_PHRASES);
  find = createPersonFinder(phrases);
});

const isHan = (text: string) => /\p{Script=Han}/u.test(text);
const toWide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe('requests for a person', () => {
  const disguises: readonly (readonly [string, (phrase: string) => string])[] = [
    ['as they stand', (phrase) => phrase],
    ['in capitals', (phrase) => phrase.toUpperCase()],
    ['with exclamation marks', (phrase) => `${phrase}！！！`],
    ['in full width', toWide],
    ['with blanks around', (phrase) => `  ${phrase}\n`],
    ['politely', (phrase) => (isHan(phrase) ? `您好，请${phrase}，谢谢` : `hi, ${phrase} please, thank you`)],
    ['at once', (phrase) => (isHan(phrase) ? `快点${phrase}吧` : `${phrase} now!!`)],
    ['after another sentence', (phrase) => (isHan(phrase) ? `我的洗衣机不转了。${phrase}` : `my washer does not spin. ${phrase}.`)],
    ['spelled with blanks', (phrase) => (isHan(phrase) ? Array.from(phrase).join(' ') : phrase.replaceAll(' ', '  '))],
  ];
  it.each(disguises)('are all found %s', (_, disguise) => {
    expect(phrases.filter((phrase) => find(disguise(phrase)) === undefined)).toEqual([]);
  });

  it.each([
    '我问了三遍都没用，给我转人工客服处理一下退款',
    'this is going nowhere, can you please connect me to an agent about my refund',
    'why can\'t i talk to a human here',
    '为什么不给我转人工',
    '转！人！工！',
    '轉人工',
    'qing bang wo zhuanrengong ba',
    'i dont want to talk to a bot i want to talk to a human',
  ])('are found inside longer sentences: %s', (text) => {
    expect(find(text)).toBeDefined();
  });

  it.each([
    'zhuǎn rén gōng',
    'zhuan3 ren2 gong1',
    'ZhuanRenGong!!!',
    'zuan ren gong',
    'zhuang ren gong',
    'zhuanrengogn',
    'rengon',
    'woyaorengongkefu',
    'wo yao zhao zhen ren',
    'gei wo jie ren gong ke fu, xie xie',
    'neng bu neng zhuan ren gong',
    'you mei you huo ren',
    'jiao ni men jing li lai',
    'bu yao ji qi ren',
    'zhuan rg',
    '转ren工',
    'zhuan人工',
    'wo de xi yi ji huai le qing zhuan ren gong',
  ])('are read in pinyin with tones, blanks, slips and characters between: %s', (text) => {
    expect(find(text)).toBeDefined();
  });

  it.each([
    'ren gong fei duo shao',
    'ren gong zhi neng shi shen me',
    'ke fu dian hua duo shao',
    'bu yong zhuan ren gong',
    'bie zhuan ren gong',
    'kefu ji dian shang ban',
    'kefu tai du zhen hao',
    'wo yao tui huo',
    'tui kuan duo jiu dao zhang',
    'ni hao',
    'can I renegotiate the price',
    'jing li',
  ])('are not read into other pinyin: %s', (text) => {
    expect(find(text)).toBeUndefined();
  });

  it.each([
    '人工费怎么算',
    '安装人工费多少钱',
    '转人工费',
    '人工智能是什么',
    '不用转人工了，谢谢',
    '我不想转人工，你告诉我就行',
    '人工客服几点上班',
    '客服电话是多少',
    'person',
    'insurance agent',
    'are you a real person or a bot',
    'which cleaning agent can I use for the drum',
    'how many persons can share the app',
    'i need an agent code',
    'i want a person to install the lock',
    "i don't want to talk to a human",
    'no need to transfer me to an agent',
    'i talked to a manager yesterday and nothing happened',
    '',
  ])('are not heard in ordinary messages: %s', (text) => {
    expect(find(text)).toBeUndefined();
  });

  it('are heard in fewer than 1 % of the examples of other intents', async () => {
    const others = (await loadCatalog(CATALOG)).filter(({ signal, kind }) => signal !== 'person' && kind !== 'talk');
    const texts = others.flatMap(({ examples }) => examples.zh.concat(examples.en));
    expect(texts.filter((text) => find(text) !== undefined).length / texts.length).toBeLessThan(0.01);
  });
});
