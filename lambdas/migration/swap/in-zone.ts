/** Does what is done in one zone. What it fails with says which zone that was: the log's line is found by it. */
export async function inZone<Result>(zoneId: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { zone: zoneId }) : error;
  }
}
