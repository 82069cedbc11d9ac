import { openJournal } from '#store/journal.ts';

// A process that writes events down and says so of each as soon as it is promised, until it is killed.
const [file = ''] = process.argv.slice(2);
const journal = openJournal(file, { onDamage: () => undefined });
for (let i = 0; ; i++) {
  await journal.put('slack', `event-${i}`, `lane-${i % 10}`, JSON.stringify({ i }), 1_800_000_000_000);
  process.stdout.write(`event-${i}\n`);
}
