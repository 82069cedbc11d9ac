/** Runs once before all tests. */
export default function setup(): void {
  process.env['TZ'] = 'UTC';
}
