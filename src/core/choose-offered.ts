import type { Memory } from './conversation.ts';

const ORDINALS: readonly RegExp[] = [
  /^(?:1|[①一]|第(?:1|一)[个条项]?|(?:the )?(?:first|1st)(?: one)?)$/,
  /^(?:2|[②二]|第(?:2|二)[个条项]?|(?:the )?(?:second|2nd)(?: one)?)$/,
  /^(?:3|[③三]|第(?:3|三)[个条项]?|(?:the )?(?:third|3rd)(?: one)?)$/,
];

/** Which of the offered topics the customer means: by its title, or by its place ("2", 第二个, "the first one"). */
export function chooseOffered({ offered }: Memory, text: string): Memory['offered'][number] | undefined {
  const said = text.trim().toLowerCase().replace(/[。.!！\s]+$/u, '');
  const place = ORDINALS.findIndex((ordinal) => ordinal.test(said));
  return offered.find(({ title }) => title.toLowerCase() === said) ?? offered[place];
}
