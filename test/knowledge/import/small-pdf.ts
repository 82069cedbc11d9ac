/** How a PDF writes its text: a font that is not in the file, and what its codes mean. */
export type NamedFont = {
  readonly font: string;
  /** The name of a predefined character map (ISO 32000-2, table 116). */
  readonly encoding: string;
  /** The character collection: Adobe's `GB1` for simplified, `CNS1` for traditional Chinese. */
  readonly ordering: 'GB1' | 'CNS1';
  /** The bytes of a text under the encoding. */
  readonly encode: (text: string) => Buffer;
};

/** A PDF of one page in a font that is named and not embedded, a line below the other, with properties of its own. */
export function smallPdf({ font, encoding, ordering, encode }: NamedFont, lines: readonly string[], properties: Readonly<Record<string, string>> = {}): Buffer {
  const text = `BT /F1 12 Tf 72 760 Td 18 TL ${lines.map((line) => `<${encode(line).toString('hex')}> Tj T*`).join(' ')} ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>\nstream\n${text}\nendstream`,
    `<</Type/Font/Subtype/Type0/BaseFont/${font}/Encoding/${encoding}/DescendantFonts[6 0 R]>>`,
    `<</Type/Font/Subtype/CIDFontType0/BaseFont/${font}/CIDSystemInfo<</Registry(Adobe)/Ordering(${ordering})/Supplement 4>>/FontDescriptor 7 0 R/DW 1000/W[1[500 500] 814 939 500]>>`,
    `<</Type/FontDescriptor/FontName/${font}/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>`,
    `<<${Object.entries(properties).map(([name, value]) => `/${nameCode(name)}<${Buffer.concat([Buffer.of(0xfe, 0xff), toUcs2(value)]).toString('hex')}>`).join('')}>>`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${size}/Root 1 0 R/Info ${size - 1} 0 R>>\nstartxref\n${file.length}\n%%EOF\n`, 'latin1');
}

/** A name as a PDF writes it: UTF-8, what is no letter or digit as `#` and its code (ISO 32000-2, 7.3.5). */
function nameCode(name: string): string {
  return [...Buffer.from(name)].map((byte) => (/[a-z\d]/i.test(String.fromCharCode(byte)) && byte < 0x80 ? String.fromCharCode(byte) : `#${byte.toString(16).padStart(2, '0')}`)).join('');
}

/** Text as UTF-16 with the high byte first, as the `Uni…-UCS2` maps read it. */
export function toUcs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** A writer of an encoding of two bytes to a Chinese character, one to an ASCII one, such as `gbk` and `big5`. */
export function toDoubleBytes(name: 'gbk' | 'big5'): (text: string) => Buffer {
  const decoder = new TextDecoder(name);
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high < 0xff; high += 1) {
    for (let low = 0x40; low < 0xff; low += 1) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return (text) => Buffer.from(Array.from(text).flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : (codes.get(character) ?? []))));
}
