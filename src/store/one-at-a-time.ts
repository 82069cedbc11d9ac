import type { Dialect, Driver } from 'kysely';

/** The last in the queue for each file, as long as somebody has it open or waits. */
const lastInLine = new Map<string, Promise<void>>();

/**
 * One connection at a time to a file, whichever of this process: SQLite waits for another connection by blocking the
 * thread, and one that is held by the same thread would then never be given back. Other processes are not its concern.
 */
export function letInOneAtATime(dialect: Dialect, file: string): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => guard(dialect.createDriver(), file),
  };
}

function guard(driver: Driver, file: string): Driver {
  const acquire = driver.acquireConnection.bind(driver);
  const release = driver.releaseConnection.bind(driver);
  let leave: (() => void) | undefined;
  driver.acquireConnection = async (options) => {
    const before = lastInLine.get(file);
    const { promise, resolve } = Promise.withResolvers<void>();
    lastInLine.set(file, promise);
    if (before) await before;
    leave = () => {
      if (lastInLine.get(file) === promise) lastInLine.delete(file);
      resolve();
    };
    try {
      return await acquire(options);
    } catch (error) {
      leave();
      throw error;
    }
  };
  driver.releaseConnection = async (connection, options) => {
    await release(connection, options);
    leave?.();
  };
  return driver;
}
