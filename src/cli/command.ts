/** Where a command writes: results, and everything else. */
export type Out = { readonly write: (text: string) => void; readonly warn: (text: string) => void };

/** A command of the command line. Answers with its exit code: 0 done, 1 failed, 2 called wrongly. */
export type Command = (args: readonly string[], out: Out) => Promise<number>;
