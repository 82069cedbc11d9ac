/** A text and how it was written, or nothing when the bytes are no text. */
export type DecodedText = { readonly text: string; readonly encoding: string };

/** Characters that make up a third of everyday Chinese, simplified and traditional: they tell right from wrong decoding. */
const EVERYDAY = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔钟店退换货修订单寄送天费购买请我們個為這來時說國對發後經會過與從還點問無現當沒動開進電話單貨費買請讓識應關門間學產業條實認給號處種幾氣題',
);

/**
 * Reads bytes as text: by their byte order mark, as UTF-8, as UTF-16 without a mark, else as GBK or Big5 by which of
 * them gives everyday characters, else as chardet guesses. `undefined` for what is no text at all.
 */
export async function decodeText(bytes: Uint8Array): Promise<DecodedText | undefined> {
  const marked = byMark(bytes);
  const encoding = marked ?? (isUtf8(bytes) ? 'utf-8' : (wideEncoding(bytes) ?? (isBinary(bytes) ? undefined : await byWords(bytes))));
  if (encoding === undefined || (encoding === 'utf-8' && marked === undefined && isBinary(bytes))) return undefined;
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  return decode(bytes, 'utf-8') !== undefined;
}

/** UTF-16 without a mark: in texts with Latin signs, every other byte of those is zero. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (bytes.length % 2 === 1 || even + odd < sample.length / 50) return undefined;
  if (odd > even * 10) return 'utf-16le';
  return even > odd * 10 ? 'utf-16be' : undefined;
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4096).includes(0);
}

async function byWords(bytes: Uint8Array): Promise<string> {
  const scored = ['gb18030', 'big5'].map((name) => ({ name, share: everydayShare(decode(bytes, name)) })).toSorted((a, b) => b.share - a.share);
  const [best] = scored;
  if (best && best.share > 0.15) return best.name;
  const { analyse } = await import('chardet');
  // These two have been looked at more closely already.
  const guess = analyse(bytes.subarray(0, 65_536)).find(({ name }) => name !== 'GB18030' && name !== 'Big5' && isKnown(name));
  return guess?.name ?? 'windows-1252';
}

/** Share of everyday characters among those that stand beside another: lone ones come of accents read wrongly. */
function everydayShare(text: string | undefined): number {
  const sample = text?.slice(0, 20_000) ?? '';
  const all = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const beside = [...(sample.match(/\p{Script=Han}{2,}/gu)?.join('') ?? '').matchAll(/./gu)];
  return beside.length < all / 2 || beside.length === 0 ? 0 : beside.filter(([char]) => EVERYDAY.has(char)).length / beside.length;
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
