import { expect } from 'vitest';
import { MAX_FILE_BYTES, type NewFile } from '#core/ports/file-store.ts';
import { handOf } from './harness.ts';
import { type Part, whetherIt } from './promise.ts';
import { NOW, type Stage } from './stage.ts';

// The smallest of pictures (PNG specification, third edition, §5): one grey dot.
const PNG = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64'));
const PDF = Uint8Array.from(Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'));
const PICTURE: NewFile = { name: '吊扇灯 裂缝.png', type: 'image/png', bytes: PNG };
const PAGE: NewFile = { name: 'refund.pdf', type: 'application/pdf', bytes: PDF };

const first = ({ harness }: Stage): number => (harness.channel.capabilities.delivery === 'pull' ? 1 : 0);
const withFiles = async (stage: Stage, files: readonly NewFile[], text: string): Promise<void> => {
  const { temp, harness, speak } = stage;
  const id = temp.store.idOf(harness.channel.name, harness.address);
  const refs = await Promise.all(files.map((file) => temp.files.put(id, file, NOW)));
  await speak([{ author: 'agent', text, extras: { agentName: '陈静', files: refs } }]);
};

/** Files of staff for the customer, and of the customer for staff. */
export const files: Part = (under) => [
  {
    says: 'brings files of staff to the customer, or names them in words where it cannot',
    async keeps(stage) {
      const { harness } = stage;
      await harness.say('hello');
      await withFiles(stage, [PAGE, PICTURE], '请看附件');
      const { files: canBring } = harness.channel.capabilities;
      const shown = (await stage.readOn(first(stage), 1)).join('\n');
      expect(shown).toContain('请看附件');
      for (const { name } of [PAGE, PICTURE]) expect(shown, canBring ? undefined : 'a file that cannot be brought is named').toContain(name);
      if (!canBring) return;
      const received = await handOf(harness, 'received')(2);
      expect(received.map(({ name }) => name)).toEqual([PAGE.name, PICTURE.name]);
      expect(received.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual([PDF, PNG].map((bytes) => Buffer.from(bytes).toString('base64')));
    },
  },
  {
    says: 'brings a file that comes without words',
    async keeps(stage) {
      await stage.harness.say('hello');
      await withFiles(stage, [PAGE], '');
      expect((await stage.readOn(first(stage), 1)).join('\n')).toContain(PAGE.name);
      if (stage.harness.channel.capabilities.files) expect(await handOf(stage.harness, 'received')(1)).toHaveLength(1);
    },
  },
  ...whetherIt(
    under,
    'attach',
    [
      {
        says: 'keeps a file of the customer before it acknowledges, with its words, its name and every byte',
        async keeps({ harness, temp, stored, log }) {
          log.push(await handOf(harness, 'attach')([PICTURE], '灯裂了'));
          expect(log).toEqual(['stored', 'acknowledged']);
          const [message] = await stored();
          expect(message?.text).toBe('灯裂了');
          const [ref] = message?.extras.files ?? [];
          expect(ref).toMatchObject({ name: PICTURE.name, type: 'image/png', size: PNG.length });
          const kept = await temp.files.read(temp.store.idOf(harness.channel.name, harness.address), ref?.id ?? '', 'staff');
          expect(Buffer.from(kept?.bytes ?? []).equals(PNG)).toBe(true);
        },
      },
      {
        says: 'takes a file without words',
        async keeps({ harness, stored }) {
          expect(await handOf(harness, 'attach')([PAGE], '')).toBe('acknowledged');
          expect((await stored()).map(({ text, extras }) => [text, extras.files?.map(({ name }) => name)])).toEqual([['', [PAGE.name]]]);
        },
      },
      ...(
        [
          ['that is too large', { name: 'film.mp4', type: 'video/mp4', bytes: new Uint8Array(MAX_FILE_BYTES + 1) }],
          ['that is empty', { name: 'nothing.txt', type: 'text/plain', bytes: new Uint8Array() }],
        ] as const satisfies readonly (readonly [string, NewFile])[]
      ).map(([which, file]) => ({
        says: `keeps no file ${which}, and what is said with it is not lost without a word`,
        async keeps({ harness, stored }: Stage) {
          const answer = await handOf(harness, 'attach')([file], '请看');
          const messages = await stored();
          expect(messages.flatMap(({ extras }) => extras.files ?? [])).toEqual([]);
          // Either the sender learns that it was refused, or the words are taken and the file is named in them.
          if (answer === 'refused') expect(messages).toEqual([]);
          else expect(messages.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`请看[^]*${file.name}`))]);
          expect(await harness.say('and then?')).toBe('acknowledged');
        },
      })),
      {
        says: 'believes no type that a sender claims',
        async keeps({ harness, stored }) {
          await handOf(harness, 'attach')([{ name: 'picture.png', type: 'image/png', bytes: Uint8Array.from(Buffer.from('<script>alert(1)</script>')) }], '');
          for (const { type } of (await stored()).flatMap(({ extras }) => extras.files ?? [])) expect(type).not.toMatch(/^image\//);
        },
      },
    ],
    [
      {
        says: 'never brings a file in',
        async keeps({ harness, accepted }) {
          await harness.say('hello');
          expect(accepted.flatMap(({ files: brought }) => brought ?? [])).toEqual([]);
        },
      },
    ],
  ),
];
